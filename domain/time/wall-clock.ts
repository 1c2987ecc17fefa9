/**
 * The floating due date: wall-clock strings, and what they mean in a time zone. Time zones are IANA
 * names; an unknown one throws a RangeError everywhere here.
 *
 * Temporal comes by its tree-shakeable functions: half the weight of its classes, and quick add
 * takes this file to the browser.
 */

import * as PlainDates from "temporal-polyfill/fns/PlainDate";
import * as PlainDateTimes from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTimes from "temporal-polyfill/fns/ZonedDateTime";
import type { WallClock } from "#domain/task/task.ts";
import { learnOffset, offsetAt, offsetOn } from "./zone-offsets.ts";

const FIRST_YEAR = 1900;
const LAST_YEAR = 9999;

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
	const text = input.trim();
	if (DATE.test(text)) return requireDate(text);
	const week = WEEK_DATE.exec(text);
	if (week) return isoWeekDate(Number(week[1]), Number(week[2]), Number(week[3] ?? 1));
	const [, date, hour, minute, second = "00", offset] = DATE_TIME.exec(text) ?? [];
	if (date === undefined || hour === undefined || minute === undefined) {
		if (/^[+-]?\d{5,}-/.test(text)) throw yearOutOfRange();
		const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
		throw new RangeError(
			`"${shown}" is not a date. Write it like 2026-12-01 or 2026-12-01T09:00:00+01:00.`,
		);
	}
	const time = `${hour}:${minute}:${second}`;
	requireDate(date);
	if (hour > "23" || minute > "59" || second > "59") {
		throw new RangeError(`There is no time ${time}. The last of a day is 23:59:59.`);
	}
	const local = `${date}T${time}`;
	if (offset === undefined) return afterGap(local, timeZone);
	return inYears(nowIn(timeZone, instantAtOffset(local, offset)));
}

/**
 * A due date as the API answers it: an all-day date as it is, a timed one as RFC 3339 with the
 * offset that `timeZone` has then (UTC as `+00:00`). A time that comes twice is the first, one that
 * a clock change skips is moved forward by the gap.
 */
export function formatDueDate(due: WallClock, timeZone: string): string {
	if (isAllDay(due)) return due;
	const known = offsetOn(timeZone, due);
	if (known) return due + known.offset;
	const zoned = zonedDateTime(due, timeZone);
	return wallClockOf(zoned) + learnOffset(timeZone, zoned.epochMilliseconds).offset;
}

/** `now` as the wall clock of `timeZone` shows it, to the second: `2026-11-20T10:00:00`. */
export function nowIn(timeZone: string, now: Date): WallClock {
	const instant = now.getTime();
	const { offsetMs } = offsetAt(timeZone, instant) ?? learnOffset(timeZone, instant);
	return new Date(instant + offsetMs).toISOString().slice(0, 19);
}

/** The date that it is in `timeZone` at `now`: `2026-11-20`. */
export function todayIn(timeZone: string, now: Date): string {
	return nowIn(timeZone, now).slice(0, 10);
}

/**
 * The instant of a due date in `timeZone`. An all-day one is taken at `allDayTime` (`HH:MM:SS`),
 * by default the start of the day there. Of a time that comes twice the first; a skipped one moves
 * forward by the gap (RFC 5545 section 3.3.5).
 */
export function toInstant(due: WallClock, timeZone: string, allDayTime = "00:00:00"): Date {
	const dateTime = isAllDay(due) ? `${due}T${allDayTime}` : due;
	return dateOf(zonedDateTime(dateTime, timeZone));
}

/**
 * The same wall time, or the one after the gap where a clock change skips it in `timeZone`. So does
 * a day that was skipped as a whole (Apia, 30 December 2011) become the next.
 */
export function afterGap(due: WallClock, timeZone: string): WallClock {
	if (!isAllDay(due)) return wallClockOf(zonedDateTime(due, timeZone));
	return wallClockOf(zonedDateTime(`${due}T12:00:00`, timeZone)).slice(0, 10);
}

/** The wall clock of `timeZone` when `milliseconds` of real time have passed since `now`. */
export function nowPlus(milliseconds: number, timeZone: string, now: Date): WallClock {
	return inYears(nowIn(timeZone, new Date(now.getTime() + milliseconds)));
}

