/** What edits of repeating tasks bring along: the next of the series, and the way back. */

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
import { asNew, editedTask, editOf } from "./task-edit.server.ts";

type Making = Extract<Edit, { before: null }>;

/**
 * Lets the series of the tasks that edits complete go on: each is marked as continued, and the next
 * is made unless the series is over, or ends with the parent that the task is completed with.
 */
export function generateNext(
	scope: Scope,
	edits: Edit[],
	{ tree, successors }: ActionTasks,
): Edit[] {
	const made: Making[] = [];
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

/** A subtask is done for good when its parent is. That one's next has subtasks of its own. */
function endsWithParent({ parentId }: Task, tree: Task[]): boolean {
	return tree.some(({ id, status }) => id === parentId && status === "completed");
}

/** The next task of a series and its subtasks, of which it is the `place`th that the change makes. */
function nextOf(
	scope: Scope,
	task: Task,
	coming: NextOccurrence,
	tree: Task[],
	place: number,
): Making[] {
	const { standing } = task.series ?? {};
	const byDue = daysTo(task.due, coming.due);
	// Reminders of the followers stand where they stood before this one was moved.
	const byReminders = standing?.reminders
		? daysTo(task.series?.scheduled ?? null, coming.due)
		: byDue;
	const handed = inheritedFields(task);
	const reminders = shifted(handed.reminders, byReminders);
	const next = asNew(scope, { ...handed, ...coming, reminders });
	const subtasks = subtasksOf(task, tree).map((subtask): Making => {
		const again = asNew(scope, { ...shiftedTask(inheritedFields(subtask), byDue), parentId: null });
		const after = { ...again, series: newSeries(again) };
		return { before: null, after, under: place, isGenerated: true };
	});
	return [{ before: null, after: next, isGenerated: true }, ...subtasks];
}

/**
 * Moves an open task to the next of its series, with its subtasks open again: as if that had been
 * made, and this one never been there. Throws `Conflict` when there is no next.
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
 * Takes the tasks that edits open again back into their series: the next that completing one had
 * made goes, with its subtasks, while nobody has touched it. Otherwise the series has gone on
 * without the task, which is open on its own from then on and repeats no more.
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

/** The open task of the same series. */
function isNextOf(task: Task, { id }: Series, { id: ownId }: Task) {
	return task.series?.id === id && task.status === "pending" && task.id !== ownId;
}

/** As the series made it: the one that follows, with the subtasks that came with it. */
function isUntouched(task: Task, next: Task | undefined, { occurrence }: Series): boolean {
	if (task.version > 1 || task.status === "completed") return false;
	if (task.id === next?.id) return task.series?.occurrence === occurrence + 1;
	return task.createdAt.getTime() === next?.createdAt.getTime();
}

function subtasksOf({ id }: Task, tree: Task[]): Task[] {
	// Of a subtask that repeats by itself the newest stands for all.
	const isNewest = ({ series, status }: Task) => status === "pending" || !series?.continued;
	return tree.filter((task) => task.parentId === id && isNewest(task));
}

function shiftedTask(task: Task, days: number): Task {
	const due = task.due === null ? null : shiftedMoment(task.due, days);
	return { ...task, due, reminders: shifted(task.reminders, days) };
}

/** Reminders of a time of their own keep their distance from the due date. */
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
