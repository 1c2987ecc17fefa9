/**
 * A cache of the offsets from UTC that time zones have. A list of 50 tasks asks 50 times, nearly
 * always for the same one or two periods, and a look-up by Temporal costs as much as rendering a row.
 */

import * as Instants from "temporal-polyfill/fns/Instant";
import * as ZonedDateTimes from "temporal-polyfill/fns/ZonedDateTime";
import type { WallClock } from "./wall-clock.ts";

/** A stretch of time in which a zone keeps one offset. Its ends, `until`, are not in it. */
export type ZoneOffset = {
	/** As RFC 3339 writes it: `+01:00`. */
	offset: string;
	offsetMs: number;
	/** Epoch milliseconds. */
	instants: { from: number; until: number };
	/** Wall times that this offset alone is meant by: of one that comes twice, the first. */
	wallClock: { from: WallClock; until: WallClock };
};

const zones = new Map<string, ZoneOffset[]>();
const MAX_ZONES = 1000;
const MAX_OFFSETS = 40;

/** The cached offset at an instant (epoch milliseconds); undefined when it is not cached. */
export function findKnownOffset(timeZone: string, instant: number): ZoneOffset | undefined {
	return zones
		.get(timeZone)
		?.find(({ instants }) => instants.from <= instant && instant < instants.until);
}

/** The cached offset on a wall clock; undefined when it is not cached, and for times in a gap. */
export function findKnownOffsetOn(timeZone: string, time: WallClock): ZoneOffset | undefined {
	return zones
		.get(timeZone)
		?.find(({ wallClock }) => wallClock.from <= time && time < wallClock.until);
}

/**
 * Looks up the offset at an instant (epoch milliseconds) and caches it. Throws a RangeError for an
 * unknown zone and for an instant that a Date cannot be.
 */
export function lookUpOffset(timeZone: string, instant: number): ZoneOffset {
	// At the moment of a change itself, "previous" would be the change before it.
	const inside = Instants.fromEpochMilliseconds(instant + 1);
	const zoned = Instants.toZonedDateTimeISO(inside, timeZone);
	const start = ZonedDateTimes.getTimeZoneTransition(zoned, "previous");
	const end = ZonedDateTimes.getTimeZoneTransition(zoned, "next");
	const offsetMs = offsetMsOf(zoned);
	const offset = {
		// RFC 3339 offsets have no seconds; a zone's local mean time, before about 1920, does.
		offset: ZonedDateTimes.offset(zoned).slice(0, 6),
		offsetMs,
		instants: {
			from: start?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
			until: end?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
		},
		wallClock: {
			from: start ? endOfTransition(start) : "",
			until: end ? localAt(end, offsetMs) : "~",
		},
	};
	const known = zones.get(timeZone) ?? [];
	if (!known.some(({ instants }) => instants.from === offset.instants.from)) {
		if (zones.size >= MAX_ZONES) zones.clear();
		zones.set(timeZone, known.length >= MAX_OFFSETS ? [offset] : [...known, offset]);
	}
	return offset;
}

/** The first wall time that belongs to the new offset alone: what comes twice counts as the first. */
function endOfTransition(transition: ZonedDateTimes.Record): WallClock {
	const before = ZonedDateTimes.subtractMilliseconds(transition, 1);
	const inOldOffset = localAt(transition, offsetMsOf(before));
	const inNewOffset = localAt(transition, offsetMsOf(transition));
	if (inOldOffset > inNewOffset) return inOldOffset;
	return inNewOffset;
}

function localAt(zoned: ZonedDateTimes.Record, offsetMs: number): WallClock {
	return new Date(zoned.epochMilliseconds + offsetMs).toISOString().slice(0, 19);
}

function offsetMsOf(zoned: ZonedDateTimes.Record): number {
	return ZonedDateTimes.offsetNanoseconds(zoned) / 1_000_000;
}
