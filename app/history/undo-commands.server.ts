import { sql } from "drizzle-orm";
import { Conflict, NotFound } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { UndoResult } from "#app/tasks/commands/command-result.ts";
import { commitChange } from "#app/tasks/commands/commit-change.server.ts";
import { getImport, redoImport, undoImport } from "#app/transfer/import/import-commands.server.ts";
import { StaleChange } from "#db/tasks/changes.server.ts";
import { listOpenOfChange, listTasksOfChange } from "#db/tasks/tasks.server.ts";
import {
	countLaterSteps,
	findChange,
	firstUndone,
	lastDone,
	listChangeEvents,
	UNDO_DEPTH,
} from "#db/tasks/undo.server.ts";
import { findImportOf } from "#db/transfer/transfer.server.ts";
import { planUndo, type UndoPlan } from "./plan-undo.server.ts";

/**
 * Takes back the user's change of that id, or without one the newest that can be taken back. Only
 * the fields that the change touched are put back, and only while they still are as it left them.
 * Throws `NotFound` when there is no such change, and `Conflict` when there is nothing to take
 * back: none is left within the last 50, it was taken back before, or all of it was changed again
 * since.
 */
export function undo(scope: Scope, changeId?: string): Promise<UndoResult> {
	return reverseChange(scope, "undo", changeId);
}

/** Does again what was undone: the change of that id, or without one the earliest. Throws as `undo`. */
export function redo(scope: Scope, changeId?: string): Promise<UndoResult> {
	return reverseChange(scope, "redo", changeId);
}

/** What undoing would do at the moment. */
export type UndoPreview = {
	changeId: string;
	/** What the change was, in words. */
	summary: string;
	/** How many tasks it would touch, and how many of these it would delete. */
	affected: number;
	deleted: number;
	/** Titles of the tasks that it would touch; none of an import's. */
	titles: string[];
};

/** What `undo` would do now to the newest change; null when there is nothing that it could undo. */
export async function previewUndo(scope: Scope): Promise<UndoPreview | null> {
	try {
		const { change, importId, plan } = await planReversal(scope, "undo");
		const found = { changeId: change.id, summary: change.summary };
		if (importId !== null) {
			const { imported } = await getImport(scope, importId);
			return { ...found, affected: imported, deleted: imported, titles: [] };
		}
		const { edits } = plan;
		return {
			...found,
			affected: edits.length,
			deleted: edits.filter(({ after }) => after === null).length,
			titles: edits.flatMap(({ before, after }) => (before ?? after)?.title ?? []),
		};
	} catch (error) {
		if (error instanceof Conflict) return null;
		throw error;
	}
}

/** A change that can be reversed, and how: an import by a command of its own (`importId`), others by a plan. */
type Reversal = { change: { id: string; summary: string } } & (
	| { importId: string; plan: null }
	| { importId: null; plan: UndoPlan }
);

/** Looks up what a reversal would do. Throws as `undo`. */
async function planReversal(
	scope: Scope,
	direction: "undo" | "redo",
	changeId?: string,
): Promise<Reversal> {
	const { db, userId, now } = scope;
	const isUndo = direction === "undo";
	const next = isUndo ? lastDone(userId) : firstUndone(userId);
	const ref = changeId === undefined ? next : sql`${changeId}`;
	const [change, events, tasks, open, importId, laterSteps] = await Promise.all([
		findChange(db, userId, ref),
		listChangeEvents(db, userId, ref),
		listTasksOfChange(db, userId, ref),
		listOpenOfChange(db, userId, ref),
		findImportOf(db, userId, ref),
		countLaterSteps(db, userId, ref),
	]);
	if (!change && changeId !== undefined) {
		throw new NotFound(`There is no such change to ${direction}.`);
	}
	if (!change) throw new Conflict(`There is nothing to ${direction}.`);
	if (change.state !== (isUndo ? "done" : "undone")) {
		throw new Conflict(isUndo ? "This was undone before." : "This cannot be redone.");
	}
	if (laterSteps >= UNDO_DEPTH) {
		throw new Conflict(`Only the last ${UNDO_DEPTH} changes can be undone.`);
	}
	if (importId !== null) return { change, importId, plan: null };

	const plan = planUndo({ direction, events, tasks, open, now });
	if (plan.edits.length === 0) {
		throw new Conflict(`${change.summary}: this was changed again since, so it stays as it is.`);
	}
	return { change, importId: null, plan };
}

async function reverseChange(
	scope: Scope,
	direction: "undo" | "redo",
	changeId?: string,
): Promise<UndoResult> {
	const isUndo = direction === "undo";
	const { change, importId, plan } = await planReversal(scope, direction, changeId);
	if (importId !== null)
		return isUndo ? undoWholeImport(scope, importId) : redoImport(scope, importId);

	const { edits, skipped } = plan;
	const summary = `${isUndo ? "Undone" : "Redone"}: ${change.summary}`;
	const reverses = { changeId: change.id, becomes: isUndo ? "undone" : "done" } as const;
	try {
		await commitChange(scope, { id: newId(), summary, edits, reverses });
	} catch (error) {
		if (!(error instanceof StaleChange)) throw error;
		throw new Conflict("This is being changed from elsewhere just now. Try again.");
	}
	return { summary: change.summary, affected: edits.length, skipped };
}

/** An import may have more tasks than fit into memory, so it is undone in parts by a command of its own. */
async function undoWholeImport(scope: Scope, importId: string): Promise<UndoResult> {
	const undone = await undoImport(scope, importId);
	if (!undone) throw new Error(`Import ${importId} was not undone to its end.`);
	return undone;
}
