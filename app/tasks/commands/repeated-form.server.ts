import { AppError } from "#app/core/errors.ts";
import { idFrom } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { RepeatedChange } from "#db/tasks/changes.server.ts";
import type { Task } from "#domain/task/task.ts";
import type { Done } from "./commands.server.ts";
import { findFirst } from "./repeated-request.server.ts";

/** The version of a task that a change made. */
export type Made = Pick<Task, "id" | "version">;

/**
 * The scope of a form's command. A form that a script sends has a key of its own ("stay"), and sent
 * again under it, it does nothing twice.
 */
export function formScope(scope: Scope, form: FormData): Scope {
	const key = form.get("stay");
	return key ? { ...scope, changeId: idFrom(`form\n${key}`) } : scope;
}

/**
 * Runs a form's command. When the same form was here before, it tells what came of it then: what a
 * command refuses now may be its own work ("this task was changed", "there is no such task").
 */
export async function once(
	scope: Scope,
	command: () => Promise<Done & { task?: Task }>,
): Promise<Done & { made: Made | null }> {
	try {
		const { task, ...done } = await command();
		return { ...done, made: done.changeId ? madeOf(task) : null };
	} catch (error) {
		const mayBeOurs = error instanceof RepeatedChange || error instanceof AppError;
		const first =
			mayBeOurs && scope.changeId !== undefined ? await findFirst(scope, scope.changeId) : null;
		if (!first) throw error;
		return { changeId: first.id, summary: first.summary, made: madeOf(first.task) };
	}
}

function madeOf(task: Task | null | undefined): Made | null {
	return task ? { id: task.id, version: task.version } : null;
}
