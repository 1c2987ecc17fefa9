/** The calendar's periods, seen from a date. Dates are `YYYY-MM-DD`. */

import { addDays, addMonths, daysInMonth, toCalendarDate } from "#domain/time/calendar-date.ts";
import { isoWeekday } from "#domain/time/day-number.ts";

/** The next such date, today included; 29 February is the next one that there is. */
export function nextDate(month: number, day: number, today: string): string | null {
	const year = Number(today.slice(0, 4));
	for (let ahead = 0; ahead <= 8; ahead += 1) {
		const date = toCalendarDate(year + ahead, month, day);
		if (date !== null && date >= today) return date;
	}
	return null;
}

/** The next date with that day of the month, today included; null for a day that no month has. */
export function nextDayOfMonth(day: number, today: string): string | null {
	const [year = 0, month = 0] = today.split("-").map(Number);
	for (let ahead = 0; ahead <= 2; ahead += 1) {
		const index = month - 1 + ahead;
		const date = toCalendarDate(year + Math.floor(index / 12), (index % 12) + 1, day);
		if (date !== null && date >= today) return date;
	}
	return null;
}

/** The first day of the next week (its Monday), month or year. */
export function startOfNextPeriod(unit: string, today: string): string {
	if (unit === "week") return addDays(today, 8 - isoWeekday(today));
	if (unit === "month") return addMonths(`${today.slice(0, 7)}-01`, 1);
	return addMonths(`${today.slice(0, 4)}-01-01`, 12);
}

/** The Saturday of a week, or its Sunday when the date is that. */
export function weekendDay(date: string): string {
	return isoWeekday(date) === 7 ? date : addDays(date, 6 - isoWeekday(date));
}

/**
 * The end of this or the next day (`d`), week, month or year (`w`, `m`, `y`). A week ends with its
 * Friday; at the weekend, with its Sunday.
 */
export function endOfPeriod(unit: string, next: boolean, today: string): string {
	if (unit === "d") return today;
	const day = next
		? startOfNextPeriod(unit === "w" ? "week" : unit === "m" ? "month" : "year", today)
		: today;
	if (unit === "w") return addDays(day, (isoWeekday(day) > 5 ? 7 : 5) - isoWeekday(day));
	if (unit === "m") return `${day.slice(0, 7)}-${daysInMonth(day)}`;
	return `${day.slice(0, 4)}-12-31`;
}
