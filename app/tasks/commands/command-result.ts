import type { Task } from "#domain/task/task.ts";

/** What a command did. `changeId` names the change for undo; null when there was nothing to change. */
export type CommandResult = {
	changeId: string | null;
	/** In words, without a full stop: `Completed “Pay rent”`. */
	summary: string;
	/** A sentence on what else that means, where there is something to say. */
	note?: string | undefined;
};

/** What was done to one task, and the open task that its series goes on with after it. */
export type TaskCommandResult = CommandResult & { task: Task; next: Task | null };

/** What undoing or redoing a change did. */
export type UndoResult = {
	/** What the change was, in words. */
	summary: string;
	/** How many tasks were put back. */
	affected: number;
	/** Numbers of the tasks that were changed again meanwhile, and were therefore left as they are. */
	skipped: number[];
};
