import type { Actor, EventType } from "#app/tasks/event.ts";
import type { Task } from "#app/tasks/task.ts";
import type { WebhookEventType } from "#app/webhooks/webhook.ts";
import type { Db } from "#db/client.server.ts";

/** A row of the outbox. */
export type StoredEvent = {
	id: string;
	userId: string;
	type: EventType | WebhookEventType;
	taskId: number | null;
	actor: Actor;
	before: Task | null;
	after: Task | null;
	requestId: string;
	createdAt: Date;
};

/**
 * Somebody who is told what happened. Told again of the same, however often and by however many at
 * once, a consumer changes nothing more.
 */
export type Consumer = (input: {
	env: Env;
	db: Db;
	userId: string;
	events: StoredEvent[];
	notificationIds: string[];
	now: Date;
}) => Promise<void>;
