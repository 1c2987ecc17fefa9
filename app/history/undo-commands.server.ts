import { sql } from "drizzle-orm";
import { Conflict, NotFound } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { UndoResult } from "#app/tasks/commands/command-result.ts";
import { commitChange } from "#app/tasks/commands/commit-change.server.ts";
import { asChanged, editedTask } from "#app/tasks/commands/task-edit.server.ts";
import { redoImport, undoImport } from "#app/transfer/import/import-commands.server.ts";
import { StaleChange } from "#db/tasks/changes.server.ts";
import type { Edit } from "#db/tasks/edit-rows.server.ts";
import { listOpenOfChange, listTasksOfChange } from "#db/tasks/tasks.server.ts";
import {
	countLaterSteps,
	findChange,
	firstUndone,
	lastDone,
	listChangeEvents,
	type TaskEvent,
	UNDO_DEPTH,
} from "#db/tasks/undo.server.ts";
import { findImportOf } from "#db/transfer/transfer.server.ts";
import type { Task } from "#domain/task/task.ts";
import { sameFields, sameValue, TASK_FIELDS } from "#domain/task/task-equality.ts";

/**
 * Takes back the user's change of that id, or without one the newest that can be taken back. Only
 * the fields that the change touched are put back, and only while they still are as it left them.
 * Throws `NotFound` when there is no such change, and `Conflict` when there is nothing to take
 * back: none is left within the last 50, it was taken back before, or all of it was changed again
 * since.
 */
export function undo(scope: Scope, changeId?: string): Promise<UndoResult> {
	return reverse(scope, "done", changeId);
}

/** Does again what was undone: the change of that id, or without one the earliest. Throws as `undo`. */
export function redo(scope: Scope, changeId?: string): Promise<UndoResult> {
	return reverse(scope, "undone", changeId);
}

async function reverse(
	scope: Scope,
	state: "done" | "undone",
	changeId?: string,
): Promise<UndoResult> {
	const { db, userId, now } = scope;
	const next = state === "done" ? lastDone(userId) : firstUndone(userId);
	const ref = changeId === undefined ? next : sql`${changeId}`;
	const [change, events, tasks, open, imported, laterSteps] = await Promise.all([
		findChange(db, userId, ref),
		listChangeEvents(db, userId, ref),
		listTasksOfChange(db, userId, ref),
		listOpenOfChange(db, userId, ref),
		findImportOf(db, userId, ref),
		countLaterSteps(db, userId, ref),
	]);
	const verb = state === "done" ? "undo" : "redo";
	if (!change && changeId !== undefined) throw new NotFound(`There is no such change to ${verb}.`);
	if (!change) throw new Conflict(`There is nothing to ${verb}.`);
	if (change.state !== state) {
		throw new Conflict(state === "done" ? "This was undone before." : "This cannot be redone.");
	}
	if (laterSteps >= UNDO_DEPTH) {
		throw new Conflict(`Only the last ${UNDO_DEPTH} changes can be undone.`);
	}
	if (imported) return state === "done" ? undoAll(scope, imported) : redoImport(scope, imported);

	const reversals = events.map((event) => {
		const [from, to] = state === "done" ? [event.after, event.before] : [event.before, event.after];
		return { event, edit: reverseEdit({ event, from, to, tasks, events, now }) };
	});
	const isLeft = leftAlone(reversals, open);
	const edits = reversals.flatMap(({ event, edit }) =>
		edit === "conflict" || isLeft(event) ? [] : [edit],
	);
	const skipped = reversals
		.filter(({ event, edit }) => edit === "conflict" || isLeft(event))
		.map(({ event }) => event.taskId);
	if (edits.length === 0) {
		throw new Conflict(`${change.summary}: this was changed again since, so it stays as it is.`);
	}
	const summary = `${state === "done" ? "Undone" : "Redone"}: ${change.summary}`;
	const reverses = { changeId: change.id, becomes: state === "done" ? "undone" : "done" } as const;
	try {
		await commitChange(scope, { id: newId(), summary, edits, reverses });
	} catch (error) {
		if (!(error instanceof StaleChange)) throw error;
		throw new Conflict("This is being changed from elsewhere just now. Try again.");
	}
	return { summary: change.summary, affected: edits.length, skipped };
}

/** An import is taken back by a command of its own, which need not know all of its tasks at once. */
async function undoAll(scope: Scope, importId: string): Promise<UndoResult> {
	const undone = await undoImport(scope, importId);
	if (!undone) throw new Error(`Import ${importId} was not undone to its end.`);
	return undone;
}

type Reversal = {
	event: TaskEvent;
	from: Task | null;
	to: Task | null;
	tasks: Task[];
	events: TaskEvent[];
	now: Date;
};

function reverseEdit({ event, from, to, tasks, events, now }: Reversal): Edit | "conflict" {
	const current = tasks.find((task) => task.id === event.taskId) ?? null;
	const version = event.lastVersion + 1;
	if (to === null) {
		const since = tasks.some(
			({ id, parentId }) =>
				parentId === event.taskId && !events.some(({ taskId }) => taskId === id),
		);
		if (!current || !from || since || !sameFields(current, from)) return "conflict";
		return { before: current, after: null };
	}
	if (from === null) {
		if (current) return "conflict";
		const parentIsBack =
			to.parentId === null ||
			[...tasks.map(({ id }) => id), ...events.map(({ taskId }) => taskId)].includes(to.parentId);
		const parentId = parentIsBack ? to.parentId : null;
		return {
			before: null,
			after: { ...to, parentId, version, updatedAt: now, remindersSince: now },
		};
	}
	const touched = TASK_FIELDS.filter((field) => !sameValue(from[field], to[field]));
	if (!current || !sameFields(current, from, touched)) return "conflict";
	const restored = Object.fromEntries(touched.map((field) => [field, to[field]]));
	return {
		before: current,
		after: asChanged({ now }, current, { ...current, ...restored }, version),
	};
}

/**
 * Which of the events stay as they are, because of the others. What a series has left and what it
 * has made go back together or not at all, and no series gets a second open task.
 */
function leftAlone(
	reversals: { event: TaskEvent; edit: Edit | "conflict" }[],
	open: Task[],
): (event: TaskEvent) => boolean {
	const seriesOf = ({ taskId, before, after }: TaskEvent): string | null => {
		const { series, parentId } = (after ?? before) as Task;
		const parent = reversals.find(({ event }) => event.taskId === parentId && parentId !== taskId);
		return parent ? seriesOf(parent.event) : ((before?.series ?? series)?.id ?? null);
	};
	const edits = reversals.flatMap(({ edit }) => (edit === "conflict" ? [] : [edit]));
	const left = new Set<string | null>();
	for (const { event, edit } of reversals) {
		if (edit === "conflict") {
			left.add(seriesOf(event));
		} else if (edit.after?.status === "pending" && edit.after.series) {
			const { id: seriesId } = edit.after.series;
			const others = open.filter(
				({ id, series }) => series?.id === seriesId && id !== event.taskId,
			);
			if (others.some((task) => editedTask(edits, task)?.status === "pending")) {
				left.add(seriesOf(event));
			}
		}
	}
	left.delete(null);
	return (event) => left.has(seriesOf(event));
}
