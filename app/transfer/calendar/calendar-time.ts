import QuickLRU from "quick-lru";
import { parseDueDate } from "#domain/time/due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, toInstant } from "#domain/time/zoned-time.ts";
import type { JCalProperty } from "./calendar-text.ts";
import type { OwnZone } from "./own-zone.ts";

/** Names of apps in front included. */
const TZID_MAX_LENGTH = 200;

/** How times of a calendar are read: its own time zones, and the user's. */
export type CalendarTimes = { timeZone: string; zones: Map<string, OwnZone> };

/**
 * A date or time of a calendar on the user's wall clock. Throws a RangeError with a sentence for people
 * where there is no such time, or no such zone.
 */
export function readTime(property: JCalProperty, { timeZone, zones }: CalendarTimes): WallClock {
	const [name, { tzid }, , value] = property;
	if (typeof value !== "string" || value === "") {
		throw new RangeError(`${name.toUpperCase()} has no date.`);
	}
	if (value.length === 10) return parseDueDate(value, timeZone);
	if (value.endsWith("Z")) return parseDueDate(value, timeZone);
	// RFC 5545, section 3.3.5, form 1: wall clock wherever one is.
	if (tzid === undefined || tzid === timeZone) return parseDueDate(value, "UTC");
	const local = parseDueDate(value, "UTC");
	const iana = tzid.length > TZID_MAX_LENGTH ? null : ianaName(tzid);
	if (iana !== null) return nowIn(timeZone, toInstant(local, iana));
	const zone = zones.get(tzid);
	if (!zone) throw new RangeError(`The time zone “${tzid.slice(0, 60)}” is not known.`);
	const instant = Date.parse(`${local}Z`) - zone.offsetAt(local) * 1000;
	return nowIn(timeZone, new Date(instant));
}

/** Some apps put their own name in front: "/freeassociation.sourceforge.net/Europe/Berlin". */
function ianaName(tzid: string): string | null {
	const parts = tzid.replace(/^\//, "").split("/");
	for (let from = 0; from < parts.length; from += 1) {
		const name = parts.slice(from).join("/");
		if (name !== "" && isZone(name)) return name;
	}
	return null;
}

const known = new QuickLRU<string, boolean>({ maxSize: 1000 });

function isZone(name: string): boolean {
	const before = known.get(name);
	if (before !== undefined) return before;
	let is = true;
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
	} catch {
		is = false;
	}
	known.set(name, is);
	return is;
}
