/**
 * When a rule comes round again. All of it is wall clock: a rule has dates, each with the time of
 * day that it starts at, and a time zone matters only where a moment becomes an instant.
 */

import { RRuleTemporal } from "rrule-temporal";
import { isAllDay, type WallClock } from "#domain/time/wall-clock.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import { formatRule, parseRule, type RuleParts } from "./recurrence-rule.ts";
import { toRfcRules } from "./to-rfc-rules.ts";

/** A rule and the due date that it counts from (RFC 5545's DTSTART), which is its first occurrence. */
export type RecurrenceSet = { rule: string; start: WallClock };

/**
 * The first occurrence of a schedule after all of `moments`, null when COUNT or UNTIL comes first or
 * the rule has no more. An all-day occurrence comes after a moment when its day does, and so does a
 * timed one after an all-day moment. UNTIL with a `Z` is an instant in `timeZone`.
 * Throws a RangeError for a bad rule.
 */
export function nextOccurrence(
	{ rule, start }: RecurrenceSet,
	moments: WallClock[],
	timeZone: string,
): WallClock | null {
	const parts = parseRule(rule);
	const dates = new RuleDates(parts, dateOf(start));
	const latest = [start, ...moments].map(dateOf).toSorted().at(-1) ?? "";
	const isNext = (date: string | null) =>
		date !== null && moments.every((moment) => isAfter(timed(date, start), moment));
	let date = dates.onOrAfter(latest);
	// There is one occurrence a day, so the day after the latest moment is late enough.
	if (!isNext(date)) date = dates.after(latest);
	if (date === null) return null;
	const occurrence = timed(date, start);
	if (parts.until !== null && isAfter(occurrence, untilIn(parts.until, timeZone))) return null;
	if (parts.count !== null && dates.countTo(date, parts.count) > parts.count) return null;
	return occurrence;
}

/** How many occurrences a schedule has up to and with one of them. Throws a RangeError for a bad rule. */
export function countOccurrences({ rule, start }: RecurrenceSet, upTo: WallClock): number {
	return new RuleDates(parseRule(rule), dateOf(start)).countTo(dateOf(upTo));
}

const LAST_DATE = "99991231T000000Z";
/** More days than lie between two leap days that are Sundays. A rule without any in these has none. */
const STEPS = 20_000;
/** In so many years there are fewer days than STEPS. */
const YEARS_AT_ONCE = 20;

/** The dates of a rule by the letter of RFC 5545, taken together, with the start as the first. */
class RuleDates {
	readonly #start: string;
	readonly #rules: RRuleTemporal[];

	constructor(parts: RuleParts, start: string) {
		this.#start = start;
		// Dates alone have no zone; the library wants one, and in UTC every midnight exists.
		const dtstart = `DTSTART:${start.replaceAll("-", "")}T000000Z`;
		const rules = toRfcRules({ ...parts, count: null, until: LAST_DATE }, start);
		this.#rules = rules.map((rule) => {
			const rruleString = `${dtstart}\nRRULE:${formatRule(rule)}`;
			return new RRuleTemporal({ rruleString, maxIterations: STEPS, cache: false });
		});
	}

	onOrAfter(date: string): string | null {
		return date <= this.#start ? this.#start : this.#first(date, true);
	}

	after(date: string): string | null {
		return date < this.#start ? this.#start : this.#first(date, false);
	}

	/** How many there are up to and with that date; where they are more than `most`, some such number. */
	countTo(date: string, most = Number.POSITIVE_INFINITY): number {
		const found = new Set([this.#start]);
		const lastYear = yearOf(date);
		for (let year = yearOf(this.#start); year <= lastYear; year += YEARS_AT_ONCE) {
			const end = midnight(`${Math.min(year + YEARS_AT_ONCE - 1, lastYear)}-12-31`);
			for (const rule of this.#rules) {
				for (const one of rule.between(midnight(`${year}-01-01`), end, true))
					found.add(toDate(one));
			}
			if (year + YEARS_AT_ONCE <= lastYear && found.size > most) return found.size;
		}
		return [...found].filter((one) => one <= date).length;
	}

	#first(date: string, including: boolean): string | null {
		const found = this.#rules.flatMap((rule) => next(rule, midnight(date), including) ?? []);
		return found.map(toDate).toSorted()[0] ?? null;
	}
}

/** Null for a rule that has no more dates ("30 February"), on which the library gives up. */
function next(rule: RRuleTemporal, date: Date, including: boolean) {
	try {
		return rule.next(date, including);
	} catch (error) {
		if (error instanceof Error && error.message.startsWith("Maximum iterations")) return null;
		throw error;
	}
}

function yearOf(date: string): number {
	return Number(date.slice(0, 4));
}

function midnight(date: string): Date {
	return new Date(`${date}T00:00:00Z`);
}

function toDate(found: { toString(): string }): string {
	return found.toString().slice(0, 10);
}

/** An UNTIL as a wall clock in the zone: `20270101`, `20270101T090000` or `20270101T090000Z`. */
function untilIn(until: string, timeZone: string): WallClock {
	const wall = until.replace(/^(....)(..)(..)/, "$1-$2-$3").replace(/T(..)(..)(..)/, "T$1:$2:$3");
	return wall.endsWith("Z") ? nowIn(timeZone, new Date(wall)) : wall;
}

function isAfter(occurrence: WallClock, moment: WallClock): boolean {
	const isEachTimed = !isAllDay(occurrence) && !isAllDay(moment);
	return isEachTimed ? occurrence > moment : dateOf(occurrence) > dateOf(moment);
}

function timed(date: string, start: WallClock): WallClock {
	return date + start.slice(10);
}

function dateOf(moment: WallClock): string {
	return moment.slice(0, 10);
}
