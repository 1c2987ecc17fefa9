import { addDays } from "#domain/time/calendar-date.ts";
import { isAllDay, type WallClock } from "#domain/time/wall-clock.ts";
import { firstOccurrence } from "./first-occurrence.ts";
import { parseRule } from "./recurrence-rule.ts";

/**
 * The first of a rule's dates on or after a due date, at its time of day; of a rule with BYHOUR at
 * one of its hours. Null for a bad rule and for one that has no such date.
 */
export function findDateOfRule(rule: string, due: WallClock): WallClock | null {
	try {
		const { byHour } = parseRule(rule);
		const date = firstOccurrence(rule, due.slice(0, 10));
		if (byHour.length === 0 || isAllDay(due)) return date + due.slice(10);
		const from = date === due.slice(0, 10) ? Number(due.slice(11, 13)) : 0;
		const hour = byHour.find((one) => one >= from);
		if (hour !== undefined) return `${date}T${String(hour).padStart(2, "0")}${due.slice(13)}`;
		const next = firstOccurrence(rule, addDays(date, 1));
		return `${next}T${String(byHour[0]).padStart(2, "0")}${due.slice(13)}`;
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}
