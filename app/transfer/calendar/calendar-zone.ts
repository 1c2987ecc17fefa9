import QuickLRU from "quick-lru";
import * as Instants from "temporal-polyfill/fns/Instant";
import * as ZonedDateTimes from "temporal-polyfill/fns/ZonedDateTime";
import { addDays, daysInMonth } from "#domain/time/calendar-date.ts";
import { isoWeekday } from "#domain/time/day-number.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import type { JCalComponent, JCalProperty } from "./calendar-text.ts";

/** A change of clocks, at the wall clock that was in force until then. */
type Change = { at: WallClock; from: string; to: string; isDaylight: boolean };

const FIRST_YEAR = 1970;
const YEARS_AHEAD = 20;
/** For so many years a change has come by the same rule: then it is taken to go on by it. */
const STEADY_YEARS = 5;
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

const known = new QuickLRU<string, JCalComponent>({ maxSize: 100 });

/**
 * A time zone as calendars describe it (RFC 5545, section 3.6.5), from 1970 on: each change of its
 * clocks, and the rule by which they go on changing where there is one.
 */
export function zoneComponent(timeZone: string, now: Date): JCalComponent {
	const key = `${timeZone} ${now.getUTCFullYear()}`;
	const before = known.get(key);
	if (before) return before;
	const lastYear = now.getUTCFullYear() + YEARS_AHEAD;
	const changes = changesOf(timeZone, lastYear);
	const component: JCalComponent = [
		"vtimezone",
		[["tzid", {}, "text", timeZone]],
		[beginning(timeZone, changes), ...observances(changes, lastYear)],
	];
	known.set(key, component);
	return component;
}

function changesOf(timeZone: string, lastYear: number): Change[] {
	const changes: Change[] = [];
	const start = Instants.fromEpochMilliseconds(Date.UTC(FIRST_YEAR, 0, 1));
	let before = Instants.toZonedDateTimeISO(start, timeZone);
	for (;;) {
		const next = ZonedDateTimes.getTimeZoneTransition(before, "next");
		if (!next || ZonedDateTimes.toPlainDateTime(next).year > lastYear) return changes;
		const from = offsetOf(ZonedDateTimes.subtractMilliseconds(next, 1));
		const to = offsetOf(next);
		const at = localAt(next.epochMilliseconds, from);
		if (from !== to) changes.push({ at, from, to, isDaylight: minutesOf(to) > minutesOf(from) });
		before = next;
	}
}

/** What holds before the first change. */
function beginning(timeZone: string, [first]: Change[]): JCalComponent {
	const start = Instants.fromEpochMilliseconds(Date.UTC(FIRST_YEAR, 0, 1));
	const offset = first?.from ?? offsetOf(Instants.toZonedDateTimeISO(start, timeZone));
	return observance("standard", `${FIRST_YEAR}-01-01T00:00:00`, offset, offset);
}

function observances(changes: Change[], lastYear: number): JCalComponent[] {
	const steady = [true, false].flatMap((isDaylight) => {
		const rule = steadyRule(
			changes.filter((change) => change.isDaylight === isDaylight),
			lastYear,
		);
		return rule ? [rule] : [];
	});
	// Half a rule would be none: both changes of a year come by one, or none does.
	const rules = steady.length === 2 ? steady : [];
	const since = rules.map(({ start }) => start);
	const single = changes.filter(
		(change) =>
			!rules.some(
				(rule, i) => rule.isDaylight === change.isDaylight && change.at >= (since[i] ?? ""),
			),
	);
	const groups = Map.groupBy(single, ({ from, to, isDaylight }) => `${from} ${to} ${isDaylight}`);
	const listed = [...groups.values()].map((group) => {
		const [{ at, from, to, isDaylight }] = group as [Change, ...Change[]];
		// The first one, too: some readers go by these alone.
		const dates: JCalProperty[] = group.map((change) => ["rdate", {}, "date-time", change.at]);
		return observance(isDaylight ? "daylight" : "standard", at, from, to, dates);
	});
	const ruled = rules.map(({ start, from, to, isDaylight, rule }) =>
		observance(isDaylight ? "daylight" : "standard", start, from, to, [
			["rrule", {}, "recur", rule],
		]),
	);
	return [...listed, ...ruled];
}

function observance(
	name: "standard" | "daylight",
	start: WallClock,
	from: string,
	to: string,
	more: JCalProperty[] = [],
): JCalComponent {
	return [
		name,
		[
			["dtstart", {}, "date-time", start],
			["tzoffsetfrom", {}, "utc-offset", from],
			["tzoffsetto", {}, "utc-offset", to],
			...more,
		],
		[],
	];
}

/** The rule that the last years' changes of one kind came by, and since when; null where there is none. */
function steadyRule(changes: Change[], lastYear: number) {
	const newestFirst = changes.toReversed();
	const [newest] = newestFirst;
	if (!newest || Number(newest.at.slice(0, 4)) < lastYear - 1) return null;
	for (const rule of rulesOf(newest.at)) {
		const fitting = newestFirst.findIndex(
			(change, i) =>
				change.from !== newest.from ||
				change.to !== newest.to ||
				change.at.slice(11) !== newest.at.slice(11) ||
				Number(change.at.slice(0, 4)) !== Number(newest.at.slice(0, 4)) - i ||
				!rulesOf(change.at).some((other) => other.text === rule.text),
		);
		const length = fitting === -1 ? newestFirst.length : fitting;
		const start = newestFirst[length - 1]?.at;
		if (length < STEADY_YEARS || start === undefined) continue;
		return { ...newest, start, rule: rule.recur };
	}
	return null;
}

/** The ways to say which Sunday of its month a date is: the second, the last. */
function rulesOf(at: WallClock) {
	const date = at.slice(0, 10);
	const month = Number(date.slice(5, 7));
	const weekday = WEEKDAYS[isoWeekday(date) - 1] ?? "SU";
	const ordinals = [String(Math.ceil(Number(date.slice(8)) / 7))];
	if (addDays(date, 7).slice(5, 7) !== date.slice(5, 7)) ordinals.unshift("-1");
	// "The fourth" of a month of 28 days, and such, would be right by chance.
	const kept = daysInMonth(date) === 28 ? ordinals.slice(0, 1) : ordinals;
	return kept.map((ordinal) => ({
		text: `${month} ${ordinal}${weekday}`,
		recur: { freq: "YEARLY", bymonth: month, byday: `${ordinal}${weekday}` },
	}));
}

function offsetOf(zoned: ZonedDateTimes.Record): string {
	return ZonedDateTimes.offset(zoned).slice(0, 6);
}

function minutesOf(offset: string): number {
	const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
	return offset.startsWith("-") ? -minutes : minutes;
}

function localAt(epochMilliseconds: number, offset: string): WallClock {
	return new Date(epochMilliseconds + minutesOf(offset) * MINUTE_MS).toISOString().slice(0, 19);
}
