import { parseRule } from "#domain/recurrence/recurrence-rule.ts";
import { newBudget, RuleDays } from "#domain/recurrence/rule-days.ts";
import { fromDayNumber, toDayNumber } from "#domain/time/day-number.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { type JCalComponent, type JCalProperty, valueText } from "./calendar-text.ts";

/** When clocks were set, by the wall clock until then, and how far from UTC they are since, in seconds. */
type Onset = { at: WallClock; offset: number };

/** Onsets that come by a rule. */
type Ruled = {
	days: RuleDays;
	intervalDays: number;
	until: string | null;
	time: string;
	offset: number;
};

/** More than any zone has had since 1900. */
const OBSERVANCES_MAX = 300;
/** Rules that hold one after the other. */
const RULES_MAX = 20;
const YEAR_DAYS = 366;

/**
 * A time zone as a calendar brings it along (RFC 5545, section 3.6.5). Throws a RangeError for one that
 * is not understood.
 */
export class OwnZone {
	readonly #onsets: Onset[] = [];
	readonly #rules: Ruled[] = [];
	/** Before the first onset, in seconds. */
	readonly #offsetBefore: number;

	constructor([, , observances]: JCalComponent) {
		if (observances.length > OBSERVANCES_MAX) throw new RangeError("This zone is too long.");
		let first: { at: WallClock; before: number } | null = null;
		for (const [, properties] of observances) {
			const valueOfFirst = (name: string) =>
				properties.find(([property]) => property === name)?.[3];
			const at = String(valueOfFirst("dtstart"));
			if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(at)) throw new RangeError("A zone has a start.");
			const offset = secondsOf(String(valueOfFirst("tzoffsetto")));
			const before = secondsOf(String(valueOfFirst("tzoffsetfrom")));
			if (!first || at < first.at) first = { at, before };
			this.#onsets.push({ at, offset });
			for (const [name, , , ...values] of properties) {
				if (name !== "rdate") continue;
				this.#onsets.push(...values.map((value) => ({ at: String(value).slice(0, 19), offset })));
			}
			const rule = properties.find(([name]) => name === "rrule");
			if (rule) this.#rules.push(toRuled(rule, at, offset));
		}
		if (!first || this.#rules.length > RULES_MAX) throw new RangeError("This zone is no zone.");
		this.#offsetBefore = first.before;
		this.#onsets.sort((a, b) => (a.at < b.at ? -1 : 1));
	}

	/** The wall clock's offset from UTC in seconds. */
	offsetAt(local: WallClock): number {
		let latest: Onset | undefined = this.#onsets.findLast(({ at }) => at <= local);
		for (const rule of this.#rules) {
			const onset = latestOf(rule, local);
			if (onset && (!latest || onset.at > latest.at)) latest = onset;
		}
		return latest?.offset ?? this.#offsetBefore;
	}
}

function toRuled(property: JCalProperty, at: WallClock, offset: number): Ruled {
	const parts = parseRule(valueText(property));
	if (parts.frequency !== "YEARLY") throw new RangeError("Clocks are set by the year.");
	const days = new RuleDays(parts, at.slice(0, 10));
	const until = parts.until?.replace(/^(....)(..)(..).*$/, "$1-$2-$3") ?? null;
	return { days, intervalDays: parts.interval * YEAR_DAYS, until, time: at.slice(10), offset };
}

function latestOf({ days, intervalDays, until, time, offset }: Ruled, local: WallClock) {
	const date = local.slice(0, 10);
	const last = toDayNumber(until !== null && until < date ? until : date);
	let latest: Onset | null = null;
	for (const day of days.from(last - intervalDays, newBudget())) {
		const at = fromDayNumber(day) + time;
		if (day > last || at > local) break;
		latest = { at, offset };
	}
	return latest;
}

/** "+05:30" in seconds. */
function secondsOf(text: string): number {
	const [, sign, hours, minutes, seconds = "0"] =
		/^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
	if (sign === undefined) throw new RangeError("This is no offset from UTC.");
	const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
	return sign === "-" ? -total : total;
}
