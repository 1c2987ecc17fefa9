import type { Db } from "#db/client.server.ts";
import type { Actor } from "#domain/task/event.ts";

/** Sends events of a user on their way (workers/platform/outbox.ts). */
export type PublishEvents = (userId: string, eventIds: string[]) => void;

/**
 * On whose behalf, when, and through which door a command runs. Commands take nothing from their
 * surroundings but this, so pages, API, tools, alarms and queues call them alike.
 */
export type Scope = {
	db: Db;
	userId: string;
	/** IANA name. */
	timeZone: string;
	now: Date;
	actor: Actor;
	requestId: string;
	/** Of the change that is about to be written, where the request brings one: it is written once. */
	changeId?: string;
	/** Told of the events that a command has written. Waits for nothing and does not throw. */
	publishEvents: PublishEvents;
};
