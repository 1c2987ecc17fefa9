import type { Priority, Status } from "#domain/task/task.ts";

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
export type ListPositions = number[];

/** Which tasks are meant. */
export type Target =
	| { by: "ids"; ids: number[] }
	/** "it", "them": what the conversation was about. */
	| { by: "pronoun"; plural: boolean }
	/** "the first two": of the list that was shown. */
	| { by: "positions"; positions: ListPositions }
	/** "the other one": of the list that was shown, not the one that was just spoken of. */
	| { by: "other" }
	/** "all but the last one". */
	| { by: "rest"; without: Target }
	/**
	 * "the dentist": by words of its title, which is one task. `otherwise` are words to try where
	 * those find nothing, each for a task of its own: "the milk and the bread".
	 */
	| { by: "words"; words: string; filter?: ListFilter; exact?: boolean; parts?: string[] }
	/** "all overdue tasks", or with `one` "the overdue one". */
	| { by: "filter"; filter: ListFilter; one?: boolean; positions?: ListPositions };
