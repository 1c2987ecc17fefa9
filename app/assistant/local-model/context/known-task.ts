import type { Priority } from "#domain/task/task.ts";

/** A task as results of tools tell of it. */
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
