/** Days as numbers, without time zones. Imports no package: pages take this file to the browser. */

import { DAY_MS } from "./durations.ts";
import type { CalendarDate, WallClock } from "./wall-clock.ts";

/** The days from 1 January 1970 to the date of a wall clock; negative before. */
export function toDayNumber(date: CalendarDate | WallClock): number {
	return Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY_MS;
}

/** The date (`YYYY-MM-DD`) of a day number. */
export function fromDayNumber(day: number): CalendarDate {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** ISO weekday of a day number: Monday is 1, Sunday 7. */
export function isoWeekdayOfDay(day: number): number {
	// Day 0 was a Thursday; the 7s keep days before it positive.
	return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** ISO weekday of a date: Monday is 1, Sunday 7. */
export function isoWeekday(date: CalendarDate | WallClock): number {
	return isoWeekdayOfDay(toDayNumber(date));
}
