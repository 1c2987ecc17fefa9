import type { Db } from "#db/client.server.ts";
import type { StoredEvent } from "#db/events.server.ts";

/**
 * Does something about what has happened to a user. It may be called with the same events again, so
 * it has to come to the same; when it throws, it will be.
 */
export type Consumer = (input: {
	env: Env;
	db: Db;
	userId: string;
	events: StoredEvent[];
	/** Notifications that were made along with the events, or that have none (the daily digest). */
	notificationIds: string[];
	now: Date;
}) => Promise<void>;
