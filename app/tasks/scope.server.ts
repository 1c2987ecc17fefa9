import type { Db } from "#db/client.server.ts";
import type { Actor } from "./event.ts";

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
};
