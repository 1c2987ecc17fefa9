import type { Scope } from "#app/core/scope.server.ts";
import { listTaskTrees } from "#db/tasks/tasks.server.ts";
import type { ApprovalQuestion } from "#domain/chat/chat-message.ts";
import { partitionTree } from "#domain/task/task-tree.ts";
import { findTool } from "./tools/tools.server.ts";

/** How many tasks a model may change one by one in a reply, before each further one needs approval. */
const UNAPPROVED_CHANGES_MAX = 3;
const TITLES_SHOWN = 5;

type Call = { toolName: string; input: unknown };

/**
 * Decides for one reply which tool calls wait for the user's approval: those for which the tool says
 * so, and single changes beyond `UNAPPROVED_CHANGES_MAX`, else many single calls could do unapproved
 * what a bulk call may not.
 */
export class Approvals {
	readonly #scopeOf: () => Scope;
	readonly #changed = new Set<number>();

	constructor(scopeOf: () => Scope) {
		this.#scopeOf = scopeOf;
	}

	/** Whether a call needs approval. Counts the tasks of calls that do not. */
	async isNeeded({ toolName, input }: Call): Promise<boolean> {
		const tool = findTool(toolName);
		if (!tool || tool.annotations.readOnly) return false;
		const ids = taskIdsOf(input);
		if (tool.needsApproval(input)) {
			// For tasks that do not exist there is nothing to ask; the tool's error says so.
			return ids.length === 0 || (await readTaskTrees(this.#scopeOf(), ids)).length > 0;
		}
		const isOneMore = ids.some((id) => !this.#changed.has(id));
		if (isOneMore && this.#changed.size >= UNAPPROVED_CHANGES_MAX) return true;
		for (const id of ids) this.#changed.add(id);
		return false;
	}
}

/** The question for a call that needs approval, made of the tool's arguments and of the tasks in D1. */
export async function approvalQuestion(
	scope: Scope,
	approvalId: string,
	{ toolName, input }: Call,
): Promise<ApprovalQuestion> {
	const ids = taskIdsOf(input);
	const { named, subtasks } = partitionTree(await readTaskTrees(scope, ids), ids);
	const verb = verbOf(toolName, input);
	const also =
		verb === "Delete" && subtasks.length > 0
			? ` and ${named.length === 1 ? "its" : "their"} ${count(subtasks.length, "subtask")}`
			: "";
	const what = named.length === 1 ? "this task" : `these ${count(named.length, "task")}`;
	return {
		approvalId,
		text: `${verb} ${what}${also}${detailsOf(input)}?`,
		titles: named.slice(0, TITLES_SHOWN).map(({ title }) => title),
		others: Math.max(0, named.length - TITLES_SHOWN),
	};
}

function readTaskTrees({ db, userId }: Scope, ids: number[]) {
	return ids.length === 0 ? Promise.resolve([]) : listTaskTrees(db, userId, ids);
}

function taskIdsOf(input: unknown): number[] {
	if (typeof input !== "object" || input === null) return [];
	const { task_id, task_ids } = input as { task_id?: unknown; task_ids?: unknown };
	const ids = Array.isArray(task_ids) ? task_ids : [task_id];
	return [...new Set(ids.filter((id): id is number => Number.isSafeInteger(id)))];
}

const VERBS: Record<string, string> = {
	complete: "Complete",
	complete_task: "Complete",
	reopen: "Reopen",
	reopen_task: "Reopen",
	delete: "Delete",
	delete_task: "Delete",
	update: "Change",
	update_task: "Change",
	add_tag: "Tag",
	set_reminder: "Set a reminder for",
};

function verbOf(toolName: string, input: unknown): string {
	const { action } = input as { action?: unknown };
	return VERBS[typeof action === "string" ? action : toolName] ?? "Change";
}

/** The arguments as they were given to the tool: ": priority high, due date next friday". */
function detailsOf(input: unknown): string {
	const {
		changes,
		action: _,
		task_id: __,
		task_ids: ___,
		...rest
	} = input as Record<string, unknown>;
	const given = Object.entries({ ...rest, ...(changes as object | undefined) });
	if (given.length === 0) return "";
	const words = given.map(([name, value]) => `${name.replaceAll("_", " ")} ${valueInWords(value)}`);
	return `: ${words.join(", ")}`;
}

function count(n: number, what: string): string {
	return n === 1 ? what : `${n} ${what}s`;
}

function valueInWords(value: unknown): string {
	if (value === null) return "none";
	if (Array.isArray(value)) return value.map(valueInWords).join(" ") || "none";
	const text = typeof value === "object" ? JSON.stringify(value) : String(value);
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
