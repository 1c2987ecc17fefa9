/**
 * Due dates for people. Rows use this on the server and again in the browser: no Intl, no
 * Temporal, no zone, so that both come to the same words and a page pays almost nothing for it.
 */

import type { WallClock } from "./wall-clock.ts";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAY_MS = 86_400_000;

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

/** The same of its day alone. */
export function dayInWords(due: WallClock, nowLocal: WallClock): string {
	const dueDay = dayNumber(due);
	const fromToday = dueDay - dayNumber(nowLocal);
	if (fromToday === 0) return "today";
	if (fromToday === 1) return "tomorrow";
	if (fromToday === -1) return "yesterday";
	// Day 0, 1 January 1970, was a Thursday; the 7s keep days before it positive.
	const weekday = WEEKDAYS[(((dueDay + 4) % 7) + 7) % 7];
	const date = `${weekday} ${Number(due.slice(8, 10))} ${MONTHS[Number(due.slice(5, 7)) - 1]}`;
	const year = due.slice(0, 4);
	return year === nowLocal.slice(0, 4) ? date : `${date} ${year}`;
}

function dayNumber(date: WallClock): number {
	const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)];
	return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS;
}

function twelveHour(time: string): string {
	const hour = Number(time.slice(0, 2));
	return `${hour % 12 || 12}${time.slice(2)} ${hour < 12 ? "am" : "pm"}`;
}
