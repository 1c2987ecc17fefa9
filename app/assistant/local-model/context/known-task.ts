import type { Priority } from "#domain/task/task.ts";

/** A task, as far as the results of tool calls have told about it. */
export type KnownTask = {
	task_id: number;
	title?: string;
	status?: string;
	due_date?: string;
	due_in_words?: string;
	priority?: Priority;
	tags?: string[];
	repeats?: string;
	overdue?: boolean;
};
