import { addDays, addMonths } from "#domain/time/calendar-date.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import type { CalendarDate, WallClock } from "#domain/time/wall-clock.ts";
import { nextOccurrence } from "./occurrences.server.ts";
import { formatRule, parseRule, type RuleParts } from "./recurrence-rule.ts";

/** `start`: has the time of day of the series. `due`: when the task that was done was due. */
type Completion = { start: WallClock; due: WallClock; completed: WallClock };

/**
 * The next due date by a rule that counts from completion. Without BY-parts it is the day of
 * completion plus INTERVAL periods. With BY-parts it is the first date that fits: with INTERVAL 1
 * after both the completion and the old due date, with a larger one on or after the completion plus
 * so many periods. COUNT is not looked at. Null when UNTIL comes first or the rule has no more dates.
 * Throws a RangeError for a bad rule.
 */
export function nextFromCompletion(
	rule: string,
	{ start, due, completed }: Completion,
	timeZone: string,
): WallClock | null {
	const parts: RuleParts = { ...parseRule(rule), count: null };
	const time = start.slice(10);
	const day = completed.slice(0, 10);
	const { frequency, interval } = parts;
	const isOpen = [parts.byMonth, parts.byMonthDay, parts.byDay, parts.byHour].flat().length === 0;
	if (frequency === "HOURLY" && isOpen) {
		const ahead = new Date(
			Date.parse(`${completed.padEnd(19, "T00:00:00")}Z`) + interval * HOUR_MS,
		);
		const next = `${ahead.toISOString().slice(0, 16)}:00`;
		const before = { rule: formatRule(parts), start: next };
		// For UNTIL, which the start of a series is not held against.
		const last = nextOccurrence(before, [next], timeZone);
		return last === null && parts.until !== null ? null : next;
	}
	if (isOpen)
		return nextOccurrence({ rule: formatRule(parts), start: day + time }, [day], timeZone);
	const each = formatRule({ ...parts, interval: 1 });
	if (interval === 1)
		return nextOccurrence({ rule: each, start: day + time }, [day, due], timeZone);
	const before = addDays(periodsAfter(day, parts), -1);
	return nextOccurrence({ rule: each, start: before + time }, [before], timeZone);
}

function periodsAfter(date: CalendarDate, { frequency, interval }: RuleParts): CalendarDate {
	if (frequency === "MONTHLY") return addMonths(date, interval);
	if (frequency === "YEARLY") return addMonths(date, 12 * interval);
	if (frequency === "HOURLY") return date;
	return addDays(date, interval * (frequency === "WEEKLY" ? 7 : 1));
}
