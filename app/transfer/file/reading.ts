import type { WallClock } from "#domain/time/wall-clock.ts";

/** One find of a reader: a task, or a note about a line. */
export type Reading =
	| { kind: "task"; line: number; task: ReadTask; notes: string[] }
	/** It should have been a task, and is none that can be taken. */
	| { kind: "error"; line: number; message: string; title?: unknown }
	/** It is no task, and was left out. */
	| { kind: "ignored"; line: number; message: string }
	/** Of the file as a whole. */
	| { kind: "note"; line: number; message: string };

/**
 * A task as its file has it: dates are read, everything else is still to be checked
 * (imported-task-schema.ts). What a format does not have is undefined.
 */
export type ReadTask = {
	/** How the file names the task, and the one that it belongs under. */
	ref: string | null;
	parentRef: string | null;
	due: WallClock | null;
	title: unknown;
	description?: unknown;
	status?: unknown;
	priority?: unknown;
	tags?: unknown;
	recurrence?: unknown;
	/** Times are wall clock already. */
	reminders?: unknown;
	/** What only files of Tend's own have. */
	id?: unknown;
	version?: unknown;
	createdAt?: unknown;
	updatedAt?: unknown;
	completedAt?: unknown;
	series?: unknown;
	remindersSince?: unknown;
};

/** Where and when a file is read: what its dates mean. */
export type ReadContext = { timeZone: string; now: Date };

/** Reads one format from text that comes in pieces, with lines ended by \n alone. Throws `FileError`. */
export type Reader = (
	text: AsyncIterable<string>,
	context: ReadContext,
) => AsyncGenerator<Reading, void, undefined>;
