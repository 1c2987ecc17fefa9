import type { Task } from "#domain/task/task.ts";

/** What a command did. `changeId` names the change for undo; null when there was nothing to change. */
export type CommandResult = {
	changeId: string | null;
	/** In words, without a full stop: `Completed “Pay rent”`. */
	summary: string;
	/** A sentence on a consequence, such as the next date of the series. */
	note?: string | undefined;
};

/** What was done to one task, with the open task of its series. */
export type TaskCommandResult = CommandResult & { task: Task; next: Task | null };

/** What undoing or redoing a change did. */
export type UndoResult = {
	/** What the change was, in words. */
	summary: string;
	/** How many tasks were reverted. */
	affected: number;
	/** The ids of the tasks that were changed again since, and so were skipped. */
	skipped: number[];
};
