import type { Priority, Reminder } from "#domain/task/task.ts";
import type { Duration, PartialDateTime } from "./date-time.ts";
import type { ListFilter, Target } from "./target.ts";

/** The arguments of add_task. */
export type AddTaskInput = {
	title: string;
	description?: string;
	priority?: Priority;
	due_date?: string;
	tags?: string[];
	recurrence?: string;
	reminders?: string[];
};

export type FieldChange =
	| { field: "title"; title: string }
	| { field: "description"; description: string }
	| { field: "priority"; priority: Priority }
	/** One step up or down. */
	| { field: "importance"; by: 1 | -1 }
	| { field: "due"; when: PartialDateTime | null }
	| { field: "shift"; span: Duration }
	| { field: "recurrence"; recurrence: string | null }
	/** They are taken away. */
	| { field: "reminders" }
	| { field: "tags"; add?: string[]; remove?: string[]; set?: string[] };

/** What is asked about one task. */
type ShowAspect = "all" | "due" | "status";

/** What an utterance means. The rules make intents, and actions carry them out. */
export type Intent =
	/** `reminds` where a reminder was asked for, even if not when. */
	| { kind: "add"; tasks: AddTaskInput[]; under?: Target; reminds?: boolean }
	/** A new task, or an existing one with those words: "schedule the dentist for friday". */
	| { kind: "schedule"; target: Target; when: PartialDateTime; task: AddTaskInput }
	| { kind: "list"; filter: ListFilter; count?: boolean; maybeTag?: string }
	| { kind: "show"; target: Target; aspect: ShowAspect }
	| { kind: "complete" | "reopen" | "delete"; target: Target }
	| { kind: "change"; target: Target; change: FieldChange }
	| { kind: "remind"; target: Target; reminder: Reminder; task?: AddTaskInput }
	/** The same as before, to another task: "and 6, too". */
	| { kind: "again"; target: Target }
	| { kind: "statistics" }
	| { kind: "undo" }
	/** Something is missing: it is asked for, and the answer makes the intent. */
	| {
			kind: "clarify";
			question: string;
			parseReply: (reply: string) => Intent | null;
			isOpenEnded?: boolean;
	  }
	/** An answer that needs no tool call. */
	| { kind: "small-talk"; topic: SmallTalkTopic };

export type SmallTalkTopic =
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
