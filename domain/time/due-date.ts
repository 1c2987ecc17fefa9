/** Due dates as programs write and read them. */

import { WORDS_MAX_LENGTH } from "#domain/limits.ts";
import { addDays, toCalendarDate } from "./calendar-date.ts";
import { isoWeekday } from "./day-number.ts";
import { MINUTE_MS } from "./durations.ts";
import { FIRST_YEAR, LAST_YEAR, requireSupportedYear, yearOutOfRange } from "./supported-years.ts";
import { type CalendarDate, isAllDay, type WallClock } from "./wall-clock.ts";
import { nowIn, resolveDstGap, toRfc3339 } from "./zoned-time.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
	/^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|z|[+-]\d{2}:\d{2})?$/;
const WEEK_DATE = /^(\d{4})-[Ww](\d{2})(?:-([1-7]))?$/;

/**
 * Reads the due date of a program: `YYYY-MM-DD`, an RFC 3339 date-time (converted to the wall clock
 * of `timeZone`), the same without offset (taken as local; seconds optional, fractions dropped, a
 * space may stand for the T), or an ISO 8601 week (`2026-W53`: its Monday; `2026-W53-5`: its Friday).
 * A local time that a clock change skips moves forward by the gap.
 * Throws a RangeError with a sentence for people for anything else, years outside 1900–9999 included.
 */
export function parseDueDate(input: string, timeZone: string): WallClock {
	if (input.length > WORDS_MAX_LENGTH) throw noDate(input);
	const text = input.trim();
	if (DATE.test(text)) return requireDate(text);
	const week = WEEK_DATE.exec(text);
	if (week) return isoWeekDate(Number(week[1]), Number(week[2]), Number(week[3] ?? 1));
	const [, date, hour, minute, second = "00", offset] = DATE_TIME.exec(text) ?? [];
	if (date === undefined || hour === undefined || minute === undefined) {
		if (/^[+-]?\d{5,}-/.test(text)) throw yearOutOfRange();
		throw noDate(text);
	}
	const time = `${hour}:${minute}:${second}`;
	requireDate(date);
	if (hour > "23" || minute > "59" || second > "59") {
		throw new RangeError(`There is no time ${time}. The last of a day is 23:59:59.`);
	}
	const local = `${date}T${time}`;
	if (offset === undefined) return resolveDstGap(local, timeZone);
	return requireSupportedYear(nowIn(timeZone, instantAtOffset(local, offset)));
}

function noDate(text: string): RangeError {
	const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
	return new RangeError(
		`"${shown}" is not a date. Write it like 2026-12-01 or 2026-12-01T09:00:00+01:00.`,
	);
}

/**
 * A due date as the API answers it: an all-day date as it is, a timed one as RFC 3339 with the
 * offset that `timeZone` (IANA) has then, as `toRfc3339` does.
 */
export function formatDueDate(due: WallClock, timeZone: string): string {
	return isAllDay(due) ? due : toRfc3339(due, timeZone);
}

/** The `weekday` (Monday is 1) of an ISO 8601 week. Throws a RangeError when that year has no such week. */
function isoWeekDate(year: number, week: number, weekday: number): CalendarDate {
	if (year < FIRST_YEAR || year > LAST_YEAR) throw yearOutOfRange();
	// 4 January is always in week 1.
	const fourth = `${year}-01-04`;
	const monday = addDays(fourth, 1 - isoWeekday(fourth) + (week - 1) * 7);
	// The Thursday of a week says which year the week belongs to.
	if (week < 1 || addDays(monday, 3).slice(0, 4) !== String(year)) {
		throw new RangeError(`${year} has no week ${week}.`);
	}
	return addDays(monday, weekday - 1);
}

function requireDate(text: string): CalendarDate {
	const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
	if (year < FIRST_YEAR) throw yearOutOfRange();
	const date = toCalendarDate(year, month, day);
	if (date === null) throw new RangeError(`There is no date ${text}.`);
	return date;
}

function instantAtOffset(local: string, offset: string): Date {
	const numeric = offset.toUpperCase() === "Z" ? "+00:00" : offset;
	if (numeric.slice(1, 3) > "23" || numeric.slice(4) > "59") {
		throw new RangeError(`There is no UTC offset ${offset}.`);
	}
	const minutes = Number(numeric.slice(1, 3)) * 60 + Number(numeric.slice(4));
	const sign = numeric.startsWith("-") ? -1 : 1;
	return new Date(Date.parse(`${local}Z`) - sign * minutes * MINUTE_MS);
}
