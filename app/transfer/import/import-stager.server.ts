import type { z } from "zod";
import { Invalid } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { normalizeTask } from "#app/tasks/commands/normalize-task.server.ts";
import { newSeries } from "#app/tasks/commands/series.server.ts";
import { FileError } from "#app/transfer/file/file-error.ts";
import type { Reading } from "#app/transfer/file/reading.ts";
import { wallClockToColumn } from "#db/schema.ts";
import { toEditRow, type UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import { findDuplicates, type ImportRef } from "#db/transfer/imports.server.ts";
import { updateImport } from "#db/transfer/transfer.server.ts";
import { IMPORT_MAX_TASKS } from "#domain/limits.ts";
import { DEFAULT_PRIORITY } from "#domain/task/task.ts";
import type { FileReading } from "./file-reader.ts";
import { ImportRows } from "./import-rows.server.ts";
import { type ImportedTask, importedTaskSchema } from "./imported-task-schema.ts";
import { ParentLinks } from "./parent-links.ts";

/** More lines than anybody reads: those after are only counted. */
const NOTES_MAX = 1_000;

const ERRORS_MAX = IMPORT_MAX_TASKS;

/** Of a title that cannot be taken: as much as it takes to find it again. */
const SHOWN_TITLE_LENGTH = 100;

/**
 * Stages what was read of a file in D1: each task checked, and a note for each line that was left out
 * or changed. Used for one file.
 */
export class ImportStager {
	readonly #scope: Scope;
	readonly #ref: ImportRef;
	readonly #rows: ImportRows;
	readonly #parentLinks = new ParentLinks();
	readonly #openSeries = new Set<string>();
	#taskCount = 0;
	#noteCount = 0;
	#ignoredCount = 0;
	#errorCount = 0;

	constructor(scope: Scope, ref: ImportRef) {
		this.#scope = scope;
		this.#ref = ref;
		this.#rows = new ImportRows(scope.db, ref);
	}

	/** How many rows the file had, of tasks and others. */
	get rowCount(): number {
		return this.#taskCount + this.#noteCount;
	}

	/** Stages all of a file, and marks the import as ready. What breaks the file off is its last note. */
	async stage({ format, readings }: FileReading): Promise<void> {
		try {
			for await (const found of readings) {
				// A file can have a million short lines, and checking each takes longer than a request may.
				if (this.#errorCount >= ERRORS_MAX)
					throw new FileError(found.line, "There are too many errors to read on.");
				await this.#stageReading(found);
			}
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			await this.#stageReading({ kind: "error", line: error.line, message: error.message });
		}
		const { db, userId } = this.#scope;
		await this.#rows.finish(this.#parentLinks, [
			...findDuplicates(this.#ref),
			updateImport(db, userId, this.#ref.importId, {
				state: "ready",
				format,
				errors: this.#errorCount,
				ignored: this.#ignoredCount,
			}),
		]);
	}

	async #stageReading(reading: Reading): Promise<void> {
		if (reading.kind === "task") return this.#stageTask(reading);
		if (reading.kind === "error") this.#errorCount += 1;
		if (reading.kind === "ignored") this.#ignoredCount += 1;
		this.#noteCount += 1;
		if (this.#noteCount > NOTES_MAX) return;
		const { kind: verdict, line, message } = reading;
		const hasTitle = reading.kind === "error" && typeof reading.title === "string";
		const title = hasTitle ? String(reading.title).slice(0, SHOWN_TITLE_LENGTH) : undefined;
		await this.#rows.add({ verdict, line, message, title });
	}

	async #stageTask({ line, task, notes }: Extract<Reading, { kind: "task" }>): Promise<void> {
		const { title } = task;
		const refuse = (message: string) => this.#stageReading({ kind: "error", line, message, title });
		const checked = importedTaskSchema.safeParse(task);
		if (!checked.success) return refuse(checked.error.issues.map(describeIssue).join(" "));
		if (this.#taskCount === IMPORT_MAX_TASKS) {
			const most = IMPORT_MAX_TASKS.toLocaleString("en");
			throw new FileError(line, `The file has more than ${most} tasks. Split it.`);
		}
		let draft: UnnumberedTask;
		try {
			draft = withClosedSeries(normalizeTask(this.#scope, toDraft(checked.data, this.#scope.now)));
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			return refuse(error.message);
		}
		const seriesId = draft.status === "pending" ? (draft.series?.id ?? null) : null;
		if (seriesId !== null && this.#openSeries.has(seriesId)) {
			return refuse("Its series has an open task in this file already. There is one at a time.");
		}
		if (
			!this.#parentLinks.add(this.#rows.seq, task.ref, task.parentRef) &&
			checked.data.id !== null
		) {
			return refuse(`There is another task of the number ${checked.data.id} in this file.`);
		}
		if (seriesId !== null) this.#openSeries.add(seriesId);
		this.#taskCount += 1;
		await this.#rows.add({
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

/** Fields whose messages say which field they are about. Other messages get the field's path in front. */
const SELF_EXPLAINING = new Set<PropertyKey>([
	"title",
	"description",
	"status",
	"priority",
	"tags",
]);

function describeIssue({ path, message }: z.core.$ZodIssue): string {
	return path[0] === undefined || SELF_EXPLAINING.has(path[0])
		? message
		: `${path.join(".")}: ${message}`;
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
		// Our own exports, which alone have a version, carry this field, null included. For other files
		// it starts at the import, so that past reminders do not fire.
		remindersSince: task.remindersSince ?? (task.version === null ? now : null),
		version: task.version ?? 1,
	};
}

/** The other app has made the next task of a completed one already, so its series is not continued from it. */
function withClosedSeries(task: UnnumberedTask): UnnumberedTask {
	if (task.status === "pending" || task.recurrence === null) return task;
	const series = task.series ?? newSeries(task);
	return { ...task, series: series && { ...series, continued: true } };
}
