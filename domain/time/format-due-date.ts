/**
 * English words for due dates and days. Task rows use this on the server and again in the browser,
 * so it needs no Intl, Temporal or time zone: both sides come to the same words, at few bytes.
 */

import { isoWeekday, toDayNumber } from "./day-number.ts";
import type { CalendarDate, WallClock } from "./wall-clock.ts";

/** English names in ISO order: Monday first. */
export const WEEKDAY_NAMES = [
	"Monday",
	"Tuesday",
	"Wednesday",
	"Thursday",
	"Friday",
	"Saturday",
	"Sunday",
];

/** English names, January first. */
export const MONTH_NAMES = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
];

/** What the user's clock shows now, and how it writes times: "5:00 pm" or "17:00". */
export type Clock = { now: WallClock; hour12: boolean };

/**
 * Whether a task due at `due` is late at `nowLocal` (both wall clocks of the same zone). A timed
 * task is late once its time has passed, an all-day task only once its day has passed.
 */
export function isOverdue(due: WallClock, nowLocal: WallClock): boolean {
	// One shape, most significant digit first: the order of strings is the order of times.
	return due.length > 10 ? due < nowLocal : due < nowLocal.slice(0, 10);
}

/**
 * A due date as a row says it, lower case: "today 17:00", "tomorrow", "Mon 7 Dec", and the year
 * only when it is not the one of `nowLocal`: "Tue 7 Dec 2027". Both are wall clocks of the same
 * zone. `hour12` writes "5:00 pm" for "17:00".
 */
export function dueInWords(
	due: WallClock,
	nowLocal: WallClock,
	options: { hour12?: boolean } = {},
): string {
	const time = due.slice(11, 16);
	const day = dayInWords(due, nowLocal);
	return time === "" ? day : `${day} ${timeInWords(time, options)}`;
}

/** A time of day (`HH:MM`) as the user's clock writes it. */
export function timeInWords(time: string, { hour12 = false }: { hour12?: boolean }): string {
	return hour12 ? twelveHour(time) : time;
}

/**
 * The day of a due date, without its time: "today", "tomorrow", "yesterday", else "Mon 7 Dec", and
 * the year only when it is not the one of `nowLocal`.
 */
export function dayInWords(due: WallClock, nowLocal: WallClock): string {
	const fromToday = toDayNumber(due) - toDayNumber(nowLocal);
	if (fromToday === 0) return "today";
	if (fromToday === 1) return "tomorrow";
	if (fromToday === -1) return "yesterday";
	const year = due.slice(0, 4);
	return year === nowLocal.slice(0, 4) ? shortDate(due) : `${shortDate(due)} ${year}`;
}

/** "Mon 7 Dec": weekday, day and month of a date or wall clock. */
export function shortDate(date: CalendarDate | WallClock): string {
	const [weekday, day, month] = dateNames(date);
	return `${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)}`;
}

/** "Monday 7 December": weekday, day and month of a date or wall clock. */
export function longDate(date: CalendarDate | WallClock): string {
	return dateNames(date).join(" ");
}

function dateNames(date: CalendarDate | WallClock): [weekday: string, day: number, month: string] {
	return [
		WEEKDAY_NAMES[isoWeekday(date) - 1] ?? "",
		Number(date.slice(8, 10)),
		MONTH_NAMES[Number(date.slice(5, 7)) - 1] ?? "",
	];
}

function twelveHour(time: string): string {
	const hour = Number(time.slice(0, 2));
	return `${hour % 12 || 12}${time.slice(2)} ${hour < 12 ? "am" : "pm"}`;
}
