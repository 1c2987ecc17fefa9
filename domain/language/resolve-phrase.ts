/** Phrases of the syntax tree as date, time of day, duration and rule. */

import { findFirstDueDate } from "#domain/recurrence/first-due-date.ts";
import {
	formatRule,
	normalizeRule,
	type Recurrence,
	type RuleParts,
} from "#domain/recurrence/recurrence-rule.ts";
import { addDays, addMonths } from "#domain/time/calendar-date.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import type { CalendarDate, WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, resolveDstGap, toInstant } from "#domain/time/zoned-time.ts";
import { DAY_PART_TIMES, type ReferenceTime } from "./reference-time.ts";
import { resolveDate, shifted, withPosition } from "./resolve-date.ts";
import { hoursOf } from "./rule-grammar.ts";
import type { PhraseSyntax, TimeNode, UntilSyntax } from "./syntax.ts";
import type { DayPart } from "./vocabulary.ts";

/** What words about time mean together. */
export type Timing = {
	date: CalendarDate | null;
	/** `HH:MM` or `HH:MM:SS`. */
	time: string | null;
	durationMinutes: number | null;
	recurrence: Recurrence | null;
};

/**
 * What a phrase means; null for one that is none as a whole: a date that does not exist ("feb 30"),
 * two times without a rule, a rule that is none.
 */
export function resolvePhrase(phrase: PhraseSyntax, reference: ReferenceTime): Timing | null {
	try {
		return resolved(phrase, reference);
	} catch (error) {
		// A date beyond the years that there are is one that does not exist.
		if (error instanceof RangeError) return null;
		throw error;
	}
}

function resolved(phrase: PhraseSyntax, reference: ReferenceTime): Timing | null {
	const { rule, part } = phrase;
	const [clock, ...others] = phrase.times;
	if (others.length > 0 && !rule) return null;
	const found = phrase.date && resolveDate(phrase.date.date, reference);
	if (phrase.date && !found) return null;
	if (found?.time && (clock || part)) return null;
	const [rulePart, ...moreParts] = rule?.dayParts ?? [];
	if (clock && moreParts.length > 0) return null;
	const saidPart = part ?? (clock ? rulePart : null) ?? null;
	const dayPart = saidPart === null ? null : partTime(saidPart, reference);
	const times = phrase.times.map((time) => withDayPart(time, dayPart));
	const time = found?.time ?? times[0] ?? dayPart;
	const durationMinutes = clock?.durationMinutes ?? null;
	let date = found?.date ?? null;
	if (date !== null && clock && part === "night" && phrase.date?.part === "night") {
		// "Tonight at 1am" is the coming night, and so is its midnight.
		if ((times[0] ?? "") < NIGHT_ENDS) date = addDays(date, 1);
	}
	if (clock && clock.zone !== null && times[0] !== undefined) {
		return rule || others.length > 0
			? null
			: inZone(date, times[0], clock.zone, durationMinutes, reference);
	}
	if (!rule) return { date, time, durationMinutes, recurrence: null };
	const ahead = rule.ahead && shifted(reference.today, rule.ahead);
	const start = date ?? ahead;
	const timed = withTimes(rule.parts, [...times, ...dayPartTimes(rule.dayParts, reference, times)]);
	if (!timed) return null;
	const positioned = phrase.date ? withPosition(timed.parts, phrase.date.date) : timed.parts;
	const firstTime = timed.time ?? time;
	const parts = withEnd(positioned, phrase, start, firstTime, reference);
	const recurrence = parts && { rule: canonical(parts), from: rule.from };
	return recurrence && { date: start, time: firstTime, durationMinutes, recurrence };
}

/** Before this hour it is still the night of the day before. */
const NIGHT_ENDS = "05:00";

function partTime(part: DayPart, { dayParts = DAY_PART_TIMES }: ReferenceTime): string {
	return dayParts[part];
}

/** "every night at 10" has a time, and the part of the day only says which half; "every morning" is one. */
function dayPartTimes(parts: DayPart[], reference: ReferenceTime, times: string[]): string[] {
	return times.length > 0 ? [] : parts.map((part) => partTime(part, reference));
}

