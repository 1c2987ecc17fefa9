import { rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import { Connection, type Db } from "#db/client.server.ts";
import { listEvents, listNotificationIds, markEventsPublished } from "#db/events.server.ts";
import { deliverEvents } from "./deliveries/deliver-events.ts";
import type { EventConsumer } from "./deliveries/event-consumer.ts";
import { markNotificationsRead } from "./deliveries/mark-notifications-read.ts";
import { notifyUserObject } from "./deliveries/notify-user-object.ts";
import { metricsStore } from "./metrics/buffer.ts";
import type { EventMessage } from "./platform/outbox.ts";

/** What handles events, at once and each by itself. */
const CONSUMERS: EventConsumer[] = [notifyUserObject, markNotificationsRead, deliverEvents];

const DEAD_LETTERS = "tend-events-dead";
const RETRY_BASE_SECONDS = 5;
const RETRY_MAX_SECONDS = 300;

/** Handles messages of the queue. Delivery is at least once, so every consumer is idempotent. */
export const queue: ExportedHandlerQueueHandler<Env, EventMessage> = async (batch, env) => {
	if (batch.queue === DEAD_LETTERS) return logDeadLetters(batch, env);
	// One connection, so that reads of several messages share a trip to D1.
	const db = new Connection(env.DB).open();
	await Promise.all(
		batch.messages.map(async (message) => {
			try {
				await consume(message.body, env, db);
				message.ack();
			} catch (error) {
				const { attempts, body } = message;
				const note = `Events were not delivered, attempt ${attempts}: ${rootCause(error)}`;
				log.error(note, { userId: body.userId });
				message.retry({
					delaySeconds: Math.min(RETRY_BASE_SECONDS * 2 ** attempts, RETRY_MAX_SECONDS),
				});
			}
		}),
	);
};

async function consume({ userId, eventIds, notificationIds = [] }: EventMessage, env: Env, db: Db) {
	const now = new Date();
	const [events, alongside] = await Promise.all([
		eventIds.length > 0 ? listEvents(db, userId, eventIds) : [],
		eventIds.length > 0 ? listNotificationIds(db, userId, eventIds) : [],
	]);
	const input = {
		env,
		db,
		userId,
		events,
		notificationIds: [...new Set([...notificationIds, ...alongside])],
		now,
	};
	const outcomes = await Promise.allSettled(CONSUMERS.map((consumer) => consumer(input)));
	for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
	if (eventIds.length > 0) await markEventsPublished(db, userId, eventIds, now).execute();
}

/**
 * Logs and counts messages that were retried too often. Their events stay unpublished, so the sweep
 * retries them for a day.
 */
async function logDeadLetters(batch: MessageBatch<EventMessage>, env: Env) {
	for (const { body, id } of batch.messages) {
		const { userId, eventIds } = body;
		log.error("A message was given up.", { messageId: id, userId, eventIds });
	}
	await metricsStore(env.METRICS).addDeadLetters(batch.messages.length);
	batch.ackAll();
}
