import type { Known, Outcome, Turn } from "./conversation.ts";

/** What "it", "them" and "the second" can mean: what the conversation was about. */
export type Focus = {
	/** In the order in which they were shown or changed. */
	tasks: Known[];
	/** Whether they were shown as a list. */
	listed: boolean;
	/** The list's filter and its length, which may be more than what was shown. */
	filter?: Record<string, unknown>;
	total?: number;
};

const LOOKING_BACK = 20;

/** What the newest of a turn's outcomes, or else of the turns before it, were about; null for nothing. */
export function focusOf(turn: Turn | null, outcomes?: Outcome[]): Focus | null {
	const here = outcomes && focusIn(outcomes);
	if (here) return here;
	let before = turn?.previous ?? null;
	for (let back = 0; before && back < LOOKING_BACK; back += 1) {
		const focus = focusIn(before.outcomes);
		if (focus) return focus;
		before = before.previous;
	}
	return null;
}

/** What "both" and "them" mean: of single tasks as many as were spoken of one after the other. */
export function focusOfMany(turn: Turn | null, outcomes?: Outcome[]): Focus | null {
	const newest = focusOf(turn, outcomes);
	if (!newest || newest.listed || newest.tasks.length > 1) return newest;
	const tasks = [...newest.tasks];
	let before = turn?.previous?.previous ?? null;
	for (let back = 0; before && back < LOOKING_BACK; back += 1) {
		const focus = focusIn(before.outcomes);
		if (!focus || focus.listed) break;
		tasks.unshift(...focus.tasks);
		before = before.previous;
	}
	return { tasks: unique(tasks), listed: false };
}

/** The list that was shown last, wherever the conversation went since. */
export function listOf(turn: Turn | null): Focus | null {
	let before = turn?.previous ?? null;
	for (let back = 0; before && back < LOOKING_BACK; back += 1) {
		const focus = focusIn(before.outcomes);
		if (focus && (focus.listed || focus.tasks.length > 1)) return focus;
		before = before.previous;
	}
	return null;
}

function focusIn(outcomes: Outcome[]): Focus | null {
	const shown = lists(outcomes);
	const known = new Map(shown.flatMap(({ tasks }) => tasks).map((task) => [task.task_id, task]));
	const changed = outcomes.flatMap((outcome) => subjects(outcome, known));
	if (changed.length > 0) return { tasks: unique(changed), listed: false };
	return shown.at(-1) ?? null;
}

function lists(outcomes: Outcome[]): Focus[] {
	return outcomes.flatMap(({ name, input, result }) => {
		if (name !== "list_tasks" || !result || !Array.isArray(result.tasks)) return [];
		const tasks = result.tasks as Known[];
		return tasks.length === 0
			? []
			: [{ tasks, listed: true, filter: input, total: Number(result.total) }];
	});
}

/** The tasks that a call was about, done or not; a deleted one is nobody's subject any more. */
function subjects({ name, input, result, error }: Outcome, known: Map<number, Known>): Known[] {
	if (name === "list_tasks" || name === "get_statistics" || name === "undo" || error) return [];
	const told = result as Known | null;
	const ids = told?.task_id !== undefined ? [told.task_id] : [input.task_id, input.task_ids].flat();
	return ids
		.filter((id) => typeof id === "number")
		.map((id) => {
			const before = known.get(id);
			return { ...before, ...(told?.task_id === id ? dated(told, before) : {}), task_id: id };
		});
}

function dated(told: Known, before: Known | undefined): Known {
	return told.title === undefined ? { ...told, title: before?.title } : told;
}

function unique(tasks: Known[]): Known[] {
	return [...new Map(tasks.map((task) => [task.task_id, task])).values()];
}
