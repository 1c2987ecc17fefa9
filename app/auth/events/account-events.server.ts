import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { insertAccountEvent } from "#db/accounts/accounts.server.ts";
import { type Statement, transact } from "#db/client.server.ts";
import type { AccountEventType } from "#domain/event/event-types.ts";

type EventScope = Pick<Scope, "db" | "actor" | "requestId" | "now" | "publishEvents">;

/**
 * Writes statements together with the event of what they do, in one transaction, and publishes the
 * event.
 */
export async function recordAccountEvent(
	scope: EventScope,
	userId: string,
	type: AccountEventType,
	statements: Statement[] = [],
): Promise<void> {
	const event = newAccountEvent(scope, userId, type);
	await transact(scope.db, [...statements, event.statement]);
	scope.publishEvents(userId, [event.id]);
}

/** An event of now, as the statement that writes it; whoever writes it publishes its id. */
export function newAccountEvent(
	{ db, actor, requestId, now }: Omit<EventScope, "publishEvents">,
	userId: string,
	type: AccountEventType,
): { id: string; statement: Statement } {
	const id = newId();
	const event = { id, userId, type, actor, requestId, at: now };
	return { id, statement: insertAccountEvent(db, event) };
}
