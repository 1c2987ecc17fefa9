import { data } from "react-router";
import { parseForm, redirectWithFlash, runCommand } from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { changeTask, deleteTask } from "#app/tasks/commands/commands.server.ts";
import { runIdempotent, withSubmissionId } from "#app/tasks/commands/idempotency.server.ts";
import { getTask, parseTaskId } from "#app/tasks/detail/task-page.server.ts";
import { taskFormSchema } from "#app/tasks/form/task-forms.server.ts";
import { toFormValues } from "#app/tasks/view/task-view.server.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";
import { handleTaskIntent, toFlash, toVersion } from "./task-intents.server.ts";

/** Does what a button on a task's own page asks for; those of its subtasks are a list's buttons. */
export async function handleTaskFormIntent(
	scope: Scope,
	number: string,
	form: FormData,
	back: string,
) {
	const id = parseTaskId(number);
	const intent = parseTaskIntent(form.get("intent"));
	if (intent?.name === "delete-task") {
		const keyed = withSubmissionId(scope, form);
		const done = await runCommand(form, () => runIdempotent(keyed, () => deleteTask(keyed, id)));
		if (!done.ok) return data({ reply: done.reply, conflict: null }, { status: done.status });
		return redirectWithFlash(form, "/tasks", toFlash(done.value));
	}
	if (intent?.name !== "save") return handleTaskIntent(scope, form, back);
	return save(scope, id, form, back);
}

async function save(given: Scope, id: number, form: FormData, back: string) {
	const scope = withSubmissionId(given, form);
	const parsed = parseForm(taskFormSchema(scope), form);
	if (!parsed.ok) return data({ reply: parsed.reply, conflict: null }, 400);
	const { version: expectedVersion, series: range, ...changes } = parsed.value;
	const done = await runCommand(form, () =>
		runIdempotent(scope, () => changeTask(scope, id, changes, { expectedVersion, range })),
	);
	if (done.ok) return redirectWithFlash(form, back, toFlash(done.value), toVersion(done.value));
	if (done.status !== 412) return data({ reply: done.reply, conflict: null }, done.status);
	const task = await getTask(scope, id);
	// What was typed goes back into the form, now as a change of the newest version.
	const conflict = { saved: toFormValues(task), version: task.version };
	return data({ reply: done.reply, conflict }, 409);
}
