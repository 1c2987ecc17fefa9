import { z } from "zod";
import { Invalid } from "#app/core/errors.ts";
import { parseDueWords } from "#domain/language/due-text.ts";
import { parseRecurrence, type TimedRecurrence } from "#domain/language/recurrence-text.ts";
import { parseReminder } from "#domain/language/reminder-text.ts";
import { WORDS_MAX_LENGTH } from "#domain/limits.ts";
import { findFirstDueDate } from "#domain/recurrence/first-due-date.ts";
import { PRIORITIES, type Priority, type Reminder } from "#domain/task/task.ts";
import {
	descriptionSchema,
	minutesBeforeSchema,
	remindersLimit,
	tagsSchema,
	titleSchema,
} from "#domain/task/task-schema.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import { isAllDay, type WallClock, withAllDayTime } from "#domain/time/wall-clock.ts";
import type { ZonedNow } from "#domain/time/zoned-time.ts";

/** The fields of tasks as tools take them. Dates stay text until the user's zone is known: see `parseFields`. */

export const taskId = z
	.number("A task_id is a whole number.")
	.refine((id) => Number.isSafeInteger(id) && id > 0, "A task_id is a whole number from 1.")
	.meta({ type: "integer" });

const words = z.string("This has to be text.").max(WORDS_MAX_LENGTH, "This is too long.");

export const dateInput = words.describe(
	'ISO date or date-time, or words: "tomorrow", "next friday 3pm"',
);

const reminderInput = z.union(
	[
		words,
		z.strictObject({ minutes_before: minutesBeforeInput() }),
		z.strictObject({ at: dateInput }),
	],
	'A reminder is words like "30 minutes before", or {"minutes_before": 30}, or {"at": "…"}.',
);

export const taskFields = {
	title: titleSchema,
	description: descriptionSchema,
	priority: z.enum(PRIORITIES, "It is high, medium or low."),
	due_date: dateInput,
	tags: tagsSchema,
	recurrence: words.describe('Words ("every 2 weeks on mon", "every! 3 days") or an RRULE'),
	reminders: z
		.array(reminderInput, "Reminders are a list.")
		.max(remindersLimit.max, remindersLimit.message)
		.describe('Such as "30 minutes before" or "tomorrow 9am"'),
	parent_id: taskId,
};

type TaskFieldsInput = {
	title?: string;
	description?: string;
	priority?: Priority;
	due_date?: string | null;
	tags?: string[];
	recurrence?: string | null;
	reminders?: z.output<typeof reminderInput>[];
	parent_id?: number | null;
};

/**
 * Converts a tool's fields to those of the commands: dates to wall clocks in the user's zone, rules and
 * reminders parsed. Fields that were not given are undefined, cleared ones null. Throws `Invalid`.
 */
export function parseFields(given: TaskFieldsInput, moment: ZonedNow) {
	const { title, description, priority, due_date, tags, recurrence, reminders, parent_id } = given;
	const due = unlessCleared(due_date, (text) => parseDateInput(text, moment, "due_date"));
	const repeat = unlessCleared(recurrence, (text) => readRecurrenceInput(text, moment));
	const time = repeat?.time ?? null;
	return {
		title,
		description,
		priority,
		tags,
		parentId: parent_id,
		due: repeat && due === undefined ? dueByRule(repeat, moment) : withTime(due, time),
		recurrence: repeat ? repeat.recurrence : repeat,
		reminders: reminders?.map((reminder) => parseReminderInput(reminder, moment)),
	};
}

/** The first date of a recurrence that names a time or a start ("every fri at noon"); undefined for others. */
function dueByRule({ recurrence, time, start }: TimedRecurrence, moment: ZonedNow) {
	if (time === null && start === null) return undefined;
	return findFirstDueDate(recurrence.rule, time, moment, start) ?? undefined;
}

function withTime(due: WallClock | null | undefined, time: string | null) {
	return due && time && isAllDay(due) ? due + `T${time}:00`.slice(0, 9) : due;
}

/**
 * Reads a date, ISO or in words, as a wall clock in the user's zone. Throws `Invalid`, under `path`, for
 * text that is no date and for dates that do not exist.
 */
export function parseDateInput(text: string, moment: ZonedNow, path: string): WallClock {
	const due = parseDueWords(text, moment);
	if (due !== null) return due;
	try {
		// For its error message, which says what is wrong with a malformed date.
		return parseDueDate(text, moment.timeZone);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		const hint = 'Words like "next friday 3pm" will do, too; ask the user if it is unclear.';
		throw new Invalid([{ path, message: `${error.message} ${hint}` }]);
	}
}

/** Reads a reminder's time as a wall clock; a day alone means 09:00, as for all-day tasks. Throws `Invalid`. */
export function parseReminderTime(text: string, moment: ZonedNow): WallClock {
	return withAllDayTime(parseDateInput(text, moment, "at"));
}

/** The schema of minutes before the due date. */
export function minutesBeforeInput() {
	return z.number("It is a whole number of minutes.").pipe(minutesBeforeSchema);
}

function parseReminderInput(
	reminder: NonNullable<TaskFieldsInput["reminders"]>[number],
	moment: ZonedNow,
): Reminder {
	if (typeof reminder !== "string") {
		if ("minutes_before" in reminder) return { minutesBefore: reminder.minutes_before };
		return { at: parseReminderTime(reminder.at, moment) };
	}
	try {
		return parseReminder(reminder, moment);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new Invalid([{ path: "reminders", message: error.message }]);
	}
}

function readRecurrenceInput(text: string, moment: ZonedNow): TimedRecurrence {
	const recurrence = parseRecurrence(text, moment);
	if (recurrence) return recurrence;
	const message = `"${text}" is no recurrence. Write it like "every week on mon" or as an RRULE.`;
	throw new Invalid([{ path: "recurrence", message }]);
}

/** Null and an empty text clear a field (null); one that was not given stays undefined. */
function unlessCleared<Value>(
	given: string | null | undefined,
	read: (text: string) => Value,
): Value | null | undefined {
	if (given === undefined) return undefined;
	return given === null || given.trim() === "" ? null : read(given);
}
