import { log } from "#app/core/log.ts";
import type { EventConsumer } from "./event-consumer.ts";

/**
 * Queue consumer: tells the user's object of changes. The request that made a change tells it, too, but
 * may have died before; an object ignores events that it knows. Without events and notifications the
 * message is the hourly repair's.
 */
export const notifyUserObject: EventConsumer = async ({ env, userId, events, notificationIds }) => {
	const news = events.filter(({ type }) => type !== "reminder-due");
	const object = env.USER_OBJECT.getByName(userId);
	if (news.length > 0) await object.changed(news.map(({ id }) => id));
	if (events.length > 0 || notificationIds.length > 0) return;
	const changes = await object.repair();
	if (changes > 0) {
		log.warn("An agenda was not as D1 has it, and was repaired.", { userId, changes });
	}
};
