/** Extends the edits of repeating tasks: generates the next task of a series, and removes it on reopening. */

import { Conflict } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { Edit } from "#db/tasks/edit-rows.server.ts";
import type { Reminder, Series, Task } from "#domain/task/task.ts";
import { addDays, daysBetween } from "#domain/time/calendar-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import {
	inheritedFields,
	type NextOccurrence,
	newSeries,
	nextInSeries,
	seriesOf,
} from "./series.server.ts";
import type { ActionTasks } from "./task-action.ts";
import { editedTask, editOf, toNewTask } from "./task-edit.server.ts";

type Creation = Extract<Edit, { before: null }>;

/**
 * Adds the next task for each repeating task that `edits` complete, and marks that one as continued. No
 * next is made when the series has ended, has an open task already, or when the task is a subtask whose
 * parent is completed, too.
 */
export function generateNext(
	scope: Scope,
	edits: Edit[],
	{ tree, successors }: ActionTasks,
): Edit[] {
	const made: Creation[] = [];
	const now = tree.flatMap((task) => editedTask(edits, task) ?? []);
	const changed = edits.map((edit): Edit => {
		const { before, after } = edit;
		if (!before || after?.status !== "completed" || after.series?.continued) return edit;
		const series = seriesOf(after);
		if (!after.recurrence || !series) return edit;
		const done: Task = { ...after, series: { ...series, continued: true } };
		const hasNext = successors.some((task) => task.series?.id === series.id && task.id !== done.id);
		const isOver = hasNext || endsWithParent(done, now);
		const coming = isOver ? null : nextInSeries(done, series, scope);
		if (coming) made.push(...nextOf(scope, done, coming, now, made.length));
		return { before, after: done };
	});
	return [...changed, ...made];
}

/** Whether the parent is completed as well. If that repeats, its next gets copies of its subtasks. */
function endsWithParent({ parentId }: Task, tree: Task[]): boolean {
	return tree.some(({ id, status }) => id === parentId && status === "completed");
}

/** The next task of a series and copies of its subtasks. `place` is the task's index among those that the change creates. */
function nextOf(
	scope: Scope,
	task: Task,
	coming: NextOccurrence,
	tree: Task[],
	place: number,
): Creation[] {
	const { standing } = task.series ?? {};
	const byDue = daysTo(task.due, coming.due);
	// Reminders that belong to the series are relative to the scheduled date, not to where this one was moved.
	const byReminders = standing?.reminders
		? daysTo(task.series?.scheduled ?? null, coming.due)
		: byDue;
	const handed = inheritedFields(task);
	const reminders = shifted(handed.reminders, byReminders);
	const next = toNewTask(scope, { ...handed, ...coming, reminders });
	const subtasks = subtasksOf(task, tree).map((subtask): Creation => {
		const again = toNewTask(scope, {
			...shiftedTask(inheritedFields(subtask), byDue),
			parentId: null,
		});
		const after = { ...again, series: newSeries(again) };
		return { before: null, after, under: place, isGenerated: true };
	});
	return [{ before: null, after: next, isGenerated: true }, ...subtasks];
}

/**
 * Moves an open task to the next occurrence of its series and reopens its subtasks. The result is what
 * completing it would have generated. Throws `Conflict` when there is no next.
 */
export function skipToNext(scope: Scope, task: Task, tree: Task[]): Edit[] {
	const series = seriesOf(task);
	const coming = series && nextInSeries(task, series, scope);
	if (!coming) {
		throw new Conflict(`Nothing comes after task ${task.id}: it is the last of its series.`);
	}
	const days = daysTo(task.due, coming.due);
	const handed = inheritedFields(task);
	const moved = { ...handed, ...coming, reminders: shifted(handed.reminders, days) };
	const again = subtasksOf(task, tree).map((subtask) => {
		const shiftedOne = shiftedTask(inheritedFields(subtask), days);
		const open = { ...shiftedOne, status: "pending" as const, completedAt: null };
		return editOf(scope, subtask, { ...open, series: newSeries(open) });
	});
	return [editOf(scope, task, moved), ...again].filter((edit) => edit !== null);
}

/**
 * Puts the tasks that `edits` reopen back into their series. The next task, which completing generated,
 * is removed with its subtasks if nobody has changed it. Otherwise the series has gone on: the reopened
 * task then loses its recurrence, since a series has at most one open task.
 */
export function reopenInSeries(edits: Edit[], { successors }: ActionTasks): Edit[] {
	const removed: Edit[] = [];
	const back = new Map<string, Task>();
	for (const { before, after } of edits) {
		if (!before || !after || !isReopened(before, after) || !after.series) continue;
		const rival = back.get(after.series.id);
		if (!rival?.series || rival.series.occurrence < after.series.occurrence) {
			back.set(after.series.id, after);
		}
	}
	const changed = edits.map((edit): Edit => {
		const { before, after } = edit;
		if (!before || !after || !isReopened(before, after) || !after.recurrence) return edit;
		if (!after.series) return { before, after: { ...after, series: seriesOf(after) } };
		const { continued: _, ...series } = after.series;
		const next = successors.find((task) => isNextOf(task, series, after));
		const isLast = back.get(series.id) === after;
		const tree = next ? [next, ...successors.filter(({ parentId }) => parentId === next.id)] : [];
		const isNextUntouched = tree.every(
			(task) =>
				isUntouched(task, next, series) && !edits.some((other) => other.before?.id === task.id),
		);
		if (isLast && isNextUntouched) {
			removed.push(...tree.map((task): Edit => ({ before: task, after: null })));
			return { before, after: { ...after, series } };
		}
		return { before, after: { ...after, recurrence: null, series: null } };
	});
	return [...changed, ...removed];
}

function isReopened(before: Task, after: Task) {
	return before.status === "completed" && after.status === "pending";
}

/** Whether `task` is the open task of the series, and another one. */
function isNextOf(task: Task, { id }: Series, { id: ownId }: Task) {
	return task.series?.id === id && task.status === "pending" && task.id !== ownId;
}

/** Whether a task is as it was generated: the next occurrence itself, or a subtask created with it. */
function isUntouched(task: Task, next: Task | undefined, { occurrence }: Series): boolean {
	if (task.version > 1 || task.status === "completed") return false;
	if (task.id === next?.id) return task.series?.occurrence === occurrence + 1;
	return task.createdAt.getTime() === next?.createdAt.getTime();
}

function subtasksOf({ id }: Task, tree: Task[]): Task[] {
	// A repeating subtask has several tasks by now: only its newest is copied.
	const isNewest = ({ series, status }: Task) => status === "pending" || !series?.continued;
	return tree.filter((task) => task.parentId === id && isNewest(task));
}

function shiftedTask(task: Task, days: number): Task {
	const due = task.due === null ? null : shiftedMoment(task.due, days);
	return { ...task, due, reminders: shifted(task.reminders, days) };
}

/** Moves absolute reminders by the days that the due date moves. Relative ones need no change. */
function shifted(reminders: Reminder[], days: number): Reminder[] {
	return reminders.map((reminder) =>
		"at" in reminder ? { at: shiftedMoment(reminder.at, days) } : reminder,
	);
}

function shiftedMoment(moment: WallClock, days: number): WallClock {
	return addDays(moment.slice(0, 10), days) + moment.slice(10);
}

function daysTo(from: WallClock | null, to: WallClock): number {
	return from === null ? 0 : daysBetween(from.slice(0, 10), to.slice(0, 10));
}
