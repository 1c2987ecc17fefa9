import { addDays } from "#domain/time/calendar-date.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import type { CalendarDate, WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, resolveDstGap, type ZonedNow } from "#domain/time/zoned-time.ts";
import { firstOccurrence } from "./first-occurrence.ts";
import { hasHours, parseRule, type RuleParts } from "./recurrence-rule.ts";

/**
 * When a task that repeats is due first: on the first date of the RRULE from `start` (`YYYY-MM-DD`)
 * on, from today on when there is none, in the user's zone. With a `time` of day (`HH:MM` or
 * `HH:MM:SS`) it is the first date on which that time is still to come, moved out of a clock
 * change's gap; without one it is all day. A rule with hours is due at its first hour from now on.
 * Null for a bad rule and for one that has no date left.
 */
export function findFirstDueDate(
	rule: string,
	time: string | null,
	{ now, timeZone }: ZonedNow,
	start: CalendarDate | null = null,
): WallClock | null {
	const nowLocal = nowIn(timeZone, now);
	const today = nowLocal.slice(0, 10);
	try {
		const parts = parseRule(rule);
		const isHourly = hasHours(parts);
		const clock = time?.padEnd(8, ":00");
		if (isHourly && (clock === undefined || parts.byHour.length > 0)) {
			const found = firstHour(rule, parts, clock, start, nowLocal);
			return resolveDstGap(found, timeZone);
		}
		const hasPassed = start === null && clock !== undefined && clock <= nowLocal.slice(11);
		const date = firstOccurrence(rule, hasPassed ? addDays(today, 1) : (start ?? today));
		return clock === undefined ? date : resolveDstGap(`${date}T${clock}`, timeZone);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/** The first hour of a rule that is still to come; of FREQ=HOURLY a full one, INTERVAL ahead. */
function firstHour(
	rule: string,
	{ byHour, interval }: RuleParts,
	clock: string | undefined,
	start: CalendarDate | null,
	nowLocal: WallClock,
): WallClock {
	if (byHour.length === 0) {
		if (start !== null) return `${firstOccurrence(rule, start)}T00:00:00`;
		const thisHour = Date.parse(`${nowLocal.slice(0, 13)}:00:00Z`);
		const ahead = new Date(thisHour + interval * HOUR_MS).toISOString().slice(0, 19);
		const date = firstOccurrence(rule, ahead.slice(0, 10));
		return date === ahead.slice(0, 10) ? ahead : `${date}T00:00:00`;
	}
	const minutes = clock?.slice(2) ?? ":00:00";
	const times = byHour.map((hour) => String(hour).padStart(2, "0") + minutes);
	const from = start === null ? nowLocal : `${start}T`;
	const date = firstOccurrence(rule, from.slice(0, 10));
	const here = times.find((time) => `${date}T${time}` > from);
	if (here !== undefined) return `${date}T${here}`;
	return `${firstOccurrence(rule, addDays(date, 1))}T${times[0]}`;
}
