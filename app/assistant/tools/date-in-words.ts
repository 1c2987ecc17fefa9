import { longDate } from "#domain/time/format-due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

/**
 * A wall clock in full words: "Friday 27 November 2026, 15:00 (America/New_York)". With weekday and
 * year, so that a model can notice when a date is not the one it meant.
 */
export function dateInWords(due: WallClock, timeZone: string): string {
	const date = `${longDate(due)} ${due.slice(0, 4)}`;
	const time = due.slice(11, 16);
	return `${date}${time ? `, ${time}` : ""} (${timeZone})`;
}
