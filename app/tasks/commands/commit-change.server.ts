import { AppError } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import {
	type Change,
	TooManyTasks,
	type WrittenChange,
	writeChange,
} from "#db/tasks/changes.server.ts";

type ScopedChange = Omit<
	Change,
	"userId" | "actor" | "requestId" | "at" | "reportedAt" | "taskLimit"
>;

/**
 * Writes a change of the scope's user in one transaction and publishes its events. Returns the ids of the
 * created tasks and of the events.
 * Throws `StaleChange` when a task was changed since it was read, and `RepeatedChange` when a change of
 * that id exists already, and `TaskLimitReached` beyond the scope's limit; then nothing was written.
 */
export async function commitChange(scope: Scope, change: ScopedChange): Promise<WrittenChange> {
	const { db, userId, actor, requestId, now, receivedAt, taskLimit } = scope;
	const times = receivedAt ? { at: receivedAt, reportedAt: now } : { at: now };
	const whole = { ...change, userId, actor, requestId, taskLimit, ...times };
	try {
		const written = await writeChange(db, whole, newId);
		scope.publishEvents(userId, written.eventIds);
		return written;
	} catch (error) {
		throw error instanceof TooManyTasks ? new TaskLimitReached(scope) : error;
	}
}

/** The user has as many tasks as they may. */
export class TaskLimitReached extends AppError {
	constructor({ taskLimit }: Pick<Scope, "taskLimit">) {
		const most = taskLimit.toLocaleString("en");
		super(`There is no room for more: an account has at most ${most} tasks. Delete some first.`, {
			status: 409,
			code: "task-limit",
		});
	}
}
