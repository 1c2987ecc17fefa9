import { MONTH_NAMES, WEEKDAY_NAMES } from "#domain/recurrence/recurrence-words.ts";
import { isoWeekday } from "#domain/time/calendar-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

/**
 * A wall clock in full words: "Friday 27 November 2026, 15:00 (America/New_York)". With weekday and
 * year, so that a model can notice when a date is not the one it meant.
 */
export function dateInWords(due: WallClock, timeZone: string): string {
	const weekday = WEEKDAY_NAMES[isoWeekday(due.slice(0, 10)) - 1];
	const month = MONTH_NAMES[Number(due.slice(5, 7)) - 1];
	const date = `${weekday} ${Number(due.slice(8, 10))} ${month} ${due.slice(0, 4)}`;
	const time = due.slice(11, 16);
	return `${date}${time ? `, ${time}` : ""} (${timeZone})`;
}
