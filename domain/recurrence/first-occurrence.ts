/** The first date of a rule, for a new task; occurrences.server.ts finds the later ones. */

import { addDays, addMonths, daysInMonth } from "#domain/time/calendar-date.ts";
import { isoWeekday } from "#domain/time/day-number.ts";
import { parseRule, RULE_WEEKDAYS, type RuleParts } from "./recurrence-rule.ts";

/** Beyond this many years a rule has no date: leap days and weekdays repeat within 40. */
const YEARS_AHEAD = 41;

/**
 * The first date (`YYYY-MM-DD`) on or after `fromDate` that fits an RRULE, with `fromDate` as the
 * start of the series: what the rule leaves open (the weekday of FREQ=WEEKLY) comes from there, and
 * INTERVAL does not matter yet. The 31st is the last day of a shorter month, which RFC 5545
 * (section 3.3.10) would skip. Throws a RangeError for a bad rule and for one without any such date.
 */
export function firstOccurrence(rule: string, fromDate: string): string {
	const parts = parseRule(rule);
	const last = addedYears(fromDate, YEARS_AHEAD);
	const until = parts.until?.replace(/^(....)(..)(..).*$/, "$1-$2-$3") ?? last;
	for (const period of periodsFrom(fromDate, parts)) {
		if (period > last || period > until) break;
		const first = datesIn(period, fromDate, parts).find((date) => date >= fromDate);
		if (first !== undefined && first <= until) return first;
	}
	throw new RangeError(`The rule has no date on or after ${fromDate}.`);
}

/** The first days of weeks, months or years, from the one that `fromDate` is in. */
function* periodsFrom(fromDate: string, { frequency }: RuleParts): Generator<string> {
	if (frequency === "WEEKLY") {
		const monday = addDays(fromDate, 1 - isoWeekday(fromDate));
		for (let week = monday; ; week = addDays(week, 7)) yield week;
	}
	const yearly = frequency === "YEARLY";
	const start = yearly ? `${fromDate.slice(0, 4)}-01-01` : `${fromDate.slice(0, 7)}-01`;
	for (let month = start; ; month = addMonths(month, yearly ? 12 : 1)) yield month;
}

/** The dates of one period that fit the rule, in order. */
function datesIn(period: string, fromDate: string, parts: RuleParts): string[] {
	const { frequency, byMonth, bySetPos } = parts;
	const inMonths = (date: string) => byMonth.length === 0 || byMonth.includes(monthOf(date));
	if (frequency === "DAILY" || frequency === "HOURLY") {
		// A day is a set of one, so BYSETPOS can only keep it or empty it.
		const kept = bySetPos.length === 0 || bySetPos.some((position) => Math.abs(position) === 1);
		return kept && inMonths(period) ? datesOfMonth(period, parts) : [];
	}
	if (frequency === "WEEKLY")
		return atPositions(datesOfWeek(period, fromDate, parts), bySetPos).filter(inMonths);
	const open = parts.byMonthDay.length + parts.byDay.length === 0;
	const withDay = open ? { ...parts, byMonthDay: [Number(fromDate.slice(8))] } : parts;
	if (frequency === "MONTHLY") {
		return inMonths(period) ? atPositions(datesOfMonth(period, withDay), bySetPos) : [];
	}
	return atPositions(datesOfYear(period, open ? monthOf(fromDate) : null, withDay), bySetPos);
}

function datesOfWeek(monday: string, fromDate: string, { byDay }: RuleParts): string[] {
	const weekdays = byDay.map(({ weekday }) => RULE_WEEKDAYS.indexOf(weekday) + 1);
	const wanted = weekdays.length > 0 ? weekdays : [isoWeekday(fromDate)];
	return wanted.map((weekday) => addDays(monday, weekday - 1));
}

function datesOfYear(newYear: string, openMonth: number | null, parts: RuleParts): string[] {
	const all = parts.byMonth.length === 0;
	if (all && parts.byDay.some(({ ordinal }) => ordinal !== 0))
		return weekdaysOfYear(newYear, parts);
	const months = all ? (openMonth === null ? ALL_MONTHS : [openMonth]) : parts.byMonth;
	return months.flatMap((month) => datesOfMonth(addMonths(newYear, month - 1), parts));
}

const ALL_MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** The dates of the month of `date` that fit BYMONTHDAY and BYDAY; all, where neither is given. */
function datesOfMonth(date: string, { byMonthDay, byDay, bySetPos }: RuleParts): string[] {
	const length = daysInMonth(date);
	const month = date.slice(0, 7);
	const firstWeekday = isoWeekday(`${month}-01`);
	// Where a day that the month lacks has a stand-in: see to-rfc-rules.ts.
	const shortest = byDay.length + bySetPos.length === 0 ? length : 31;
	const days = byMonthDay.map((day) => (day > 0 ? Math.min(day, shortest) : length + 1 + day));
	const fits = (day: number) => {
		const weekday = RULE_WEEKDAYS[(firstWeekday + day - 2) % 7];
		const fromStart = Math.ceil(day / 7);
		const fromEnd = -Math.ceil((length + 1 - day) / 7);
		return (
			(days.length === 0 || days.includes(day)) &&
			(byDay.length === 0 ||
				byDay.some(
					(wanted) =>
						wanted.weekday === weekday && [0, fromStart, fromEnd].includes(wanted.ordinal),
				))
		);
	};
	return Array.from({ length }, (_, index) => index + 1)
		.filter(fits)
		.map((day) => `${month}-${String(day).padStart(2, "0")}`);
}

/** BYDAY with ordinals and no BYMONTH: "the 20th Monday of the year" (RFC 5545 section 3.3.10). */
function weekdaysOfYear(newYear: string, { byDay }: RuleParts): string[] {
	const length = daysInMonth(`${newYear.slice(0, 4)}-02`) + 337;
	const firstWeekday = isoWeekday(newYear);
	return Array.from({ length }, (_, index) => index + 1)
		.filter((day) => {
			const weekday = RULE_WEEKDAYS[(firstWeekday + day - 2) % 7];
			const ordinals = [0, Math.ceil(day / 7), -Math.ceil((length + 1 - day) / 7)];
			return byDay.some(
				(wanted) => wanted.weekday === weekday && ordinals.includes(wanted.ordinal),
			);
		})
		.map((day) => addDays(newYear, day - 1));
}

function atPositions(dates: string[], positions: number[]): string[] {
	if (positions.length === 0) return dates;
	return dates.filter((_, index) =>
		positions.some((position) => index === (position > 0 ? position - 1 : dates.length + position)),
	);
}

function addedYears(date: string, years: number): string {
	const year = Math.min(9999, Number(date.slice(0, 4)) + years);
	return `${year}${date.slice(4)}`;
}

function monthOf(date: string): number {
	return Number(date.slice(5, 7));
}
