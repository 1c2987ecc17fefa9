import { NotFound, VersionMismatch } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { changeTask } from "#app/tasks/commands/commands.server.ts";
import type { TaskChanges } from "#app/tasks/commands/task-action.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import type { Task } from "#domain/task/task.ts";

const ATTEMPTS = 3;

/**
 * Changes a task depending on its present state, as adding a tag does. Reads it, applies `change` and
 * writes with the version that was read; tries again, up to `ATTEMPTS` times, if it was changed in
 * between. Throws `NotFound`, and what `changeTask` throws.
 */
export async function changeFrom(
	scope: Scope,
	id: number,
	change: (task: Task) => TaskChanges,
): ReturnType<typeof changeTask> {
	for (let attempt = 1; ; attempt += 1) {
		const task = await findTask(scope.db, scope.userId, id);
		if (!task) throw new NotFound(`There is no task ${id}.`);
		try {
			return await changeTask(scope, id, change(task), { expectedVersion: task.version });
		} catch (error) {
			if (!(error instanceof VersionMismatch) || attempt === ATTEMPTS) throw error;
		}
	}
}
