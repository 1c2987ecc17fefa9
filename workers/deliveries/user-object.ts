import type { Consumer } from "./consumer.ts";

/**
 * Tells the user's object, should it not have heard of it yet: who made the change told it, too, but
 * may have died before. What the object has made itself it knows.
 */
export const tellUserObject: Consumer = async ({ env, userId, events, notificationIds }) => {
	const news = events.filter(({ type }) => type !== "reminder-due");
	const object = env.USER_OBJECT.getByName(userId);
	if (news.length > 0) await object.changed(news.map(({ id }) => id));
	if (events.length > 0 || notificationIds.length > 0) return;
	const changes = await object.repair();
	if (changes > 0) {
		const message = "An agenda was not as D1 has it, and was repaired.";
		console.warn(JSON.stringify({ level: "warn", message, userId, changes }));
	}
};
