import { addDays } from "#domain/time/calendar-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, resolveDstGap, type ZonedNow } from "#domain/time/zoned-time.ts";
import { firstOccurrence } from "./first-occurrence.ts";

/**
 * When a task that repeats is due first: on the first date of the RRULE from today on in the user's
 * zone. With a `time` of day (`HH:MM` or `HH:MM:SS`) it is the first date on which that time is still
 * to come, moved out of a clock change's gap; without one it is all day. Null for a bad rule and for
 * one that has no date left.
 */
export function findFirstDueDate(
	rule: string,
	time: string | null,
	{ now, timeZone }: ZonedNow,
): WallClock | null {
	const nowLocal = nowIn(timeZone, now);
	const today = nowLocal.slice(0, 10);
	const clock = time?.padEnd(8, ":00");
	const hasPassed = clock !== undefined && clock <= nowLocal.slice(11);
	try {
		const date = firstOccurrence(rule, hasPassed ? addDays(today, 1) : today);
		return clock === undefined ? date : resolveDstGap(`${date}T${clock}`, timeZone);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}