/** One time of day is the due date's; several are hours of the rule. */
function withTimes(
	parts: RuleParts,
	times: string[],
): { parts: RuleParts; time: string | null } | null {
	const [first, ...others] = times;
	if (first === undefined || others.length === 0) return { parts, time: first ?? null };
	const byHour = parts.frequency === "HOURLY" || parts.byHour.length > 0 ? null : hoursOf(times);
	if (!byHour) return null;
	const minute = first.slice(2);
	return {
		parts: { ...parts, byHour },
		time: byHour.length === 1 ? first : `${two(byHour[0])}${minute}`,
	};
}

/** The hour that a part of the day beside it means: "8 in the evening" is 20:00. */
function withDayPart({ time, isBare }: TimeNode, dayPart: string | null): string {
	if (!isBare || dayPart === null) return time;
	const hour = Number(time.slice(0, 2));
	if (dayPart < "12:00") return hour >= 13 ? `${two(hour - 12)}${time.slice(2)}` : time;
	return hour > 0 && hour < 12 ? `${two(hour + 12)}${time.slice(2)}` : time;
}

/** A time of another zone, as the user's clock shows it. */
function inZone(
	date: CalendarDate | null,
	time: string,
	zone: string | number,
	durationMinutes: number | null,
	{ timeZone, now }: ReferenceTime,
): Timing {
	const instantOn = (day: CalendarDate) => {
		const wall = `${day}T${time.padEnd(8, ":00")}`;
		if (typeof zone === "string") return toInstant(wall, zone);
		return new Date(Date.parse(`${wall}Z`) - zone * MINUTE_MS);
	};
	const there =
		typeof zone === "string"
			? nowIn(zone, now)
			: nowIn("UTC", new Date(now.getTime() + zone * MINUTE_MS));
	const today = there.slice(0, 10);
	const coming = instantOn(today) > now ? instantOn(today) : instantOn(addDays(today, 1));
	const local = nowIn(timeZone, date === null ? coming : instantOn(date));
	const shown = local.slice(11).replace(/(:\d\d):00$/, "$1");
	return { date: local.slice(0, 10), time: shown, durationMinutes, recurrence: null };
}

/** The rule with what ends it; null for a second end. */
function withEnd(
	parts: RuleParts,
	{ until, count }: PhraseSyntax,
	start: CalendarDate | null,
	time: string | null,
	reference: ReferenceTime,
): RuleParts | null {
	if (until === null && count === null) return parts;
	const isEnded =
		parts.count !== null || parts.until !== null || (until !== null && count !== null);
	if (isEnded) return null;
	if (count !== null) return { ...parts, count };
	const last = until && lastDate(until, parts, start, time, reference);
	return last ? { ...parts, until: last.replaceAll("-", "") } : null;
}

/** "for 3 weeks" is counted from the first date, which is one of them. */
function lastDate(
	until: UntilSyntax,
	parts: RuleParts,
	start: CalendarDate | null,
	time: string | null,
	reference: ReferenceTime,
): CalendarDate | null {
	if ("until" in until) {
		const { until: last } = until;
		// "starting aug 29 ending in 6 months" is counted from there.
		if (start !== null && last.type === "span" && last.base === null) {
			return last.span.seconds === 0 ? shifted(start, last.span) : null;
		}
		return resolveDate(last, reference)?.date ?? null;
	}
	const first = firstDate(canonical(parts), start, time, reference);
	if (first === null) return null;
	const { months, days } = until.span;
	return addDays(addDays(addMonths(first.slice(0, 10), months), days), -1);
}

/** When a task that repeats is due first: on a date of the rule, from `start` or from now on. */
export function firstDate(
	rule: string,
	start: CalendarDate | null,
	time: string | null,
	reference: ReferenceTime,
): WallClock | null {
	return findFirstDueDate(rule, time, reference, start);
}

/**
 * The due date that a date and a time (`HH:MM` or `HH:MM:SS`) make. A time alone is the next one
 * that the clock shows. A time that a clock change skips moves forward by the gap.
 */
export function toDueDate(
	date: CalendarDate | null,
	time: string | null,
	reference: ReferenceTime,
): WallClock | null {
	if (time === null) return date;
	const clock = time.padEnd(8, ":00");
	const isLeft = clock > reference.nowLocal.slice(11);
	const day = date ?? (isLeft ? reference.today : addDays(reference.today, 1));
	return resolveDstGap(`${day}T${clock}`, reference.timeZone);
}

function canonical(parts: RuleParts): string {
	return normalizeRule(formatRule(parts));
}

function two(number = 0): string {
	return String(number).padStart(2, "0");
}
