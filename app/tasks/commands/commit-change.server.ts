import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { type Change, type WrittenChange, writeChange } from "#db/tasks/changes.server.ts";

type ScopedChange = Omit<Change, "userId" | "actor" | "requestId" | "at" | "reportedAt">;

/**
 * Writes a change of the scope's user in one transaction and publishes its events. Returns the ids of the
 * created tasks and of the events.
 * Throws `StaleChange` when a task was changed since it was read, and `RepeatedChange` when a change of
 * that id exists already; then nothing was written.
 */
export async function commitChange(scope: Scope, change: ScopedChange): Promise<WrittenChange> {
	const { db, userId, actor, requestId, now, receivedAt } = scope;
	const times = receivedAt ? { at: receivedAt, reportedAt: now } : { at: now };
	const written = await writeChange(db, { ...change, userId, actor, requestId, ...times }, newId);
	scope.publishEvents(userId, written.eventIds);
	return written;
}
