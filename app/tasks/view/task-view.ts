/** View models of tasks, made on the server so that the browser needs no date library. */
import type { Priority, Status } from "#domain/task/task.ts";

export type DueView = { label: string; overdue: boolean; datetime: string };

export type TaskRowView = {
	id: number;
	title: string;
	status: Status;
	priority: Priority;
	due: DueView | null;
	tags: string[];
	/** The recurrence in words, or null. */
	repeats: string | null;
	reminders: number;
	hasDescription: boolean;
	subtasks: { open: number; total: number } | null;
	parent: { id: number; title: string } | null;
};

export type SubtaskView = Pick<TaskRowView, "id" | "title" | "status" | "priority" | "due">;

export type HistoryEntry = {
	id: string;
	/** What happened, in words. */
	text: string;
	/** The label of the actor: who or what made the change. */
	by: string;
	/** When the server wrote it. */
	at: { label: string; datetime: string };
	/** When it was done, by the clock of a device that was offline then; else null. */
	offlineAt: { label: string; datetime: string } | null;
};
