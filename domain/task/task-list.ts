/** What a list of tasks can be asked for. Safe in the browser. */

import { BULK_MAX } from "#domain/limits.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import type { Priority, Status, Task } from "./task.ts";

export const DUE_WINDOWS = ["overdue", "today", "week", "none"] as const;
export type DueWindow = (typeof DUE_WINDOWS)[number];

export const SORT_FIELDS = ["created", "updated", "due", "priority", "title"] as const;
export type SortField = (typeof SORT_FIELDS)[number];
export type Sort = { field: SortField; direction: "asc" | "desc" };

export const PAGE_SIZE = 50;

/** Why more than `BULK_MAX` tasks are refused. */
export const BULK_LIMIT_MESSAGE = `At most ${BULK_MAX} tasks can be changed at once.`;

export type TaskFilter = {
	/** Words that all have to be there, each at least as the beginning of a word. */
	q?: string;
	status?: Status;
	priority?: Priority;
	tag?: string;
	/** `overdue`: open and past its time; `today`: due that day, or overdue; `week`: today and the six days after. */
	due?: DueWindow;
	/**
	 * Bounds that are not in it, as wall clock. A date alone means the whole day: before its start, or
	 * after its end. An all-day task is due when its day ends.
	 */
	dueBefore?: WallClock;
	dueAfter?: WallClock;
};

export type TaskQuery = TaskFilter & { sort?: Sort; page: number; limit: number };

/** A task as a list shows it. */
export type TaskListItem = Pick<
	Task,
	"id" | "title" | "status" | "priority" | "due" | "tags" | "parentId" | "recurrence" | "reminders"
> & {
	hasDescription: boolean;
	subtasks: { open: number; total: number } | null;
	parentTitle: string | null;
};

export type TaskCounts = {
	overdue: number;
	today: number;
	week: number;
	pending: number;
};

export type TagCount = { tag: string; count: number };
