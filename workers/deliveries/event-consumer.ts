import type { Db } from "#db/client.server.ts";
import type { StoredEvent } from "#db/events.server.ts";

/**
 * Handles events of one user from the queue. Must be idempotent: it is called again with the same
 * events when it or another consumer throws.
 */
export type EventConsumer = (input: {
	env: Env;
	db: Db;
	userId: string;
	events: StoredEvent[];
	/** Notifications that were made along with the events, or that have none (the daily digest). */
	notificationIds: string[];
	now: Date;
}) => Promise<void>;
