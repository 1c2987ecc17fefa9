import { FileError } from "#app/transfer/file/file-error.ts";
import type { ReadContext, Reader, Reading, ReadTask } from "#app/transfer/file/reading.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import { type WallClock, withAllDayTime } from "#domain/time/wall-clock.ts";
import { JSON_VERSION } from "#domain/transfer/transfer.ts";
import { JsonElements } from "./json-elements.ts";

/** The fields of a task in JSON: those of the API, and what keeps an export of Tend lossless. */
const FIELDS = new Set([
	"id",
	"title",
	"description",
	"status",
	"priority",
	"dueDate",
	"tags",
	"parentId",
	"recurrence",
	"reminders",
	"completedAt",
	"createdAt",
	"updatedAt",
	"version",
	"series",
	"remindersSince",
]);

const HAS_OFFSET = /:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/**
 * Reads JSON: an export of Tend, an answer of the API, or a list of tasks alone. Times with an offset
 * go to the wall clock of the zone that the export names, else of the user's.
 */
export const readJson: Reader = async function* (text, context) {
	const elements = new JsonElements("tasks");
	const unknown = new Set<string>();
	let timeZone: string | null = null;
	for await (const piece of text) {
		for (const { line, value } of elements.push(piece)) {
			checkVersion(elements.fields);
			timeZone ??= zoneOf(elements.fields, context);
			for (const key of unknownKeys(value, unknown)) {
				yield { kind: "note", line, message: `“${key}” is not known here and is left out.` };
			}
			yield readElement(value, line, timeZone);
		}
	}
	elements.end();
};

function readElement(value: unknown, line: number, timeZone: string): Reading {
	if (!isObject(value)) return { kind: "error", line, message: "This is no task." };
	try {
		return { kind: "task", line, task: toTask(value, timeZone), notes: [] };
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return { kind: "error", line, message: error.message, title: value.title };
	}
}

function toTask(value: Record<string, unknown>, timeZone: string): ReadTask {
	const { id, parentId, dueDate, reminders, ...fields } = value;
	return {
		...(fields as Pick<ReadTask, "title">),
		id,
		ref: reference(id),
		parentRef: reference(parentId),
		due: dueDate === undefined || dueDate === null ? null : wallClock(dueDate, timeZone),
		reminders: Array.isArray(reminders)
			? reminders.map((reminder) =>
					isObject(reminder) && "at" in reminder
						? { ...reminder, at: withAllDayTime(wallClock(reminder.at, timeZone)) }
						: reminder,
				)
			: reminders,
	};
}

/** Throws a RangeError. */
function wallClock(value: unknown, timeZone: string): WallClock {
	if (typeof value !== "string") throw new RangeError("A date is a text like 2026-12-01.");
	// Without an offset it is wall clock as it stands, however clocks are changed there.
	return parseDueDate(value, HAS_OFFSET.test(value) ? timeZone : "UTC");
}

/** Throws a `FileError` for an export of a Tend that is newer than this one. */
function checkVersion({ format, version }: Record<string, unknown>) {
	if (format === "tend" && typeof version === "number" && version > JSON_VERSION) {
		throw new FileError(1, "A newer Tend has made this file. Update this one first.");
	}
}

function zoneOf({ timeZone }: Record<string, unknown>, context: ReadContext): string {
	if (typeof timeZone !== "string") return context.timeZone;
	try {
		return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
	} catch {
		return context.timeZone;
	}
}

function reference(id: unknown): string | null {
	return typeof id === "number" || typeof id === "string" ? String(id) : null;
}

function* unknownKeys(value: unknown, seen: Set<string>) {
	if (!isObject(value)) return;
	for (const key of Object.keys(value)) {
		if (FIELDS.has(key) || seen.has(key) || seen.size > 20) continue;
		seen.add(key);
		yield key.slice(0, 40);
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
