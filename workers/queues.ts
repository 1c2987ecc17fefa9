import { rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import { markTasksNotificationsRead } from "#db/channels/notifications.server.ts";
import { Connection, type Db } from "#db/client.server.ts";
import { listEvents, listNotificationIds, markEventsPublished } from "#db/events.server.ts";
import { deliverEvents } from "./deliveries/deliver-events.ts";
import type { EventConsumer } from "./deliveries/event-consumer.ts";
import { metricsStore } from "./metrics/buffer.ts";
import type { EventMessage } from "./platform/outbox.ts";

/**
 * Tells the user's object of changes. The request that made a change tells it, too, but
 * may have died before; an object ignores events that it knows. Without events and notifications the
 * message is the hourly repair's.
 */
const notifyUserObject: EventConsumer = async ({ env, userId, events, notificationIds }) => {
	const news = events.filter(({ type }) => type !== "reminder-due");
	const object = env.USER_OBJECT.getByName(userId);
	if (news.length > 0) await object.changed(news.map(({ id }) => id));
	if (events.length > 0 || notificationIds.length > 0) return;
	const changes = await object.repair();
	if (changes > 0) {
		log.warn("An agenda was not as D1 has it, and was repaired.", { userId, changes });
	}
};

/** Marks a task's notifications as read once the task is completed or deleted. */
const markDoneTasksRead: EventConsumer = async ({ env, db, userId, events, now }) => {
	const taskIds = events.flatMap(({ type, taskId }) =>
		(type === "task-completed" || type === "task-deleted") && taskId !== null ? taskId : [],
	);
	if (taskIds.length === 0) return;
	const { meta } = await markTasksNotificationsRead(db, userId, taskIds, now).run();
	// Open pages show how many are unread.
	if (meta.changes > 0) await env.USER_OBJECT.getByName(userId).changed();
};

/** What handles events, at once and each by itself. */
const CONSUMERS: EventConsumer[] = [notifyUserObject, markDoneTasksRead, deliverEvents];

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
