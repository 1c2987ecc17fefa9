import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { type Change, type WrittenChange, writeChange } from "#db/tasks/changes.server.ts";

type Write = Omit<Change, "userId" | "actor" | "requestId" | "at">;

/** Writes a change and tells of its events. Throws as `writeChange`. */
export async function write(scope: Scope, change: Write): Promise<WrittenChange> {
	const { db, userId, actor, requestId, now } = scope;
	const written = await writeChange(db, { ...change, userId, actor, requestId, at: now }, newId);
	scope.publishEvents(userId, written.eventIds);
	return written;
}
