import { markTasksNotificationsRead } from "#db/notifications.server.ts";
import type { Consumer } from "./consumer.ts";

/** Whoever has completed or deleted a task has seen its reminders. */
export const readSettledNotifications: Consumer = async ({ db, userId, events, now }) => {
	const taskIds = events.flatMap(({ type, taskId }) =>
		(type === "task-completed" || type === "task-deleted") && taskId !== null ? taskId : [],
	);
	if (taskIds.length > 0) await markTasksNotificationsRead(db, userId, taskIds, now).execute();
};
