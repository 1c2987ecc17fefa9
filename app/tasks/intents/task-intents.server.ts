import { data, redirect } from "react-router";
import type { Flash } from "#app/core/flash.ts";
import {
	flashRefusal,
	parseForm,
	redirectWithFlash,
	runAndFlash,
	runCommand,
	unknownIntent,
} from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { CommandResult } from "#app/tasks/commands/command-result.ts";
import {
	changeTasks,
	completeTask,
	createTask,
	deleteTask,
	reopenTask,
	skipOccurrence,
} from "#app/tasks/commands/commands.server.ts";
import {
	runIdempotent,
	withQuickAddKey,
	withSubmissionId,
} from "#app/tasks/commands/idempotency.server.ts";
import type { TaskAction } from "#app/tasks/commands/task-action.ts";
import {
	bulkPrioritySchema,
	bulkTagSchema,
	quickAddFields,
	quickAddFormSchema,
	selectionSchema,
	taskIdSchema,
} from "#app/tasks/form/task-forms.server.ts";
import { parseTaskIntent, type TaskIntent } from "#domain/task/intents.ts";
import type { Task, TaskVersion } from "#domain/task/task.ts";
import { BULK_LIMIT_MESSAGE } from "#domain/task/task-list.ts";

/**
 * Does what a button on a list of tasks asks for. Afterwards goes `back` to the list. Throws a 400 response
 * for a form whose intent is none of a list's.
 */
export async function handleTaskIntent(scope: Scope, form: FormData, back: string) {
	const intent = parseTaskIntent(form.get("intent"));
	if (intent?.target === "new") return add(scope, form, back);
	if (intent?.target === "selected")
		return changeSelected(withSubmissionId(scope, form), form, intent.verb, back);
	const id = taskIdSchema.safeParse(intent?.taskId);
	if (intent?.target !== "numbered" || !id.success) {
		throw unknownIntent();
	}
	const command = ONE_TASK[intent.verb];
	const keyed = withSubmissionId(scope, form);
	return runOnce(keyed, form, back, () => command(keyed, id.data));
}

type VerbOf<Target> = Extract<TaskIntent, { target: Target }>["verb"];
type OneTask = (scope: Scope, id: number) => Promise<CommandResult & { task?: Task }>;

const ONE_TASK: Record<VerbOf<"numbered">, OneTask> = {
	complete: completeTask,
	reopen: reopenTask,
	delete: deleteTask,
	skip: skipOccurrence,
};

async function add(scope: Scope, form: FormData, back: string) {
	const parsed = parseForm(quickAddFormSchema, form);
	if (!parsed.ok) return data({ reply: parsed.reply }, 400);
	const { text, key, parentId } = parsed.value;
	const keyed = withQuickAddKey(scope, key, text);
	const done = await runCommand(form, async () =>
		createTask(keyed, { ...quickAddFields(text, scope), parentId }),
	);
	if (!done.ok) return data({ reply: done.reply }, done.status);
	return redirectWithFlash(form, back, toFlash(done.value));
}

async function changeSelected(
	scope: Scope,
	form: FormData,
	verb: VerbOf<"selected">,
	back: string,
) {
	const action = parseBulkAction(verb, form);
	const selection = parseForm(selectionSchema, form);
	const refuse = (message: string) => flashRefusal(form, back, message);
	if (!selection.ok) return refuse(BULK_LIMIT_MESSAGE);
	const { selected } = selection.value;
	if (selected.length === 0) return refuse("Select tasks first, then choose what to do.");
	if (typeof action === "string") return refuse(action);
	if (action.type === "delete" && selected.length > 1) {
		const params = new URLSearchParams(selected.map((id) => ["id", String(id)]));
		params.set("back", back);
		return redirect(`/tasks/delete?${params}`);
	}
	return runOnce(scope, form, back, () => changeTasks(scope, selected, action));
}

/** The action, or a sentence about what is missing for it. */
function parseBulkAction(verb: VerbOf<"selected">, form: FormData): TaskAction | string {
	switch (verb) {
		case "priority": {
			const parsed = parseForm(bulkPrioritySchema, form);
			if (!parsed.ok) return "Choose a new priority first.";
			return { type: "update", changes: { priority: parsed.value.newPriority } };
		}
		case "tag": {
			const parsed = parseForm(bulkTagSchema, form);
			if (!parsed.ok) return parsed.reply.errors.newTag?.[0] ?? "Type the new tag first.";
			return { type: "add-tag", tag: parsed.value.newTag };
		}
		default:
			return { type: verb };
	}
}

/** Runs a command of a list's button once per submission, and flashes what came of it. */
function runOnce(
	scope: Scope,
	form: FormData,
	back: string,
	command: () => Promise<CommandResult & { task?: Task }>,
) {
	return runAndFlash(form, back, async () => {
		const done = await runIdempotent(scope, command);
		return { ...toFlash(done), made: toVersion(done) };
	});
}

/** What the status region says of a command, with its change to undo. */
export function toFlash({ summary, note, changeId }: CommandResult): Flash {
	return { message: note ? `${summary}. ${note}` : summary, undo: changeId, tone: "done" };
}

/** The version of a task that a command made, for forms that stay; null when it changed or left none. */
export function toVersion({
	changeId,
	task,
}: CommandResult & { task: Task | null }): TaskVersion | null {
	return changeId && task ? { id: task.id, version: task.version } : null;
}
