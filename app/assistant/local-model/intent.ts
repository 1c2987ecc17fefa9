import type { Priority, Reminder, Status } from "#domain/task/task.ts";

/** What can be meant by an utterance: what the rules of this folder make, and its deeds carry out. */

/** The arguments of list_tasks, as far as words can ask for them. Dates are `YYYY-MM-DD`. */
export type ListFilter = {
	status?: Status | "all";
	priority?: Priority;
	tag?: string;
	query?: string;
	due?: string;
	due_from?: string;
	due_to?: string;
	limit?: number;
};

/** Places in a list, from 0; negative ones count from its end. */
export type Places = number[];

/** Which tasks are meant. */
export type Target =
	| { by: "ids"; ids: number[] }
	/** "it", "them": what the conversation was about. */
	| { by: "pronoun"; many: boolean }
	/** "the first two": of the list that was shown. */
	| { by: "places"; places: Places }
	/** "the other one": of the list that was shown, not the one that was just spoken of. */
	| { by: "other" }
	/** "all but the last one". */
	| { by: "rest"; without: Target }
	/**
	 * "the dentist": by words of its title, which is one task. `otherwise` are words to try where
	 * those find nothing, each for a task of its own: "the milk and the bread".
	 */
	| { by: "words"; words: string; filter?: ListFilter; exact?: boolean; otherwise?: string[] }
	/** "all overdue tasks", or with `one` "the overdue one". */
	| { by: "filter"; filter: ListFilter; one?: boolean; places?: Places };

/** A moment as it was said. A date that does not exist is `impossible`. */
export type When = { date: string | null; time: string | null; impossible?: boolean };

/** How far to move: months, days or minutes; negative is earlier. */
export type Span = { months: number; days: number; minutes: number };

/** The arguments of add_task. */
export type NewTask = {
	title: string;
	description?: string;
	priority?: Priority;
	due_date?: string;
	tags?: string[];
	recurrence?: string;
	reminders?: string[];
};

export type Change =
	| { field: "title"; title: string }
	| { field: "description"; description: string }
	| { field: "priority"; priority: Priority }
	/** One step up or down. */
	| { field: "importance"; by: 1 | -1 }
	| { field: "due"; when: When | null }
	| { field: "shift"; span: Span }
	| { field: "recurrence"; recurrence: string | null }
	/** They are taken away. */
	| { field: "reminders" }
	| { field: "tags"; add?: string[]; remove?: string[]; set?: string[] };

/** What is asked about one task. */
export type Aspect = "all" | "due" | "status";

export type Intent =
	/** `reminds` where a reminder was asked for, even if not when. */
	| { kind: "add"; tasks: NewTask[]; under?: Target; reminds?: boolean }
	/** A new task, or an existing one with those words: "schedule the dentist for friday". */
	| { kind: "schedule"; target: Target; when: When; task: NewTask }
	| { kind: "list"; filter: ListFilter; count?: boolean; maybeTag?: string }
	| { kind: "show"; target: Target; aspect: Aspect }
	| { kind: "complete" | "reopen" | "delete"; target: Target }
	| { kind: "change"; target: Target; change: Change }
	| { kind: "remind"; target: Target; reminder: Reminder; task?: NewTask }
	/** The same as before, to another task: "and 6, too". */
	| { kind: "again"; target: Target }
	| { kind: "statistics" }
	| { kind: "undo" }
	/** Something is missing: it is asked for, and the answer makes the intent. */
	| { kind: "ask"; question: string; accept: (reply: string) => Intent | null; loose?: boolean }
	/** An answer without a deed. */
	| { kind: "say"; what: Talk };

export type Talk =
	| "help"
	| "greeting"
	| "thanks"
	| "acknowledged"
	| "farewell"
	| "who"
	| "date"
	| "left-alone"
	| "never-mind"
	| "no-redo"
	| "how-to"
	| "your-decision"
	| "unknown";

/** What slots of patterns stand for. */
export type Slots = {
	target: Target;
	other: Target;
	filter: FilterReading;
	text: string;
	quoted: string;
	words: string;
	date: When;
	span: Span;
	rule: string;
	reminder: Reminder;
	priority: Priority;
	tags: string[];
	hashtags: string[];
	numbers: number[];
	number: number;
	places: Places;
	day: string;
	last: string;
	/** 1 is January. */
	month: number;
	period: string;
	past: string;
	participle: string;
};

export type FilterReading = {
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
