/** What a task is, everywhere: in pages, in the API, in tools and in the console. Safe in the browser. */

import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

export const STATUSES = ["pending", "completed"] as const;
export type Status = (typeof STATUSES)[number];

/** Most urgent first: the place in this list is the order in which "by priority" sorts. */
export const PRIORITIES = ["high", "medium", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];
export const DEFAULT_PRIORITY: Priority = "medium";

/**
 * Where a task stands in its series. Kept by the commands; the API does not show it.
 */
export type Series = {
	/** The same for all tasks of the series; of those, one is open. */
	id: string;
	/** The due date that the rule counts from (RFC 5545's DTSTART). */
	start: WallClock;
	/** The due date that the rule gave this task (RFC 5545's RECURRENCE-ID), wherever it was moved since. */
	scheduled: WallClock;
	/** 1 for the first task of the series. */
	occurrence: number;
	/** What this task alone has changed: how its followers have it. */
	standing?: Partial<Pick<Task, "title" | "description" | "priority" | "tags" | "reminders">>;
	/** On a completed task: its successor was made, or the series was over. */
	continued?: true;
};

/**
 * How far a change of a repeating task reaches: this one alone, or this and all that follow. Where
 * nothing is said, a new due date is for this one, and all else for those that follow, too.
 */
export const SERIES_RANGES = ["this", "following"] as const;
export type SeriesRange = (typeof SERIES_RANGES)[number];

/** A reminder counted back from the due date (an all-day task counts from 09:00), or at a wall-clock time. */
export type Reminder = { minutesBefore: number } | { at: WallClock };

export type Task = {
	id: number;
	title: string;
	description: string;
	status: Status;
	priority: Priority;
	due: WallClock | null;
	tags: string[];
	parentId: number | null;
	recurrence: Recurrence | null;
	reminders: Reminder[];
	series: Series | null;
	/** Reminders of a time before this have no effect: they were past when they were set. */
	remindersSince: Date | null;
	completedAt: Date | null;
	createdAt: Date;
	updatedAt: Date;
	version: number;
};

/** A task as it was at some moment, by its number: what a form builds on, or what a change made. */
export type TaskVersion = Pick<Task, "id" | "version">;
