import type { Priority } from "./task.ts";

/** The task form's fields as text, as they stand in their inputs. */
export type TaskFormValues = {
	title: string;
	description: string;
	priority: Priority;
	dueDate: string;
	dueTime: string;
	tags: string;
	repeat: string;
	reminders: string;
};

/** What a form that was built on an older version of its task met: what is saved now, and its version. */
export type EditConflict = { saved: TaskFormValues; version: number };
