/**
 * When a rule comes round again. All of it is wall clock: a rule has dates, each with the time of
 * day that it starts at, and a time zone matters only where a moment becomes an instant.
 */

import { fromDayNumber, toDayNumber } from "#domain/time/day-number.ts";
import { isAllDay, type WallClock } from "#domain/time/wall-clock.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import { nextHour, timesOfDay } from "./hour-occurrences.ts";
import { hasHours, MAX_COUNT, parseRule, type RuleParts } from "./recurrence-rule.ts";
import { newBudget, RuleDays } from "./rule-days.ts";
import { toRfcRules } from "./to-rfc-rules.ts";

/** A rule and the due date that it counts from (RFC 5545's DTSTART), which is its first occurrence. */
export type RecurrenceSet = { rule: string; start: WallClock };

/**
 * The first occurrence of a schedule after all of `moments`, null when COUNT or UNTIL comes first or
 * the rule has no more. An all-day occurrence comes after a moment when its day does, and so does a
 * timed one after an all-day moment. UNTIL with a `Z` is an instant in `timeZone`.
 * Null, too, where a rule takes more steps than its budget has (rule-days.ts).
 * Throws a RangeError for a bad rule.
 */
export function nextOccurrence(
	{ rule, start }: RecurrenceSet,
	moments: WallClock[],
	timeZone: string,
): WallClock | null {
	const parts = parseRule(rule);
	if (hasHours(parts)) return nextWithHours(parts, start, moments, timeZone);
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

/** As `nextOccurrence`, for a rule with several occurrences a day. An all-day start is its midnight. */
function nextWithHours(
	parts: RuleParts,
	start: WallClock,
	moments: WallClock[],
	timeZone: string,
): WallClock | null {
	const latest = [asTimed(start), ...moments.map(asDayEnd)].toSorted().at(-1) ?? "";
	const occurrence = hourAfter(parts, start, latest);
	if (occurrence === null) return null;
	if (parts.until !== null && isAfter(occurrence, untilIn(parts.until, timeZone))) return null;
	const isCounted = parts.count !== null;
	return isCounted && countHours(parts, start, occurrence) > (parts.count ?? 0) ? null : occurrence;
}

function hourAfter(parts: RuleParts, start: WallClock, moment: WallClock): WallClock | null {
	if (parts.frequency === "HOURLY") return nextHour(parts, asTimed(start), moment);
	const dates = new RuleDates({ ...parts, byHour: [] }, dateOf(start));
	const times = timesOfDay(parts, start);
	for (let date = dates.onOrAfter(dateOf(moment)); date !== null; date = dates.after(date)) {
		const found = times.find((time) => `${date}${time}` > moment);
		if (found !== undefined) return date + found;
	}
	return null;
}

/** How many there are from the start to one of them. */
function countHours(parts: RuleParts, start: WallClock, upTo: WallClock): number {
	if (parts.frequency !== "HOURLY") {
		const times = timesOfDay(parts, start);
		const days = new RuleDates({ ...parts, byHour: [] }, dateOf(start)).countTo(
			dateOf(upTo),
			MAX_COUNT,
		);
		const isBefore = (date: string, moment: string) => (time: string) => date + time < moment;
		const passed = times.filter(isBefore(dateOf(start), asTimed(start))).length;
		const left = times.filter((time) => dateOf(upTo) + time > upTo).length;
		return days * times.length - passed - left;
	}
	let count = 1;
	let moment: WallClock | null = asTimed(start);
	for (; moment !== null && moment < upTo && count <= MAX_COUNT; count += 1) {
		moment = hourAfter(parts, start, moment);
	}
	return moment === upTo || moment === null ? count : count - 1;
}

function asDayEnd(moment: WallClock): WallClock {
	return isAllDay(moment) ? `${moment}T23:59:59` : moment;
}

function asTimed(moment: WallClock): WallClock {
	return isAllDay(moment) ? `${moment}T00:00:00` : moment;
}

/**
 * How many occurrences a schedule has up to and with one of them; where they are more than its COUNT, or
 * than any COUNT can be, some such number. Throws a RangeError for a bad rule.
 */
export function countOccurrences({ rule, start }: RecurrenceSet, upTo: WallClock): number {
	const parts = parseRule(rule);
	if (hasHours(parts)) return countHours(parts, start, asTimed(upTo));
	return new RuleDates(parts, dateOf(start)).countTo(dateOf(upTo), parts.count ?? MAX_COUNT);
}

/** The dates of a rule, with the start as the first, worked out within a budget of steps. */
class RuleDates {
	readonly #start: string;
	readonly #rules: RuleDays[];

	constructor(parts: RuleParts, start: string) {
		this.#start = start;
		this.#rules = toRfcRules(parts, start).map((rule) => new RuleDays(rule, start));
	}

	/** Null also where the budget does not reach so far. */
	onOrAfter(date: string): string | null {
		return date <= this.#start ? this.#start : this.#first(toDayNumber(date));
	}

	/** Null also where the budget does not reach so far. */
	after(date: string): string | null {
		return date < this.#start ? this.#start : this.#first(toDayNumber(date) + 1);
	}

	/**
	 * How many there are up to and with that date; where they are more than `most`, or more than can be
	 * counted, some number that is larger than what was counted.
	 */
	countTo(date: string, most: number): number {
		const last = toDayNumber(date);
		const found = new Set([toDayNumber(this.#start)]);
		const budget = newBudget();
		for (const rule of this.#rules) {
			for (const day of rule.from(toDayNumber(this.#start), budget)) {
				if (day > last) break;
				found.add(day);
				if (found.size > most) return found.size;
			}
			if (budget.daysLeft < 0) return most + 1;
		}
		return found.size;
	}

	#first(day: number): string | null {
		const budget = newBudget();
		const found = this.#rules.flatMap((rule) => {
			const next = rule.from(day, budget).next();
			return next.done ? [] : [next.value];
		});
		return found.length === 0 ? null : fromDayNumber(Math.min(...found));
	}
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
