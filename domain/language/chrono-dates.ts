/**
 * Relative dates by chrono-node. It is given a few words at a time, since on whole titles it sees
 * dates in too much.
 */

import { casual } from "chrono-node/en";
import { toCalendarDate } from "#domain/time/calendar-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

/**
 * A date or date and time for a text that is nothing else ("first of december", "3
 * days ago"). Null unless it parses the whole text as one moment.
 */
export function parseWithChrono(text: string, today: string): WallClock | null {
	const found = wholeByChrono(text, today);
	// A zone's name in it would need the zone's rules, which chrono only guesses.
	if (!found || found.end || found.start.isCertain("timezoneOffset")) return null;
	const date = componentsDate(found.start);
	if (date === null || !found.start.isCertain("hour")) return date;
	const time = [found.start.get("hour"), found.start.get("minute")];
	return `${date}T${time.map((part) => String(part).padStart(2, "0")).join(":")}:00`;
}

/** How long a span of hours and minutes is, in milliseconds; null for what chrono does not parse. */
export function spanMilliseconds(spans: string): number | null {
	// Added up from a noon with no clock change anywhere near.
	const noon = new Date(2001, 0, 3, 12);
	const found = casual.parse(`in ${spans}`, noon)[0];
	return found ? found.start.date().getTime() - noon.getTime() : null;
}

/** The date of words relative to a date (`YYYY-MM-DD`); null unless chrono parses all of them as one. */
export function parseRelativeDate(words: string, today: string): string | null {
	const found = wholeByChrono(words.replace(/\s+/g, " "), today);
	return found && componentsDate(found.start);
}

function wholeByChrono(words: string, today: string) {
	const [year = 0, month = 1, day = 1] = today.split("-").map(Number);
	// Chrono reckons in the zone of the machine. At noon no zone changes its clock, so there the
	// date stays what it is, whatever the machine's zone; times are reckoned in zoned-time.ts.
	const noon = new Date(year, month - 1, day, 12);
	const forwardDate = !/\b(?:last|past|previous|ago)\b/i.test(words);
	const [found, ...others] = casual.parse(words, noon, { forwardDate });
	return found && others.length === 0 && found.text.length === words.length ? found : null;
}

function componentsDate(components: { get(name: "year" | "month" | "day"): number | null }) {
	const [year, month, day] = (["year", "month", "day"] as const).map((name) =>
		components.get(name),
	);
	return toCalendarDate(year ?? 0, month ?? 0, day ?? 0);
}
