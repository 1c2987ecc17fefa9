import { formatDueDate } from "#domain/time/due-date.ts";
import type { Task } from "./task.ts";

/**
 * A task as the API, exports and webhooks write it. Times are RFC 3339: due dates and reminders with
 * the offset that `timeZone` (IANA) has then, the others in UTC.
 */
export function toTaskJson(task: Task, timeZone: string) {
	return {
		id: task.id,
		title: task.title,
		description: task.description,
		status: task.status,
		priority: task.priority,
		dueDate: task.due === null ? null : formatDueDate(task.due, timeZone),
		tags: task.tags,
		parentId: task.parentId,
		recurrence: task.recurrence,
		reminders: task.reminders.map((reminder) =>
			"at" in reminder ? { at: formatDueDate(reminder.at, timeZone) } : reminder,
		),
		completedAt: task.completedAt?.toISOString() ?? null,
		createdAt: task.createdAt.toISOString(),
		updatedAt: task.updatedAt.toISOString(),
		version: task.version,
	};
}
