import type { Task } from "#domain/task/task.ts";

/** Task 1, open and without anything that a task can do without, as it was made at `now`. */
export function plainTask(now: Date, given: Partial<Task> = {}): Task {
	return {
		id: 1,
		title: "Pay rent",
		description: "",
		status: "pending",
		priority: "medium",
		due: null,
		tags: [],
		parentId: null,
		recurrence: null,
		reminders: [],
		series: null,
		remindersSince: null,
		completedAt: null,
		createdAt: now,
		updatedAt: now,
		version: 1,
		...given,
	};
}
