/**
 * The days of a rule by the letter of RFC 5545, section 3.3.10: a day that a month lacks is skipped.
 * Days are numbers (day-number.ts), so that a century of them is counted in milliseconds.
 */

import { isoWeekdayOfDay, toDayNumber } from "#domain/time/day-number.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import { LAST_YEAR } from "#domain/time/supported-years.ts";
import { RULE_WEEKDAYS, type RuleParts } from "./recurrence-rule.ts";

/**
 * How many days are looked at for one answer; each takes some 50 ns. It is more than lie between two
 * leap days that are Sundays, and enough to count a daily series of 270 years.
 */
const DAYS_LOOKED_AT_MAX = 100_000;

/** What is left of the days that may be looked at, for all that one question takes. */
export type Budget = { daysLeft: number };

/** The budget of one question. */
export function newBudget(): Budget {
	return { daysLeft: DAYS_LOOKED_AT_MAX };
}

const LAST_DAY = toDayNumber(`${LAST_YEAR}-12-31`);
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

type Month = { year: number; month: number };

/** The days of one rule, COUNT and UNTIL aside. */
export class RuleDays {
	readonly #parts: RuleParts;
	readonly #start: number;
	readonly #startMonth: Month;
	readonly #startDay: number;
	/** By weekday, Monday first: the ordinals wanted. Null: BYDAY is not there. */
	readonly #ordinals: Set<number>[] | null;
	readonly #monthDays: Set<number>;
	readonly #months: Set<number>;

	/** `start` is a date, the DTSTART. */
	constructor(parts: RuleParts, start: string) {
		this.#parts = parts;
		this.#start = toDayNumber(start);
		const [year = 0, month = 0, day = 0] = start.split("-").map(Number);
		this.#startMonth = { year, month };
		const isOpen = parts.byMonthDay.length + parts.byDay.length === 0;
		this.#startDay = isOpen ? day : 0;
		this.#ordinals = parts.byDay.length === 0 ? null : RULE_WEEKDAYS.map(() => new Set<number>());
		for (const { ordinal, weekday } of parts.byDay) {
			this.#ordinals?.[RULE_WEEKDAYS.indexOf(weekday)]?.add(ordinal);
		}
		this.#monthDays = new Set(parts.byMonthDay);
		this.#months = new Set(parts.byMonth);
	}

	/**
	 * The days from `day` on, in order, none before the start. Ends when there are none up to the year
	 * 9999, or when the budget is used up: then its `daysLeft` is negative.
	 */
	*from(day: number, budget: Budget): Generator<number> {
		for (let period = this.#periodOf(Math.max(day, this.#start)); ; period += 1) {
			const first = this.#firstDayOf(period);
			if (first > LAST_DAY) return;
			for (const found of this.#daysOf(first, budget)) {
				if (found >= day && found >= this.#start && found <= LAST_DAY) yield found;
			}
			if (budget.daysLeft < 0) return;
		}
	}

	/** The number of the period that a day from the start on is in, or of the one before. */
	#periodOf(day: number): number {
		const { frequency, interval } = this.#parts;
		const { year, month } = this.#startMonth;
		const there = monthOf(day);
		const distance = {
			HOURLY: day - this.#start,
			DAILY: day - this.#start,
			WEEKLY: (this.#weekOf(day) - this.#weekOf(this.#start)) / 7,
			MONTHLY: (there.year - year) * 12 + there.month - month,
			YEARLY: there.year - year,
		}[frequency];
		return Math.floor(distance / interval);
	}

	#firstDayOf(period: number): number {
		const { frequency, interval } = this.#parts;
		const { year, month } = this.#startMonth;
		const steps = period * interval;
		switch (frequency) {
			case "HOURLY":
			case "DAILY":
				return this.#start + steps;
			case "WEEKLY":
				return this.#weekOf(this.#start) + 7 * steps;
			case "MONTHLY":
				return firstOfMonth({ year, month: month + steps });
			case "YEARLY":
				return firstOfMonth({ year: year + steps, month: 1 });
		}
	}

