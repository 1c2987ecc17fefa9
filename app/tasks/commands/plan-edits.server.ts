import { Conflict, Invalid } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { Edit } from "#db/tasks/edit-rows.server.ts";
import { TAGS_MAX } from "#domain/limits.ts";
import { findDateOfRule } from "#domain/recurrence/date-of-rule.ts";
import type { SeriesRange, Status, Task } from "#domain/task/task.ts";
import { sameFields, sameValue } from "#domain/task/task-equality.ts";
import { partitionTree } from "#domain/task/task-tree.ts";
import { checkParent, checkRule, normalizeTask } from "./normalize-task.server.ts";
import { generateNext, reopenInSeries, skipToNext } from "./plan-series.server.ts";
import { withSeries } from "./series.server.ts";
import type { ActionTasks, TaskAction, TaskChanges } from "./task-action.ts";
import { editOf, toChangedTask } from "./task-edit.server.ts";

/** The edits that an action comes to, planned from what was read; writes nothing. Throws `Invalid` or `Conflict` where it cannot be done. */
export function planEdits(scope: Scope, tasks: ActionTasks, action: TaskAction): Edit[] {
	const { named, tree } = tasks;
	const ids = named.map(({ id }) => id);
	const { subtasks, parents } = partitionTree(tree, ids);
	const edit = (changed: Task[], change: (task: Task) => Task) =>
		changed.flatMap((before) => editOf(scope, before, change(before)) ?? []);
	switch (action.type) {
		case "complete":
			return generateNext(
				scope,
				edit([...named, ...subtasks], (task) => toStatus(scope, task, "completed")),
				tasks,
			);
		case "reopen":
			return reopenInSeries(
				edit([...named, ...parents], (task) => toStatus(scope, task, "pending")),
				tasks,
			);
		case "delete":
			return [...named, ...subtasks].map((before) => ({ before, after: null }));
		case "add-tag":
			return edit(named, (task) => withTag(task, action.tag));
		case "skip":
			return named.flatMap((task) => skipToNext(scope, requireSkippable(task), tree));
		case "continue":
			return generateNext(scope, uncontinued(scope, tasks), tasks);
		case "update": {
			const { changes, range } = action;
			const { status } = changes;
			// A status has the same effect on subtasks and parents as "complete" and "reopen".
			const relatives = { completed: subtasks, pending: parents };
			const edits = edit([...named, ...(status ? relatives[status] : [])], (task) => {
				const changed = named.includes(task) ? withChanges(scope, task, changes, range) : task;
				return status ? toStatus(scope, changed, status) : changed;
			});
			if (changes.parentId) for (const { after } of edits) if (after) checkParent(after, tree);
			return reopenInSeries(generateNext(scope, edits, tasks), tasks);
		}
	}
}

function withChanges(
	scope: Scope,
	task: Task,
	{ status: _, ...changes }: TaskChanges,
	range: SeriesRange | undefined,
): Task {
	const changed = withDateOfRule(
		task,
		normalizeTask(scope, { ...task, ...withoutUndefined(changes) }),
	);
	if (sameFields(task, changed)) return task;
	const { recurrence, due } = changed;
	if (recurrence && due && !sameValue(recurrence, task.recurrence)) {
		checkRule(recurrence, due);
	}
	return withSeries(task, changed, range);
}

/** A rule that changes, with a due date that does not, moves it to the rule's first date from there on. */
function withDateOfRule(before: Task, after: Task): Task {
	const { recurrence, due } = after;
	if (!recurrence || due === null || due !== before.due) return after;
	if (before.status === "completed" || recurrence.rule === before.recurrence?.rule) return after;
	const moved = findDateOfRule(recurrence.rule, due);
	return moved === null ? after : { ...after, due: moved };
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

function requireSkippable(task: Task): Task {
	const { id, recurrence, status } = task;
	if (recurrence === null)
		throw new Conflict(`Task ${id} does not repeat, so it cannot be skipped.`);
	if (status === "completed")
		throw new Conflict(`Task ${id} is completed, so it cannot be skipped.`);
	return task;
}

/** The completed tasks whose series has not been continued, as edits that change nothing but the version. */
function uncontinued(scope: Scope, { named }: ActionTasks): Edit[] {
	return named
		.filter(
			({ status, recurrence, series }) =>
				status === "completed" && recurrence && !series?.continued,
		)
		.map((before) => ({ before, after: toChangedTask(scope, before, before) }));
}

/** A copy without the keys whose value is undefined, which mean no change. */
export function withoutUndefined<T extends object>(object: T): T {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
