import type { Db } from "#db/client.server.ts";
import type { Actor } from "#domain/event/event-types.ts";

/** Sends events of a user on their way (workers/platform/outbox.ts). */
export type PublishEvents = (userId: string, eventIds: string[]) => void;

/**
 * On whose behalf, when, and by which actor a command runs. Commands take nothing from their
 * surroundings but this, so pages, API, tools, alarms and queues call them alike.
 */
export type Scope = {
	db: Db;
	userId: string;
	/** IANA name. */
	timeZone: string;
	/** What dates and times are reckoned from. */
	now: Date;
	/**
	 * Set where `now` is what a device that was offline says of when something was done: the server's own
	 * time, which the audit trail goes by.
	 */
	receivedAt?: Date;
	actor: Actor;
	requestId: string;
	/**
	 * Set where the sender gave a key under which its command is run once: the id of the change that
	 * the command writes, and a digest of what was asked for, where another request under the same key
	 * is refused (app/tasks/commands/idempotency.server.ts).
	 */
	idempotency?: { changeId: string; digest?: string | undefined };
	/** How many tasks the user may have; 0 is no limit. A series always goes on. */
	taskLimit: number;
	/** Told of the events that a command has written. Waits for nothing and does not throw. */
	publishEvents: PublishEvents;
};
