import { formatDueDate } from "#domain/time/due-date.ts";
import type { Task } from "./task.ts";

/** A task as programs get it, everywhere the same: times carry the offset of the user's zone. */
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
