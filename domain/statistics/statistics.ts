/** What is counted of somebody's tasks, and how days make streaks. Safe in the browser. */

import type { Priority } from "#domain/task/task.ts";
import { fromDayNumber, isoWeekdayOfDay } from "#domain/time/day-number.ts";

/** How many tasks there are, and how many of them are done. */
export type StatusCounts = { total: number; pending: number; completed: number };

export type Statistics = StatusCounts & {
	/** Open tasks whose due date has passed, and those that are due today, whether it has or not. */
	overdue: number;
	dueToday: number;
	/** Of all tasks, those that are completed: from 0 to 1. */
	completionRate: number;
	/** From making a task to completing it, on average; null until one is completed. */
	averageSecondsToDone: number | null;
	/** Days in a row with at least one completion. Today breaks no streak before it is over. */
	currentStreak: number;
	longestStreak: number;
	/** The last 30 days, today included, oldest first. */
	completedPerDay: { date: string; count: number }[];
	/** Over all time, by ISO weekday: Monday is 1. */
	completedPerWeekday: { weekday: number; count: number }[];
	byPriority: (StatusCounts & { priority: Priority })[];
	/** The tags with most tasks. */
	byTag: (StatusCounts & { tag: string })[];
	/** IANA name of the zone whose days are meant, and the day that it is there. */
	timeZone: string;
	today: string;
};

/** A day by its number (1 January 1970 is 0), and how many tasks were completed on it. */
export type DayCount = { day: number; count: number };

export const DAYS_SHOWN = 30;

/** The last 30 days up to `today`, those without a completion included. */
export function countLastDays(days: DayCount[], today: number): Statistics["completedPerDay"] {
	const counts = new Map(days.map(({ day, count }) => [day, count]));
	return Array.from({ length: DAYS_SHOWN }, (_, index) => {
		const day = today - DAYS_SHOWN + 1 + index;
		return { date: fromDayNumber(day), count: counts.get(day) ?? 0 };
	});
}

/** Completions by ISO weekday: seven counts, Monday first. */
export function countPerWeekday(days: DayCount[]): Statistics["completedPerWeekday"] {
	const counts = Array<number>(7).fill(0);
	for (const { day, count } of days)
		counts[isoWeekdayOfDay(day) - 1] = count + (counts[isoWeekdayOfDay(day) - 1] ?? 0);
	return counts.map((count, index) => ({ weekday: index + 1, count }));
}

/** The longest streak, and the one that lasts: it ends today, or yesterday while today has none yet. */
export function findStreaks(days: DayCount[], today: number): { current: number; longest: number } {
	let longest = 0;
	let length = 0;
	let last = Number.NaN;
	// What is said to have been completed in the future, as an import may, makes no streak.
	const past = days.map(({ day }) => day).filter((day) => day <= today);
	for (const day of past.toSorted((a, b) => a - b)) {
		length = day === last + 1 ? length + 1 : 1;
		longest = Math.max(longest, length);
		last = day;
	}
	return { current: last >= today - 1 ? length : 0, longest };
}

/** Weekdays in the order of weeks that begin with `weekStart` (ISO: Monday is 1). */
export function sortByWeekStart<Item extends { weekday: number }>(
	items: Item[],
	weekStart: number,
) {
	const place = ({ weekday }: Item) => (weekday - weekStart + 7) % 7;
	return items.toSorted((a, b) => place(a) - place(b));
}
