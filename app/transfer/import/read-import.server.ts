import type { z } from "zod";
import { AppError, Invalid } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { newSeries } from "#app/tasks/commands/series.server.ts";
import { settle } from "#app/tasks/commands/settle.server.ts";
import { EmptyFile, FileError } from "#app/transfer/file/file-error.ts";
import type { ReadContext, Reading } from "#app/transfer/file/reading.ts";
import { wallClockToColumn } from "#db/schema.ts";
import { toEditRow, type UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import type { ImportRef } from "#db/transfer/imports.server.ts";
import { findDuplicates } from "#db/transfer/imports.server.ts";
import {
	deleteImport,
	type Import,
	insertImport,
	listMadeTasks,
	updateImport,
} from "#db/transfer/transfer.server.ts";
import { DEFAULT_PRIORITY } from "#domain/task/task.ts";
import { FORMAT_NAMES, IMPORT_MAX_TASKS, type ImportFormat } from "#domain/transfer/transfer.ts";
import { Families } from "./families.ts";
import type { FileReading } from "./file-reader.ts";
import { type ImportedTask, importedTaskSchema } from "./imported-task-schema.ts";
import { Staging } from "./staging.server.ts";

/** A file that somebody sent. */
export type SentFile = { name: string | null; bytes: AsyncIterable<Uint8Array> };

const KEPT_MS = 24 * 60 * 60 * 1000;

/** More lines than anybody reads: those after are only counted. */
const REMARKS_MAX = 1_000;

const ERRORS_MAX = IMPORT_MAX_TASKS;

/** Of a title that cannot be taken: as much as it takes to find it again. */
const NAMED_LENGTH = 100;

/**
 * Takes a file in: reads it as it comes, checks each task, and keeps all of it until the import is
 * begun, for a day. Nothing of it is a task yet. Returns the import's id; what could not be read, and
 * why, stands in its rows. Throws `Invalid` for an empty file, an `AppError` 415 for one that is no
 * list of tasks at all, and what `bytes` throw: then nothing is kept.
 */
export function readImport(scope: Scope, file: SentFile): Promise<string> {
	return stageImport(scope, file.name, async () => {
		const reading = await recognise(file, scope);
		const lie = lieOf(file.name, reading.format);
		return lie ? { ...reading, readings: startingWith(lie, reading.readings) } : reading;
	});
}

/**
 * The same for the tasks that an import had brought, as it had brought them; those that are there will
 * be its duplicates. Returns the new import's id.
 */
export function rereadImport(scope: Scope, { id, fileName, format }: Import): Promise<string> {
	return stageImport(scope, fileName, async () => ({
		format: format ?? "json",
		readings: tasksOfImport(scope, id),
	}));
}

async function stageImport(
	scope: Scope,
	fileName: string | null,
	open: () => Promise<FileReading>,
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
		await new ImportReader(scope, { userId, importId }).read(await open());
	} catch (error) {
		await deleteImport(db, userId, importId);
		throw error;
	}
	return importId;
}

async function recognise({ bytes }: SentFile, context: ReadContext): Promise<FileReading> {
	try {
		// What reads all those formats is large, and few requests bring a file.
		const { readFile } = await import("./file-reader.ts");
		return await readFile(bytes, context);
	} catch (error) {
		if (error instanceof EmptyFile) throw new Invalid([{ path: "file", message: error.message }]);
		if (!(error instanceof FileError)) throw error;
		throw new AppError(error.message, { status: 415, code: "unknown-file" });
	}
}

async function* startingWith(message: string, rest: Readings): Readings {
	yield { kind: "note", line: 1, message };
	yield* rest;
}

type Readings = FileReading["readings"];

const PAGE = 500;