	/** The days of the period that begins with `first`. */
	#daysOf(first: number, budget: Budget): number[] {
		budget.daysLeft -= 1;
		switch (this.#parts.frequency) {
			case "HOURLY":
			case "DAILY":
				return this.#atPositions(this.#fitsDay(first) ? [first] : []);
			case "WEEKLY":
				return this.#atPositions(this.#daysOfWeek(first, budget));
			case "MONTHLY":
				return this.#atPositions(this.#daysOfMonth(monthOf(first), budget));
			case "YEARLY":
				return this.#atPositions(this.#daysOfYear(monthOf(first).year, budget));
		}
	}

	#fitsDay(day: number): boolean {
		if (this.#ordinals?.[isoWeekdayOfDay(day) - 1]?.has(0) === false) return false;
		if (this.#months.size + this.#monthDays.size === 0) return true;
		const { year, month } = monthOf(day);
		if (!this.#isInMonths(month)) return false;
		const first = firstOfMonth({ year, month });
		const length = firstOfMonth({ year, month: month + 1 }) - first;
		const number = day - first + 1;
		return (
			this.#monthDays.size === 0 ||
			this.#monthDays.has(number) ||
			this.#monthDays.has(number - length - 1)
		);
	}

	/** The first day of the week of a day. */
	#weekOf(day: number): number {
		const first = RULE_WEEKDAYS.indexOf(this.#parts.weekStart) + 1;
		return day - ((isoWeekdayOfDay(day) - first + 7) % 7);
	}

	#daysOfWeek(first: number, budget: Budget): number[] {
		budget.daysLeft -= 7;
		const wanted = this.#ordinals;
		return [0, 1, 2, 3, 4, 5, 6]
			.map((weekday) => first + weekday)
			.filter((day) =>
				wanted
					? wanted[isoWeekdayOfDay(day) - 1]?.has(0)
					: isoWeekdayOfDay(this.#start) === isoWeekdayOfDay(day),
			)
			.filter((day) => this.#months.size === 0 || this.#isInMonths(monthOf(day).month));
	}

	#daysOfYear(year: number, budget: Budget): number[] {
		const { byMonth, byDay } = this.#parts;
		if (byMonth.length > 0) {
			return byMonth.flatMap((month) => this.#daysOfMonth({ year, month }, budget));
		}
		if (byDay.some(({ ordinal }) => ordinal !== 0)) {
			const first = firstOfMonth({ year, month: 1 });
			return this.#daysOfSpan(first, firstOfMonth({ year: year + 1, month: 1 }) - first, budget);
		}
		const months = this.#startDay > 0 ? [this.#startMonth.month] : MONTHS;
		return months.flatMap((month) => this.#daysOfMonth({ year, month }, budget));
	}

	#daysOfMonth({ year, month }: Month, budget: Budget): number[] {
		if (!this.#isInMonths(month)) return [];
		const first = firstOfMonth({ year, month });
		return this.#daysOfSpan(first, firstOfMonth({ year, month: month + 1 }) - first, budget);
	}

	/** Of a month, or of a year for "the 20th Monday of the year". */
	#daysOfSpan(first: number, length: number, budget: Budget): number[] {
		if (this.#startDay > 0) {
			budget.daysLeft -= 1;
			return this.#startDay <= length ? [first + this.#startDay - 1] : [];
		}
		budget.daysLeft -= length;
		const days: number[] = [];
		const weekday = isoWeekdayOfDay(first) - 1;
		for (let number = 1; number <= length; number += 1) {
			const hasDay =
				this.#monthDays.size === 0 ||
				this.#monthDays.has(number) ||
				this.#monthDays.has(number - length - 1);
			if (!hasDay) continue;
			const ordinals = this.#ordinals?.[(weekday + number - 1) % 7];
			const isWanted =
				ordinals === undefined ||
				(ordinals.size > 0 &&
					(ordinals.has(0) ||
						ordinals.has(Math.ceil(number / 7)) ||
						ordinals.has(-Math.ceil((length + 1 - number) / 7))));
			if (isWanted) days.push(first + number - 1);
		}
		return days;
	}

	#atPositions(days: number[]): number[] {
		const { bySetPos } = this.#parts;
		if (bySetPos.length === 0) return days;
		const kept = new Set<number>();
		for (const position of bySetPos) {
			const day = days[position > 0 ? position - 1 : days.length + position];
			if (day !== undefined) kept.add(day);
		}
		return [...kept].sort((a, b) => a - b);
	}

	#isInMonths(month: number): boolean {
		return this.#months.size === 0 || this.#months.has(month);
	}
}

function monthOf(day: number): Month {
	const date = new Date(day * DAY_MS);
	return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** The day number of the first of a month; months beyond 12 are those of the years after. */
function firstOfMonth({ year, month }: Month): number {
	return Date.UTC(year, month - 1, 1) / DAY_MS;
}
