import type { ReadContext, ReadTask } from "#app/transfer/file/reading.ts";
import { parseDueWords } from "#domain/language/due-text.ts";
import { parseRecurrence } from "#domain/language/recurrence-text.ts";
import { parseReminder } from "#domain/language/reminder-text.ts";
import { PRIORITIES, type Reminder } from "#domain/task/task.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

/** How one column is read into a task. Throws a RangeError for a value that says nothing. */
type Column = {
	names: string[];
	read: (value: string, context: ReadContext) => Partial<ReadTask>;
	/** Spaces alone say something, too. */
	isText?: true;
};

/** By the names that columns have in exports of Tend, of others, and in spreadsheets, in lower case. */
export const CSV_COLUMNS: Column[] = [
	{ names: ["id", "number"], read: (value) => ({ id: wholeNumber(value), ref: value.trim() }) },
	{
		names: [
			"title",
			"name",
			"task",
			"task name",
			"task title",
			"content",
			"summary",
			"subject",
			"todo",
		],
		read: (title) => ({ title }),
	},
	{
		names: ["description", "notes", "note", "details", "body"],
		read: (description) => ({ description }),
		isText: true,
	},
	{ names: ["status", "state", "completed", "done"], read: (value) => ({ status: status(value) }) },
	{ names: ["priority"], read: (value) => ({ priority: priority(value) }) },
	{
		names: ["duedate", "due date", "due", "date", "deadline", "due_date"],
		read: (value, context) => ({ due: dueDate(value, context) }),
	},
	{
		names: ["tags", "labels", "tag", "label", "categories"],
		read: (value) => ({ tags: listed(value, ",") }),
	},
	{ names: ["parentid", "parent id", "parent_id"], read: (value) => ({ parentRef: value.trim() }) },
	{
		names: ["recurrence", "repeat", "repeats", "recurring", "rrule"],
		read: (value, context) => ({ recurrence: recurrence(value, context) }),
	},
	{
		names: ["reminders", "reminder"],
		read: (value, context) => ({
			reminders: listed(value, ";").map((text) => reminder(text, context)),
		}),
	},
	{ names: ["completedat", "completed at"], read: (value) => ({ completedAt: value.trim() }) },
	{ names: ["createdat"], read: (value) => ({ createdAt: value.trim() }) },
	{ names: ["updatedat"], read: (value) => ({ updatedAt: value.trim() }) },
	{ names: ["version"], read: (value) => ({ version: wholeNumber(value) }) },
	{ names: ["series"], read: (value) => ({ series: json(value) }) },
	{ names: ["reminderssince"], read: (value) => ({ remindersSince: value.trim() }) },
];

function wholeNumber(value: string): number {
	if (!/^\s*\d{1,9}\s*$/.test(value)) {
		throw new RangeError(`“${value.slice(0, 40)}” is not a whole number.`);
	}
	return Number(value);
}

const STATUS_WORDS = new Map<string, string>([
	["pending", "pending"],
	["open", "pending"],
	["todo", "pending"],
	["to do", "pending"],
	["no", "pending"],
	["false", "pending"],
	["0", "pending"],
	["completed", "completed"],
	["complete", "completed"],
	["done", "completed"],
	["closed", "completed"],
	["yes", "completed"],
	["true", "completed"],
	["x", "completed"],
	["1", "completed"],
]);

function status(value: string): string {
	const found = STATUS_WORDS.get(value.trim().toLowerCase());
	if (found) return found;
	throw new RangeError(`“${value.slice(0, 40)}” is no status. It is pending or completed.`);
}

const PRIORITY_WORDS = new Map<string, (typeof PRIORITIES)[number]>([
	["high", "high"],
	["urgent", "high"],
	["p1", "high"],
	["medium", "medium"],
	["normal", "medium"],
	["none", "medium"],
	["p2", "medium"],
	["low", "low"],
	["p3", "low"],
	["p4", "low"],
]);

function priority(value: string): string {
	const found = PRIORITY_WORDS.get(value.trim().toLowerCase());
	if (found) return found;
	const words = PRIORITIES.join(", ");
	throw new RangeError(`“${value.slice(0, 40)}” is no priority. It is one of ${words}.`);
}

/** Wall clock as it stands, also where a clock change skips it. */
const EXACT_DAY = /^\d{4}-\d\d-\d\d$/;
const EXACT_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?$/;

function reminder(text: string, context: ReadContext): Reminder {
	return EXACT_TIME.test(text) ? { at: parseDueDate(text, "UTC") } : parseReminder(text, context);
}

function dueDate(value: string, context: ReadContext): WallClock {
	const text = value.trim();
	if (EXACT_DAY.test(text) || EXACT_TIME.test(text)) return parseDueDate(text, "UTC");
	const due = parseDueWords(text, context);
	if (due !== null) return due;
	throw new RangeError(`“${text.slice(0, 40)}” is not a date. Write it like 2026-12-01 09:00.`);
}

function recurrence(value: string, context: ReadContext) {
	const found = parseRecurrence(value, context);
	if (found) return found.recurrence;
	throw new RangeError(
		`“${value.slice(0, 40)}” is no way to repeat. Write it like “every week on Mon”.`,
	);
}

function listed(value: string, separator: string): string[] {
	return value
		.split(separator)
		.map((item) => item.trim())
		.filter((item) => item !== "");
}

function json(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch {
		throw new RangeError("The series is no JSON. Leave it out, and the task begins a new one.");
	}
}
