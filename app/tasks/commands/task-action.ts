import type { SeriesRange, Task } from "#domain/task/task.ts";

/** What a person or program decides about a task; the rest is kept by the commands. */
type EditableFields = Pick<
	Task,
	| "title"
	| "description"
	| "status"
	| "priority"
	| "due"
	| "tags"
	| "parentId"
	| "recurrence"
	| "reminders"
>;

export type NewTask = Pick<Task, "title"> & Partial<EditableFields>;
export type TaskChanges = Partial<EditableFields>;

export type TaskAction =
	| { type: "complete" }
	| { type: "reopen" }
	| { type: "delete" }
	| { type: "update"; changes: TaskChanges; range?: SeriesRange | undefined }
	| { type: "add-tag"; tag: string }
	/** On to the next of the series, without completing this one. */
	| { type: "skip" }
	/** Gives completed tasks of a series the next that they lack. */
	| { type: "continue" };

/** The tasks that have to be read before an action on some of them can be planned. */
export type ActionTasks = {
	/** The tasks that the action is about. */
	named: Task[];
	/** These, their subtasks and their parents, and those that the changes name. */
	tree: Task[];
	/** The open tasks of the series of all these, with their subtasks. */
	successors: Task[];
};
