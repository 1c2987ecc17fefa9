import { Conflict, Invalid } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { Edit } from "#db/tasks/edit-rows.server.ts";
import { type SeriesRange, type Status, TAGS_MAX, type Task } from "#domain/task/task.ts";
import { sameFields, sameValue } from "#domain/task/task-equality.ts";
import { continueAll, moveOn, reopenInSeries } from "./plan-series.server.ts";
import { withSeries } from "./series.server.ts";
import { checkParent, checkRule, settle } from "./settle.server.ts";
import { asChanged, editOf } from "./task-edit.server.ts";

/** What a person or program decides about a task; the rest is kept by the commands. */
export type TaskFields = Pick<
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
export type TaskChanges = Partial<TaskFields>;

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

export type Known = {
	/** The tasks that the action is about. */
	named: Task[];
	/** These, their subtasks and their parents, and those that the changes name. */
	family: Task[];
	/** The open tasks of the series of all these, with their subtasks. */
	successors: Task[];
};

/** The edits that an action comes to. Throws `Invalid` or `Conflict` where it cannot be done. */
export function planEdits(scope: Scope, known: Known, action: TaskAction): Edit[] {
	const { named, family } = known;
	const subtasks = family.filter((task) => named.some(({ id }) => id === task.parentId));
	const parents = family.filter((task) => named.some(({ parentId }) => parentId === task.id));
	const edit = (tasks: Task[], change: (task: Task) => Task) =>
		[...new Set(tasks)].flatMap((before) => editOf(scope, before, change(before)) ?? []);
	switch (action.type) {
		case "complete":
			return continueAll(
				scope,
				edit([...named, ...subtasks], (task) => toStatus(scope, task, "completed")),
				known,
			);
		case "reopen":
			return reopenInSeries(
				edit([...named, ...parents], (task) => toStatus(scope, task, "pending")),
				known,
			);
		case "delete":
			return [...new Set([...named, ...subtasks])].map((before) => ({ before, after: null }));
		case "add-tag":
			return edit(named, (task) => withTag(task, action.tag));
		case "skip":
			return named.flatMap((task) => moveOn(scope, checkSkippable(task), family));
		case "continue":
			return continueAll(scope, unfinished(scope, known), known);
		case "update": {
			const { changes, range } = action;
			const { status } = changes;
			// Being completed or opened reaches those that it always reaches.
			const relatives = { completed: subtasks, pending: parents };
			const edits = edit([...named, ...(status ? relatives[status] : [])], (task) => {
				const changed = named.includes(task) ? withChanges(scope, task, changes, range) : task;
				return status ? toStatus(scope, changed, status) : changed;
			});
			if (changes.parentId) for (const { after } of edits) if (after) checkParent(after, family);
			return reopenInSeries(continueAll(scope, edits, known), known);
		}
	}
}

function withChanges(
	scope: Scope,
	task: Task,
	{ status: _, ...changes }: TaskChanges,
	range: SeriesRange | undefined,
): Task {
	const changed = settle(scope, { ...task, ...withoutUndefined(changes) });
	if (sameFields(task, changed)) return task;
	const { recurrence, due } = changed;
	if (recurrence && due && !sameValue(recurrence, task.recurrence)) {
		checkRule(recurrence, due);
	}
	return withSeries(task, changed, range);
}

function toStatus(scope: Scope, task: Task, status: Status): Task {
	if (task.status === status) return task;
	return { ...task, status, completedAt: status === "completed" ? scope.now : null };
}

function withTag(task: Task, tag: string): Task {
	const { id, tags, series } = task;
	if (!tags.includes(tag) && tags.length >= TAGS_MAX) {
		throw new Invalid([
			{ path: "tags", message: `Task ${id} already has ${TAGS_MAX} tags. Nothing was changed.` },
		]);
	}
	const tagged = { ...task, tags: [...new Set([...tags, tag])] };
	const { tags: others } = series?.standing ?? {};
	if (!series || !others || others.length >= TAGS_MAX) return tagged;
	const standing = { ...series.standing, tags: [...new Set([...others, tag])] };
	return { ...tagged, series: { ...series, standing } };
}

function checkSkippable(task: Task): Task {
	const { id, recurrence, status } = task;
	if (recurrence === null)
		throw new Conflict(`Task ${id} does not repeat, so it cannot be skipped.`);
	if (status === "completed")
		throw new Conflict(`Task ${id} is completed, so it cannot be skipped.`);
	return task;
}

/** Those whose series has neither gone on nor ended, as edits that do nothing yet. */
function unfinished(scope: Scope, { named }: Known): Edit[] {
	return named
		.filter(
			({ status, recurrence, series }) =>
				status === "completed" && recurrence && !series?.continued,
		)
		.map((before) => ({ before, after: asChanged(scope, before, before) }));
}

export function withoutUndefined<T extends object>(object: T): T {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
