import type { Priority, Reminder } from "#domain/task/task.ts";
import type { Duration, PartialDateTime } from "./date-time.ts";
import type { ListFilter, ListPositions, Target } from "./target.ts";

/** The value of each kind of slot: what its parser makes of the tokens in it. */
export type SlotValues = {
	target: Target;
	other: Target;
	filter: ParsedFilter;
	text: string;
	quoted: string;
	words: string;
	date: PartialDateTime;
	span: Duration;
	rule: string;
	reminder: Reminder;
	priority: Priority;
	tags: string[];
	hashtags: string[];
	numbers: number[];
	number: number;
	positions: ListPositions;
	day: string;
	last: string;
	/** 1 is January. */
	month: number;
	period: string;
	past: string;
	participle: string;
};

export type ParsedFilter = {
	filter: ListFilter;
	/** What says that tasks are asked for: "tasks", "list", "due" … */
	noun: boolean;
	/** Whether anything narrowed it. */
	narrowed: boolean;
	/** "all", "everything". */
	all: boolean;
	plural: boolean;
	/** Behind "for": a tag, or else a word. */
	maybeTag?: string;
	/** Words that nothing was made of. */
	rest: string[];
};
