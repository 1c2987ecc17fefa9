import * as Instants from "temporal-polyfill/fns/Instant";
import * as ZonedDateTimes from "temporal-polyfill/fns/ZonedDateTime";

/** A stretch of time (`until` is not in it) in which a zone keeps one offset from UTC, all in ms. */
export type ZonePeriod = { from: number; until: number; offset: number };

// The earliest and the latest time that a Date can be.
const BEGINNING = -8.64e15;
const END = 8.64e15;
/** Hardly anything in a todo list was done before. */
const FIRST_MS = Date.UTC(2000, 0, 1);
const MAX_ZONES = 1000;

const known = new Map<string, { until: number; periods: ZonePeriod[] }>();

/**
 * The offsets of a zone (IANA name) from 2000 until `now`, for SQLite, which knows no time zones, to
 * find the local day of an instant. The first and the last period have no end. Throws a RangeError
 * for an unknown zone.
 */
export function zonePeriods(timeZone: string, now: Date): ZonePeriod[] {
	const before = known.get(timeZone);
	if (before && now.getTime() < before.until) return before.periods;
	const periods: ZonePeriod[] = [];
	let zoned = Instants.toZonedDateTimeISO(Instants.fromEpochMilliseconds(FIRST_MS), timeZone);
	let from = BEGINNING;
	for (;;) {
		const offset = ZonedDateTimes.offsetNanoseconds(zoned) / 1_000_000;
		const next = ZonedDateTimes.getTimeZoneTransition(zoned, "next");
		if (!next || next.epochMilliseconds > now.getTime()) {
			periods.push({ from, until: END, offset });
			if (known.size >= MAX_ZONES) known.clear();
			known.set(timeZone, { until: next?.epochMilliseconds ?? END, periods });
			return periods;
		}
		periods.push({ from, until: next.epochMilliseconds, offset });
		from = next.epochMilliseconds;
		zoned = next;
	}
}
