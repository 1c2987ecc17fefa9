import type { SeriesRange, Task } from "#domain/task/task.ts";

/** The fields that a person or program may set. Commands maintain the others. */
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
	/** Moves a task to the next occurrence of its series without completing it. */
	| { type: "skip" }
	/** Generates the missing next task of completed tasks. Used by the repair job alone. */
	| { type: "continue" };

/** The tasks that have to be read before an action on some of them can be planned. */
export type ActionTasks = {
	/** The tasks that the action names. */
	named: Task[];
	/** The named tasks, their subtasks and parents, and a new parent that the changes name. */
	tree: Task[];
	/** The open tasks of the series of all tasks in `tree`, with their subtasks. */
	successors: Task[];
};
