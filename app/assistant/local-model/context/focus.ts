import type { KnownTask } from "./known-task.ts";
import type { ToolOutcome } from "./tool-outcome.ts";
import type { Turn } from "./turn.ts";

/** What "it", "them" and "the second" can mean: what the conversation was about. */
export type Focus = {
	/** In the order in which they were shown or changed. */
	tasks: KnownTask[];
	/** Whether they were shown as a list. */
	isList: boolean;
	/** The list's filter and its length, which may be more than what was shown. */
	filter?: Record<string, unknown>;
	total?: number;
};

const LOOKING_BACK = 20;

/** What the newest of a turn's outcomes, or else of the turns before it, were about; null for nothing. */
export function findFocus(turn: Turn | null, outcomes?: ToolOutcome[]): Focus | null {
	const here = outcomes && focusOfOutcomes(outcomes);
	if (here) return here;
	let before = turn?.previous ?? null;
	for (let back = 0; before && back < LOOKING_BACK; back += 1) {
		const focus = focusOfOutcomes(before.outcomes);
		if (focus) return focus;
		before = before.previous;
	}
	return null;
}

/** What "both" and "them" mean: of single tasks as many as were spoken of one after the other. */
export function findPluralFocus(turn: Turn | null, outcomes?: ToolOutcome[]): Focus | null {
	const newest = findFocus(turn, outcomes);
	if (!newest || newest.isList || newest.tasks.length > 1) return newest;
	const tasks = [...newest.tasks];
	let before = turn?.previous?.previous ?? null;
	for (let back = 0; before && back < LOOKING_BACK; back += 1) {
		const focus = focusOfOutcomes(before.outcomes);
		if (!focus || focus.isList) break;
		tasks.unshift(...focus.tasks);
		before = before.previous;
	}
	return { tasks: unique(tasks), isList: false };
}

/** The list that was shown last, wherever the conversation went since. */
export function findShownList(turn: Turn | null): Focus | null {
	let before = turn?.previous ?? null;
	for (let back = 0; before && back < LOOKING_BACK; back += 1) {
		const focus = focusOfOutcomes(before.outcomes);
		if (focus && (focus.isList || focus.tasks.length > 1)) return focus;
		before = before.previous;
	}
	return null;
}

function focusOfOutcomes(outcomes: ToolOutcome[]): Focus | null {
	const shown = shownLists(outcomes);
	const known = new Map(shown.flatMap(({ tasks }) => tasks).map((task) => [task.task_id, task]));
	const changed = outcomes.flatMap((outcome) => subjectsOf(outcome, known));
	if (changed.length > 0) return { tasks: unique(changed), isList: false };
	return shown.at(-1) ?? null;
}

function shownLists(outcomes: ToolOutcome[]): Focus[] {
	return outcomes.flatMap(({ name, input, result }) => {
		if (name !== "list_tasks" || !result || !Array.isArray(result.tasks)) return [];
		const tasks = result.tasks as KnownTask[];
		return tasks.length === 0
			? []
			: [{ tasks, isList: true, filter: input, total: Number(result.total) }];
	});
}

/** The tasks that a call was about, done or not; a deleted task is left out. */
function subjectsOf(
	{ name, input, result, error }: ToolOutcome,
	known: Map<number, KnownTask>,
): KnownTask[] {
	if (name === "list_tasks" || name === "get_statistics" || name === "undo" || error) return [];
	const told = result as KnownTask | null;
	const ids = told?.task_id !== undefined ? [told.task_id] : [input.task_id, input.task_ids].flat();
	return ids
		.filter((id) => typeof id === "number")
		.map((id) => {
			const before = known.get(id);
			return {
				...before,
				...(told?.task_id === id ? withKnownTitle(told, before) : {}),
				task_id: id,
			};
		});
}

function withKnownTitle(told: KnownTask, before: KnownTask | undefined): KnownTask {
	return told.title === undefined ? { ...told, title: before?.title } : told;
}

function unique(tasks: KnownTask[]): KnownTask[] {
	return [...new Map(tasks.map((task) => [task.task_id, task])).values()];
}
