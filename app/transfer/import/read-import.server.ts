import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import {
	deleteImport,
	type Import,
	insertImport,
	listImportedTasks,
} from "#db/transfer/transfer.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import type { FileReading } from "./file-reader.ts";
import { ImportStager } from "./import-stager.server.ts";
import { recogniseFile } from "./recognise-file.server.ts";
import type { UploadedFile } from "./uploaded-file.server.ts";

const KEPT_MS = DAY_MS;

/**
 * Takes a file in: reads it as it comes, checks each task, and keeps all of it until the import is
 * begun, for a day. Nothing of it is a task yet. Returns the import's id; what could not be read, and
 * why, stands in its rows. Throws `Invalid` for an empty file, an `AppError` 415 for one that is no
 * list of tasks at all, and what `bytes` and `charge` throw: then nothing is kept.
 */
export function readImport(
	scope: Scope,
	file: UploadedFile,
	charge: ChargeRequests,
): Promise<string> {
	return stageImport(scope, file.name, () => recogniseFile(file, scope), charge);
}

/** Counts so many further requests against the user's quota. Rejects when that is spent. */
export type ChargeRequests = (requests: number) => Promise<unknown>;

/** So many rows of a file count for a request, besides the one that brought it. */
const ROWS_PER_REQUEST = 100;

/**
 * The same for the tasks that an import had brought, as it had brought them; those that are there will
 * be its duplicates. Returns the new import's id.
 */
export function rereadImport(scope: Scope, { id, fileName, format }: Import): Promise<string> {
	return stageImport(scope, fileName, async () => ({
		format: format ?? "json",
		readings: readMadeTasks(scope, id),
	}));
}

async function stageImport(
	scope: Scope,
	fileName: string | null,
	open: () => Promise<FileReading>,
	charge?: ChargeRequests,
): Promise<string> {
	const { db, userId, now } = scope;
	const importId = newId();
	await insertImport(db, {
		userId,
		id: importId,
		fileName,
		state: "reading",
		createdAt: now,
		updatedAt: now,
		expiresAt: new Date(now.getTime() + KEPT_MS),
	});
	try {
		const stager = new ImportStager(scope, { userId, importId });
		await stager.stage(await open());
		const cost = Math.floor(stager.rowCount / ROWS_PER_REQUEST);
		if (cost > 0) await charge?.(cost);
	} catch (error) {
		await deleteImport(db, userId, importId);
		throw error;
	}
	return importId;
}

const PAGE = 500;

async function* readMadeTasks({ db, userId }: Scope, importId: string): FileReading["readings"] {
	for (let after = ""; ; ) {
		const made = await listImportedTasks(db, userId, importId, { after, limit: PAGE });
		for (const { task } of made) {
			const { id, parentId } = task;
			const ref = String(id);
			const parentRef = parentId === null ? null : String(parentId);
			yield { kind: "task", line: id, task: { ...task, ref, parentRef }, notes: [] };
		}
		if (made.length < PAGE) return;
		after = made.at(-1)?.eventId ?? "";
	}
}