async function* tasksOfImport({ db, userId }: Scope, importId: string): Readings {
	for (let after = ""; ; ) {
		const made = await listMadeTasks(db, userId, importId, { after, limit: PAGE });
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

class ImportReader {
	readonly #scope: Scope;
	readonly #ref: ImportRef;
	readonly #staging: Staging;
	readonly #families = new Families();
	readonly #openSeries = new Set<string>();
	#tasks = 0;
	#remarks = 0;
	#ignored = 0;
	#errors = 0;

	constructor(scope: Scope, ref: ImportRef) {
		this.#scope = scope;
		this.#ref = ref;
		this.#staging = new Staging(scope.db, ref);
	}

	async read({ format, readings }: FileReading) {
		try {
			for await (const found of readings) {
				// A million short lines fit into a file, and to check each takes longer than a request may.
				if (this.#errors >= ERRORS_MAX)
					throw new FileError(found.line, "There are too many errors to read on.");
				await this.#take(found);
			}
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			await this.#take({ kind: "error", line: error.line, message: error.message });
		}
		const { db, userId } = this.#scope;
		await this.#staging.finish(this.#families, [
			...findDuplicates(this.#ref),
			updateImport(db, userId, this.#ref.importId, {
				state: "ready",
				format,
				errors: this.#errors,
				ignored: this.#ignored,
			}),
		]);
	}

	async #take(reading: Reading): Promise<void> {
		if (reading.kind === "task") return this.#takeTask(reading);
		if (reading.kind === "error") this.#errors += 1;
		if (reading.kind === "ignored") this.#ignored += 1;
		this.#remarks += 1;
		if (this.#remarks > REMARKS_MAX) return;
		const { kind: verdict, line, message } = reading;
		const named = reading.kind === "error" && typeof reading.title === "string";
		const title = named ? String(reading.title).slice(0, NAMED_LENGTH) : undefined;
		await this.#staging.add({ verdict, line, message, title });
	}

	async #takeTask({ line, task, notes }: Extract<Reading, { kind: "task" }>): Promise<void> {
		const { title } = task;
		const refuse = (message: string) => this.#take({ kind: "error", line, message, title });
		const checked = importedTaskSchema.safeParse(task);
		if (!checked.success) return refuse(checked.error.issues.map(inWords).join(" "));
		if (this.#tasks === IMPORT_MAX_TASKS) {
			const most = IMPORT_MAX_TASKS.toLocaleString("en");
			throw new FileError(line, `The file has more than ${most} tasks. Split it.`);
		}
		let draft: UnnumberedTask;
		try {
			draft = asRecord(settle(this.#scope, toDraft(checked.data, this.#scope.now)));
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			return refuse(error.message);
		}
		const seriesId = draft.status === "pending" ? (draft.series?.id ?? null) : null;
		if (seriesId !== null && this.#openSeries.has(seriesId)) {
			return refuse("Its series has an open task in this file already. There is one at a time.");
		}
		if (
			!this.#families.add(this.#staging.seq, task.ref, task.parentRef) &&
			checked.data.id !== null
		) {
			return refuse(`There is another task of the number ${checked.data.id} in this file.`);
		}
		if (seriesId !== null) this.#openSeries.add(seriesId);
		this.#tasks += 1;
		await this.#staging.add({
			verdict: "task",
			line,
			message: notes.length > 0 ? notes.join(" ") : null,
			title: draft.title,
			due: draft.due && wallClockToColumn(draft.due),
			status: draft.status,
			wantedId: checked.data.id,
			madeAt: checked.data.createdAt?.getTime() ?? null,
			seriesId,
			data: toEditRow({ before: null, after: draft }, this.#scope.userId, ""),
		});
	}
}

/** Fields whose messages name them. In others it is told where in the task it is. */
const NAMED = new Set<PropertyKey>(["title", "description", "status", "priority", "tags"]);

function inWords({ path, message }: z.core.$ZodIssue): string {
	return path[0] === undefined || NAMED.has(path[0]) ? message : `${path.join(".")}: ${message}`;
}

function toDraft(task: ImportedTask, now: Date): UnnumberedTask {
	const status = task.status ?? (task.completedAt ? "completed" : "pending");
	const createdAt = task.createdAt ?? now;
	const updatedAt = task.updatedAt ?? createdAt;
	return {
		...task,
		id: null,
		parentId: null,
		status,
		priority: task.priority ?? DEFAULT_PRIORITY,
		completedAt: status === "completed" ? (task.completedAt ?? updatedAt) : null,
		createdAt,
		updatedAt,
		// A file of Tend's own says it even where it says nothing. Of others, what is past is past.
		remindersSince: task.remindersSince ?? (task.version === null ? now : null),
		version: task.version ?? 1,
	};
}

/** What was completed elsewhere has had its next there, so its series does not go on from it here. */
function asRecord(task: UnnumberedTask): UnnumberedTask {
	if (task.status === "pending" || task.recurrence === null) return task;
	const series = task.series ?? newSeries(task);
	return { ...task, series: series && { ...series, continued: true } };
}

const EXTENSIONS: Record<string, ImportFormat[]> = {
	json: ["json"],
	csv: ["csv", "todoist"],
	tsv: ["csv", "todoist"],
	ics: ["ics"],
	ical: ["ics"],
};

/** What a name says that is not so; null when it says nothing, or the truth. */
function lieOf(name: string | null, format: ImportFormat): string | null {
	const extension = /\.(\w+)$/.exec(name ?? "")?.[1]?.toLowerCase() ?? "";
	const promised = EXTENSIONS[extension];
	if (!promised || promised.includes(format)) return null;
	return `The file is named .${extension}, but it is ${FORMAT_NAMES[format]}, and was read as that.`;
}