/** Whether a due date is a day without a time. */
export function isAllDay(due: WallClock): boolean {
	return due.length === 10;
}

/** The date `days` after `date` (before, when negative). Throws a RangeError outside 1900–9999. */
export function addDays(date: string, days: number): string {
	return inYears(PlainDates.toString(PlainDates.addDays(plainDate(date), days)));
}

/** How many days `to` lies after `from`; both are dates. */
export function daysBetween(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** The date `months` after `date`; a day that the month lacks becomes its last. RangeError as above. */
export function addMonths(date: string, months: number): string {
	return inYears(PlainDates.toString(PlainDates.addMonths(plainDate(date), months)));
}

/** ISO weekday of a date: Monday is 1, Sunday 7. */
export function weekdayOf(date: string): number {
	return PlainDates.dayOfWeek(plainDate(date));
}

/** How many days the month of a date has. `date` may be `YYYY-MM` or longer. */
export function daysInMonth(date: string): number {
	return PlainDates.daysInMonth(plainDate(`${date.slice(0, 7)}-01`));
}

/** `YYYY-MM-DD` for a year, month (1–12) and day that exist in 1900–9999, else null. */
export function calendarDate(year: number, month: number, day: number): string | null {
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return null;
	const yearMonth = `${year}-${String(month).padStart(2, "0")}`;
	return day > daysInMonth(yearMonth) ? null : `${yearMonth}-${String(day).padStart(2, "0")}`;
}

/** The `weekday` (Monday is 1) of an ISO 8601 week. Throws a RangeError when that year has no such week. */
function isoWeekDate(year: number, week: number, weekday: number): string {
	if (year < FIRST_YEAR || year > LAST_YEAR) throw yearOutOfRange();
	// 4 January is always in week 1.
	const fourth = `${year}-01-04`;
	const monday = addDays(fourth, 1 - weekdayOf(fourth) + (week - 1) * 7);
	// The Thursday of a week says which year the week belongs to.
	if (week < 1 || addDays(monday, 3).slice(0, 4) !== String(year)) {
		throw new RangeError(`${year} has no week ${week}.`);
	}
	return addDays(monday, weekday - 1);
}

function requireDate(text: string): string {
	const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
	if (year < FIRST_YEAR) throw yearOutOfRange();
	const date = calendarDate(year, month, day);
	if (date === null) throw new RangeError(`There is no date ${text}.`);
	return date;
}

function inYears(wallClock: WallClock): WallClock {
	// A year of more digits is written with a sign, which sorts before any digit.
	if (wallClock < String(FIRST_YEAR) || wallClock > `${LAST_YEAR}-99`) throw yearOutOfRange();
	return wallClock;
}

function yearOutOfRange(): RangeError {
	return new RangeError(`The year must be between ${FIRST_YEAR} and ${LAST_YEAR}.`);
}

function instantAtOffset(local: string, offset: string): Date {
	const numeric = offset.toUpperCase() === "Z" ? "+00:00" : offset;
	if (numeric.slice(1, 3) > "23" || numeric.slice(4) > "59") {
		throw new RangeError(`There is no UTC offset ${offset}.`);
	}
	const minutes = Number(numeric.slice(1, 3)) * 60 + Number(numeric.slice(4));
	const sign = numeric.startsWith("-") ? -1 : 1;
	return new Date(Date.parse(`${local}Z`) - sign * minutes * 60_000);
}

function plainDate(date: string): PlainDates.Record {
	const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
	return PlainDates.create(year, month, day);
}

function zonedDateTime(dateTime: WallClock, timeZone: string): ZonedDateTimes.Record {
	const [year = 0, month = 0, day = 0, ...time] = dateTime.split(/[-T:]/).map(Number);
	const plain = PlainDateTimes.create(year, month, day, ...time);
	return PlainDateTimes.toZonedDateTime(plain, timeZone, { disambiguation: "compatible" });
}

function wallClockOf(zoned: ZonedDateTimes.Record): WallClock {
	const dateTime = ZonedDateTimes.toPlainDateTime(zoned);
	return PlainDateTimes.toString(dateTime, { smallestUnit: "second" });
}

function dateOf(zoned: ZonedDateTimes.Record): Date {
	return new Date(zoned.epochMilliseconds);
}
