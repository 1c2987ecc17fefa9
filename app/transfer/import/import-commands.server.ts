import { Conflict, NotFound } from "#app/core/errors.ts";
import { idFrom } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { UndoResult } from "#app/tasks/commands/command-result.ts";
import { TaskLimitReached } from "#app/tasks/commands/commit-change.server.ts";
import { transact } from "#db/client.server.ts";
import { constraintError, RepeatedChange, TooManyTasks } from "#db/tasks/changes.server.ts";
import {
	beginImport,
	beginUndo,
	endUndo,
	importRowsTo,
	undoSome,
} from "#db/transfer/imports.server.ts";
import { deleteImport, findImport, type Import } from "#db/transfer/transfer.server.ts";
import { PART_SEQS } from "./import-rows.server.ts";
import { rereadImport } from "./read-import.server.ts";

/** As much as one transaction takes: some 5 MB, or 80,000 rows that say little. */
const PARTS_AT_ONCE = 8;
const UNDONE_AT_ONCE = 5_000;

/** For how long a command works; what is left then waits for the next call. Unlimited by default. */
type TimeLimit = { forMs?: number };

/** The id of the undone import that this one does again. */
type RedoOptions = { redoes?: string };

/**
 * Makes tasks of an import, or goes on with it: all of its rows that are no duplicates, as one change.
 * Each call takes it further, and the last one to its end. It is safe to call it again, also at once.
 * Throws `NotFound`, `Conflict` when it is not ready or was undone, and `TaskLimitReached`.
 */
export async function runImport(
	scope: Scope,
	importId: string,
	{ forMs = Number.POSITIVE_INFINITY, redoes }: TimeLimit & RedoOptions = {},
): Promise<Import> {
	const { db, userId } = scope;
	const started = Date.now();
	let found = await getImport(scope, importId);
	if (found.state === "reading")
		throw new Conflict("This file was not read to its end. Send it again.");
	if (found.state === "undoing" || found.state === "undone")
		throw new Conflict("This import was undone.");
	if (found.state === "ready") {
		await begin(scope, found, redoes);
		found = await getImport(scope, importId);
	}
	while (found.state === "importing") {
		if (Date.now() - started > forMs) return found;
		const from = found.nextSeq;
		const change = { ...changeContext(scope, started), id: importId };
		const { eventIds } = await transact(
			db,
			importRowsTo(change, from, from + PARTS_AT_ONCE * PART_SEQS),
		);
		scope.publishEvents(userId, eventIds);
		found = await getImport(scope, importId);
	}
	return found;
}

async function begin(scope: Scope, found: Import, redoes?: string) {
	if (found.total === 0) throw new Conflict("There is no task to import.");
	const { taskLimit } = scope;
	const named = { id: found.id, summary: summaryOf(found), redoes, taskLimit };
	const change = { ...changeContext(scope), ...named };
	try {
		await transact(scope.db, beginImport(change));
	} catch (error) {
		// The button was pressed twice: the other request has begun the import.
		const known = constraintError(error);
		if (known instanceof TooManyTasks) throw new TaskLimitReached(scope);
		if (!(known instanceof RepeatedChange)) throw error;
	}
}

/** Forgets a file that was read and not imported. Throws `NotFound`, and `Conflict` when it was. */
export async function discardImport(scope: Scope, importId: string): Promise<void> {
	const { state } = await getImport(scope, importId);
	if (state !== "ready" && state !== "reading") {
		throw new Conflict("This was imported already. It can be undone.");
	}
	await deleteImport(scope.db, scope.userId, importId);
}

/**
 * Takes away the tasks of an import that were not touched since, or goes on with it; null when there
 * is more to do. Throws `NotFound`, and `Conflict` when there is nothing to take back.
 */
export async function undoImport(
	scope: Scope,
	importId: string,
	{ forMs = Number.POSITIVE_INFINITY }: TimeLimit = {},
): Promise<UndoResult | null> {
	const { db, userId } = scope;
	const started = Date.now();
	const found = await getImport(scope, importId);
	if (found.state === "undone") throw new Conflict("This was undone before.");
	if (found.state === "reading" || found.state === "ready") {
		throw new Conflict("This was not imported yet, so there is nothing to undo.");
	}
	const summary = summaryOf(found);
	const undoChange = () => ({
		...changeContext(scope, started),
		id: idFrom(`undo\n${importId}`),
		importId,
		summary: `Undone: ${summary}`,
	});
	let begin = found.state === "undoing" ? [] : beginUndo(undoChange());
	for (;;) {
		const { eventIds } = await transact(db, { begin, ...undoSome(undoChange(), UNDONE_AT_ONCE) });
		scope.publishEvents(userId, eventIds);
		if (eventIds.length < UNDONE_AT_ONCE) break;
		if (Date.now() - started > forMs) return null;
		begin = [];
	}
	const { keptTaskIds, deleted } = await transact(db, endUndo(undoChange()));
	return { summary, affected: deleted[0] ?? 0, skipped: keptTaskIds };
}

/**
 * Does an undone import again, as a change of its own: of its tasks all that are not there, under their
 * numbers. Throws `NotFound`, and `Conflict` when it was not undone.
 */
export async function redoImport(scope: Scope, importId: string): Promise<UndoResult> {
	const before = await getImport(scope, importId);
	if (before.state !== "undone") throw new Conflict("This cannot be redone.");
	const again = await rereadImport(scope, before);
	const { imported } = await runImport(scope, again, { redoes: importId });
	return { summary: summaryOf(before), affected: imported, skipped: [] };
}

/** The user's import of that id. Throws `NotFound`, also when it has expired. */
export async function getImport(scope: Pick<Scope, "db" | "userId">, id: string): Promise<Import> {
	const found = await findImport(scope.db, scope.userId, id);
	if (!found) throw new NotFound("There is no such import. Files are kept for a day.");
	return found;
}

/** "Imported 12 tasks from tasks.csv", as the history and messages name an import. */
export function summaryOf({ fileName, total }: Pick<Import, "fileName" | "total">): string {
	const from = fileName === null ? "" : ` from ${fileName}`;
	return `Imported ${total === 1 ? "1 task" : `${total} tasks`}${from}`;
}

/** What each write of a change carries. A later part of a long import has a later time, by which events are listed. */
function changeContext({ userId, actor, requestId, now }: Scope, started = Date.now()) {
	return { userId, actor, requestId, at: new Date(now.getTime() + Date.now() - started) };
}
