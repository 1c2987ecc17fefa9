import { markTasksNotificationsRead } from "#db/channels/notifications.server.ts";
import type { EventConsumer } from "./event-consumer.ts";

/** Queue consumer: marks a task's notifications as read once the task is completed or deleted. */
export const markNotificationsRead: EventConsumer = async ({ env, db, userId, events, now }) => {
	const taskIds = events.flatMap(({ type, taskId }) =>
		(type === "task-completed" || type === "task-deleted") && taskId !== null ? taskId : [],
	);
	if (taskIds.length === 0) return;
	const { meta } = await markTasksNotificationsRead(db, userId, taskIds, now).run();
	// Open pages show how many are unread.
	if (meta.changes > 0) await env.USER_OBJECT.getByName(userId).changed();
};
