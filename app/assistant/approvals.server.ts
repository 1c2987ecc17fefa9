import { Conflict, Invalid } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { listTaskTrees } from "#db/tasks/tasks.server.ts";
import type { ApprovalQuestion, ChatPart } from "#domain/chat/chat-message.ts";
import { isToolPart, type ToolPart, toolNameOf } from "#domain/chat/reply-parts.ts";
import { UNAPPROVED_ADDITIONS_MAX } from "#domain/limits.ts";
import { partitionTree } from "#domain/task/task-tree.ts";
import { dateInWords } from "./tools/date-in-words.ts";
import { parseDateInput } from "./tools/task-input.server.ts";
import type { CallPreview } from "./tools/tool.server.ts";
import { findTool } from "./tools/tools.server.ts";

/** How many tasks a model may change, and changes undo, one by one in a reply, before each further one needs approval. */
const UNAPPROVED_CHANGES_MAX = 3;
/** How many calls of tools there may be in a reply. */
const CALLS_MAX = 100;
const TITLES_SHOWN = 5;

type Call = { toolCallId: string; toolName: string; input: unknown };

/**
 * Decides for one reply which tool calls wait for the user's approval: those for which the tool says
 * so, and single changes and additions beyond a number, else many single calls could do unapproved what
 * a bulk call may not. After an undo every change waits, since it would end what could be redone.
 */
export class Approvals {
	readonly #scopeOf: () => Scope;
	/** Numbers of tasks, and ids of changes that were undone. */
	readonly #changed = new Set<number | string>();
	#added = 0;
	#calls = 0;
	#hasUndone = false;
	/** The calls beyond `CALLS_MAX`. */
	readonly #refused = new Set<string>();
	/** The change that a call is about, for tools with a preview: by the call's id. */
	readonly #changeIds = new Map<string, string>();
	readonly #approved: ReadonlyMap<string, string>;

	/** `parts`: of the reply as far as it was given before, whose calls count, too. */
	constructor(scopeOf: () => Scope, parts: ChatPart[] = []) {
		this.#scopeOf = scopeOf;
		this.#approved = approvedChanges(parts);
		for (const part of parts.filter(isToolPart)) this.#recount(part);
	}

