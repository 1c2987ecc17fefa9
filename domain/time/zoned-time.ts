/**
 * Wall clocks and instants, by the rules of a time zone. Zones are IANA names; an unknown one throws
 * a RangeError everywhere here.
 */

import * as PlainDateTimes from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTimes from "temporal-polyfill/fns/ZonedDateTime";
import { requireSupportedYear } from "./supported-years.ts";
import { type CalendarDate, isAllDay, type WallClock } from "./wall-clock.ts";
import { findKnownOffset, findKnownOffsetOn, lookUpOffset } from "./zone-offsets.ts";

/** An instant, and the zone (IANA name) whose clock and calendar say what it is called. */
export type ZonedNow = { now: Date; timeZone: string };

/** `now` as the wall clock of `timeZone` shows it, to the second: `2026-11-20T10:00:00`. */
export function nowIn(timeZone: string, now: Date): WallClock {
	const instant = now.getTime();
	const { offsetMs } = findKnownOffset(timeZone, instant) ?? lookUpOffset(timeZone, instant);
	return new Date(instant + offsetMs).toISOString().slice(0, 19);
}

/** The date that it is in `timeZone` at `now`: `2026-11-20`. */
export function todayIn(timeZone: string, now: Date): CalendarDate {
	return nowIn(timeZone, now).slice(0, 10);
}

/**
 * The instant of a due date in `timeZone`. An all-day one is taken at `allDayTime` (`HH:MM:SS`),
 * by default the start of the day there. Of a time that comes twice the first; a skipped one moves
 * forward by the gap (RFC 5545 section 3.3.5).
 */
export function toInstant(due: WallClock, timeZone: string, allDayTime = "00:00:00"): Date {
	const dateTime = isAllDay(due) ? `${due}T${allDayTime}` : due;
	return new Date(zonedDateTime(dateTime, timeZone).epochMilliseconds);
}

/**
 * The same wall time, or the one after the gap where a clock change skips it in `timeZone`. So does
 * a day that was skipped as a whole (Apia, 30 December 2011) become the next.
 */
export function resolveDstGap(due: WallClock, timeZone: string): WallClock {
	if (!isAllDay(due)) return wallClockOf(zonedDateTime(due, timeZone));
	return wallClockOf(zonedDateTime(`${due}T12:00:00`, timeZone)).slice(0, 10);
}

/** The wall clock of `timeZone` when `milliseconds` of real time have passed since `now`. */
export function nowPlus(milliseconds: number, timeZone: string, now: Date): WallClock {
	return requireSupportedYear(nowIn(timeZone, new Date(now.getTime() + milliseconds)));
}

/**
 * A timed wall clock as RFC 3339, with the offset that `timeZone` has then (UTC as `+00:00`). A time
 * that comes twice is the first, one that a clock change skips is moved forward by the gap.
 */
export function toRfc3339(dateTime: WallClock, timeZone: string): string {
	const known = findKnownOffsetOn(timeZone, dateTime);
	if (known) return dateTime + known.offset;
	const zoned = zonedDateTime(dateTime, timeZone);
	return wallClockOf(zoned) + lookUpOffset(timeZone, zoned.epochMilliseconds).offset;
}

function zonedDateTime(dateTime: WallClock, timeZone: string): ZonedDateTimes.Record {
	const [year = 0, month = 0, day = 0, ...time] = dateTime.split(/[-T:]/).map(Number);
	const plain = PlainDateTimes.create(year, month, day, ...time);
	return PlainDateTimes.toZonedDateTime(plain, timeZone, { disambiguation: "compatible" });
}

function wallClockOf(zoned: ZonedDateTimes.Record): WallClock {
	const dateTime = ZonedDateTimes.toPlainDateTime(zoned);
	return PlainDateTimes.toString(dateTime, { smallestUnit: "second" });
}
