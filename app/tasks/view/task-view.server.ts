import type { Actor, TaskEventType } from "#domain/event/event-types.ts";
import { reminderInWords } from "#domain/language/reminder-words.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import type { Task } from "#domain/task/task.ts";
import type { TaskFormValues } from "#domain/task/task-form-values.ts";
import type { TaskListItem } from "#domain/task/task-list.ts";
import { type Clock, dueInWords, isOverdue } from "#domain/time/format-due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import type { DueView, SubtaskView, TaskRowView } from "./task-view.ts";

export function toRowView(task: TaskListItem, clock: Clock): TaskRowView {
	const { id, title, status, priority, tags, hasDescription, subtasks, parentId } = task;
	return {
		id,
		title,
		status,
		priority,
		tags,
		hasDescription,
		subtasks,
		due: toDueView(task, clock),
		repeats: task.recurrence && recurrenceInWords(task.recurrence, timeOf(task.due)),
		reminders: task.reminders.length,
		parent: parentId === null ? null : { id: parentId, title: task.parentTitle ?? "" },
	};
}

export function toSubtaskView(task: Task, clock: Clock): SubtaskView {
	const { id, title, status, priority } = task;
	return { id, title, status, priority, due: toDueView(task, clock) };
}

export function toFormValues(task: Task): TaskFormValues {
	const [dueDate = "", dueTime = ""] = task.due?.split("T") ?? [];
	return {
		title: task.title,
		description: task.description,
		priority: task.priority,
		dueDate,
		dueTime: dueTime.replace(/:00$/, ""),
		tags: task.tags.join(", "),
		repeat: task.recurrence ? recurrenceInWords(task.recurrence) : "",
		reminders: task.reminders.map(reminderInWords).join("\n"),
	};
}

function timeOf(due: WallClock | null): string | null {
	return due?.slice(11, 16) || null;
}

function toDueView({ due, status }: Pick<Task, "due" | "status">, clock: Clock): DueView | null {
	if (due === null) return null;
	return {
		label: dueInWords(due, clock.now, clock),
		overdue: status === "pending" && isOverdue(due, clock.now),
		datetime: due.slice(0, 16),
	};
}

/** Labels of actors in histories. */
export const ACTOR_LABELS: Record<Actor, string> = {
	web: "by you",
	api: "through the API",
	assistant: "by the assistant",
	mcp: "through MCP",
	system: "by Tend",
};

export const EVENT_LABELS: Record<TaskEventType, string> = {
	"task-created": "Added",
	"task-updated": "Changed",
	"task-completed": "Completed",
	"task-reopened": "Reopened",
	"task-deleted": "Deleted",
	"reminder-due": "Reminded",
	"recurring-task-generated": "Added as the next one",
};