	#recount(part: ToolPart): void {
		this.#calls += 1;
		const tool = findTool(toolNameOf(part));
		if (!tool || tool.annotations.readOnly || part.state !== "output-available") return;
		if (tool.preview) this.#hasUndone = true;
		if (part.approval) return;
		const ids = tool.preview ? [part.toolCallId] : taskIdsOf(part.input);
		for (const id of ids) this.#changed.add(id);
		if (ids.length === 0) this.#added += 1;
	}

	/** Whether a call needs approval. Counts those that do not. */
	async isNeeded({ toolCallId, toolName, input }: Call): Promise<boolean> {
		// The AI SDK asks again when it has been answered. What was approved is the change shown then.
		if (this.#approved.has(toolCallId)) return true;
		this.#calls += 1;
		if (this.#calls > CALLS_MAX) {
			this.#refused.add(toolCallId);
			return false;
		}
		const tool = findTool(toolName);
		if (!tool || tool.annotations.readOnly) return false;
		if (tool.preview) return this.#isPreviewNeeded(toolCallId, await tool.preview(this.#scopeOf()));
		const ids = taskIdsOf(input);
		if (tool.needsApproval(input)) {
			// For tasks that do not exist there is nothing to ask; the tool's error says so.
			return ids.length === 0 || (await readTaskTrees(this.#scopeOf(), ids)).length > 0;
		}
		if (this.#hasUndone) return true;
		if (ids.length > 0) return !this.#takeChanges(ids);
		if (this.#added >= UNAPPROVED_ADDITIONS_MAX) return true;
		this.#added += 1;
		return false;
	}

	#isPreviewNeeded(toolCallId: string, preview: CallPreview | null): boolean {
		if (!preview) return false;
		this.#changeIds.set(toolCallId, preview.changeId);
		this.#hasUndone = true;
		return preview.needsApproval || !this.#takeChanges([preview.changeId]);
	}

	/** Counts changes, unless they would be more than may go unapproved; returns whether it did. */
	#takeChanges(ids: (number | string)[]): boolean {
		const isOneMore = ids.some((id) => !this.#changed.has(id));
		if (isOneMore && this.#changed.size >= UNAPPROVED_CHANGES_MAX) return false;
		for (const id of ids) this.#changed.add(id);
		return true;
	}

	/** The change that a call has to be about; undefined where its input says it all. */
	findChangeId(toolCallId: string): string | undefined {
		return this.#approved.get(toolCallId) ?? this.#changeIds.get(toolCallId);
	}

	/** Throws `Conflict` for a call beyond those that a reply may make. */
	checkLimit(toolCallId: string): void {
		if (!this.#refused.has(toolCallId)) return;
		throw new Conflict(
			`An answer makes at most ${CALLS_MAX} calls. Tell the user what is done, and what is left to ask for again.`,
		);
	}
}

/** The change that each call of a reply was asked about, by the call's id. */
function approvedChanges(parts: ChatPart[]): Map<string, string> {
	const asked = new Map(
		parts.flatMap((part) =>
			part.type === "data-question" && part.data.changeId
				? [[part.data.approvalId, part.data.changeId]]
				: [],
		),
	);
	return new Map(
		parts.flatMap((part) => {
			const changeId = isToolPart(part) && part.approval && asked.get(part.approval.id);
			return changeId ? [[part.toolCallId, changeId]] : [];
		}),
	);
}

/** The question for a call that needs approval, made of the tool's arguments and of the tasks in D1. */
export async function approvalQuestion(
	scope: Scope,
	approvalId: string,
	{ toolName, input }: Omit<Call, "toolCallId">,
): Promise<ApprovalQuestion> {
	const preview = await findTool(toolName)?.preview?.(scope);
	if (preview) {
		const { changeId, question, titles, others } = preview;
		return { approvalId, text: question, titles, others, changeId };
	}
	const ids = taskIdsOf(input);
	const { title, ...details } = argumentsOf(input);
	if (ids.length === 0) {
		const text = `Add this task${detailsInWords(details, scope)}?`;
		return { approvalId, text, titles: [String(title)], others: 0 };
	}
	const { named, subtasks } = partitionTree(await readTaskTrees(scope, ids), ids);
	const verb = verbOf(toolName, input);
	const also =
		verb === "Delete" && subtasks.length > 0
			? ` and ${named.length === 1 ? "its" : "their"} ${count(subtasks.length, "subtask")}`
			: "";
	const what = named.length === 1 ? "this task" : `these ${count(named.length, "task")}`;
	return {
		approvalId,
		text: `${verb} ${what}${also}${detailsInWords(argumentsOf(input), scope)}?`,
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

/** The arguments that say more than which tasks are meant and what is done to them. */
function argumentsOf(input: unknown): Record<string, unknown> {
	const {
		changes,
		action: _,
		task_id: __,
		task_ids: ___,
		...rest
	} = input as Record<string, unknown>;
	return { ...rest, ...(changes as object | undefined) };
}

/** Arguments for the user, dates as the day that they come to: ": priority high, due date Friday 27 …". */
function detailsInWords(given: Record<string, unknown>, scope: Scope): string {
	const words = Object.entries(given).map(([name, value]) => {
		const isDate = typeof value === "string" && DATES.includes(name);
		return `${name.replaceAll("_", " ")} ${(isDate && dayOf(value, scope)) || valueInWords(value)}`;
	});
	return words.length === 0 ? "" : `: ${words.join(", ")}`;
}

const DATES = ["due_date", "at"];

/** The day that the words of a date come to; null for what the tool will refuse. */
function dayOf(words: string, { now, timeZone }: Scope): string | null {
	try {
		return dateInWords(parseDateInput(words, { now, timeZone }, "due_date"), timeZone);
	} catch (error) {
		if (error instanceof Invalid) return null;
		throw error;
	}
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
