/**
 * Reckoning with dates (`YYYY-MM-DD`), without time zones.
 *
 * Temporal comes by its tree-shakeable functions: half the weight of its classes, and quick add
 * takes this file to the browser.
 */

import * as PlainDates from "temporal-polyfill/fns/PlainDate";
import { toDayNumber } from "./day-number.ts";
import { FIRST_YEAR, LAST_YEAR, requireSupportedYear } from "./supported-years.ts";
import type { CalendarDate } from "./wall-clock.ts";

/** The date `days` after `date` (before, when negative). Throws a RangeError outside 1900–9999. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
	return requireSupportedYear(PlainDates.toString(PlainDates.addDays(plainDate(date), days)));
}

/** The date `months` after `date`; a day that the month lacks becomes its last. RangeError as above. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
	return requireSupportedYear(PlainDates.toString(PlainDates.addMonths(plainDate(date), months)));
}

/** How many days `to` lies after `from`; both are dates. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
	return toDayNumber(to) - toDayNumber(from);
}

/** How many days the month of a date has. `date` may be `YYYY-MM` or longer. */
export function daysInMonth(date: CalendarDate): number {
	return PlainDates.daysInMonth(plainDate(`${date.slice(0, 7)}-01`));
}

/** `YYYY-MM-DD` for a year, month (1–12) and day that exist in 1900–9999, else null. */
export function toCalendarDate(year: number, month: number, day: number): CalendarDate | null {
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return null;
	const yearMonth = `${year}-${String(month).padStart(2, "0")}`;
	return day > daysInMonth(yearMonth) ? null : `${yearMonth}-${String(day).padStart(2, "0")}`;
}

function plainDate(date: CalendarDate): PlainDates.Record {
	const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
	return PlainDates.create(year, month, day);
}
