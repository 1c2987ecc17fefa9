import { markTasksNotificationsRead } from "#db/channels/notifications.server.ts";
import type { Consumer } from "./consumer.ts";

/** Whoever has completed or deleted a task has seen its reminders. */
export const readSettledNotifications: Consumer = async ({ env, db, userId, events, now }) => {
	const taskIds = events.flatMap(({ type, taskId }) =>
		(type === "task-completed" || type === "task-deleted") && taskId !== null ? taskId : [],
	);
	if (taskIds.length === 0) return;
	const { meta } = await markTasksNotificationsRead(db, userId, taskIds, now).run();
	// Open pages count them.
	if (meta.changes > 0) await env.USER_OBJECT.getByName(userId).changed();
};
