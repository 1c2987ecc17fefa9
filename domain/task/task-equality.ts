/** Whether two states of a task are the same, and in what they differ. */

import type { Task } from "./task.ts";

/** What a task says, without when and how often it was changed. */
export const TASK_FIELDS = [
	"title",
	"description",
	"status",
	"priority",
	"due",
	"tags",
	"parentId",
	"recurrence",
	"reminders",
	"series",
	"completedAt",
] as const satisfies (keyof Task)[];

export type TaskField = (typeof TASK_FIELDS)[number];

/** Whether two states of a task agree in the fields, by value. */
export function sameFields(a: Task, b: Task, fields: readonly TaskField[] = TASK_FIELDS): boolean {
	return fields.every((field) => sameValue(a[field], b[field]));
}

/** Whether two values are the same as JSON; the order of keys counts. */
export function sameValue(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
