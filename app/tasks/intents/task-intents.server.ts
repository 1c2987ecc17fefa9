import { data, redirect } from "react-router";
import { AppError } from "#app/core/errors.ts";
import type { Flash } from "#app/core/flash.ts";
import { parseForm, redirectWithFlash, runCommand } from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import {
	changeTasks,
	completeTask,
	type Done,
	deleteTask,
	reopenTask,
	skipOccurrence,
} from "#app/tasks/commands/commands.server.ts";
import type { TaskAction } from "#app/tasks/commands/plan-edits.server.ts";
import { formScope, once } from "#app/tasks/commands/repeated-form.server.ts";
import {
	bulkPrioritySchema,
	bulkTagSchema,
	quickAddFormSchema,
	selectionSchema,
	taskIdSchema,
} from "#app/tasks/form/task-forms.server.ts";
import { quickAdd } from "#app/tasks/quick-add/quick-add-command.server.ts";
import { parseTaskIntent, type TaskIntent } from "#domain/task/intents.ts";
import type { Task } from "#domain/task/task.ts";

/**
 * Does what a button on a list of tasks asks for. Afterwards goes `back` to the list. Throws a 400 response
 * for a form whose intent is none of a list's.
 */
export async function handleTaskIntent(given: Scope, form: FormData, back: string) {
	const scope = formScope(given, form);
	const intent = parseTaskIntent(form.get("intent"));
	if (intent?.target === "new") return add(scope, form, back);
	if (intent?.target === "selected") return changeSelected(scope, form, intent.verb, back);
	const id = taskIdSchema.safeParse(intent?.taskId);
	if (intent?.target !== "numbered" || !id.success) {
		throw data({ message: "This page has no such button." }, 400);
	}
	const command = ONE_TASK[intent.verb];
	return tell(scope, form, back, () => command(scope, id.data));
}

type VerbOf<Target> = Extract<TaskIntent, { target: Target }>["verb"];
type OneTask = (scope: Scope, id: number) => Promise<Done & { task?: Task }>;

const ONE_TASK: Record<VerbOf<"numbered">, OneTask> = {
	complete: completeTask,
	reopen: reopenTask,
	delete: deleteTask,
	skip: skipOccurrence,
};

async function add(scope: Scope, form: FormData, back: string) {
	const parsed = parseForm(quickAddFormSchema, form);
	if (!parsed.ok) return data({ reply: parsed.reply }, 400);
	const done = await runCommand(form, () => quickAdd(scope, parsed.value));
	if (!done.ok) return data({ reply: done.reply }, done.status);
	return redirectWithFlash(form, back, toFlash(done.value));
}

async function changeSelected(
	scope: Scope,
	form: FormData,
	verb: VerbOf<"selected">,
	back: string,
) {
	const action = readBulkAction(verb, form);
	const selection = parseForm(selectionSchema, form);
	const refuse = (message: string) =>
		redirectWithFlash(form, back, { message, undo: null, tone: "refused" });
	if (!selection.ok) return refuse("At most 500 tasks can be changed at once.");
	const { selected } = selection.value;
	if (selected.length === 0) return refuse("Select tasks first, then choose what to do.");
	if (typeof action === "string") return refuse(action);
	if (action.type === "delete" && selected.length > 1) {
		const params = new URLSearchParams(selected.map((id) => ["id", String(id)]));
		params.set("back", back);
		return redirect(`/tasks/delete?${params}`);
	}
	return tell(scope, form, back, () => changeTasks(scope, selected, action));
}

/** The action, or a sentence about what is missing for it. */
function readBulkAction(verb: VerbOf<"selected">, form: FormData): TaskAction | string {
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

/** Runs a command and says what came of it, on the page that it was asked for. */
async function tell(
	scope: Scope,
	form: FormData,
	back: string,
	command: () => Promise<Done & { task?: Task }>,
) {
	try {
		const done = await once(scope, command);
		return redirectWithFlash(form, back, toFlash(done), done.made);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return redirectWithFlash(form, back, { message: error.message, undo: null, tone: "refused" });
	}
}

/** What the status region says of a command. */
export function toFlash({ summary, note, changeId }: Done): Flash {
	return { message: note ? `${summary}. ${note}` : summary, undo: changeId, tone: "done" };
}
