/** Dates of the syntax tree, reckoned from today. */

import { firstOccurrence } from "#domain/recurrence/first-occurrence.ts";
import { formatRule, type RuleParts } from "#domain/recurrence/recurrence-rule.ts";
import { addDays, addMonths, daysBetween, toCalendarDate } from "#domain/time/calendar-date.ts";
import { isoWeekday } from "#domain/time/day-number.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import type { CalendarDate } from "#domain/time/wall-clock.ts";
import { nowPlus } from "#domain/time/zoned-time.ts";
import {
	endOfPeriod,
	nextDate,
	nextDayOfMonth,
	startOfNextPeriod,
	weekendDay,
} from "./date-periods.ts";
import type { ReferenceTime } from "./reference-time.ts";
import type { DateSyntax, Span } from "./syntax.ts";

/** A date, and `HH:MM:SS` where the words give the time of day, too. */
export type ResolvedDate = { date: CalendarDate; time: string | null };

/** How far ahead a weekday with a day of the month may lie ("sunday 13th"). */
const MONTHS_AHEAD = 12;

/** The date that was meant; null for one that does not exist ("feb 30"). Throws a RangeError beyond the years. */
export function resolveDate(syntax: DateSyntax, reference: ReferenceTime): ResolvedDate | null {
	if (syntax.type === "iso") {
		const [date = "", time = null] = parseDueDate(syntax.text, reference.timeZone).split("T");
		return { date, time };
	}
	if (syntax.type === "span") return ofSpan(syntax, reference);
	const date = calendarDate(syntax, reference);
	return date === null ? null : { date, time: null };
}

function calendarDate(
	syntax: Exclude<DateSyntax, { type: "iso" | "span" }>,
	reference: ReferenceTime,
): CalendarDate | null {
	const { today } = reference;
	switch (syntax.type) {
		case "day":
			return addDays(today, syntax.offset);
		case "weekday":
			return ofWeekday(syntax, today);
		case "monthDay":
			return ofMonth(syntax, today);
		case "numeric":
			return ofNumbers(syntax, reference);
		case "position":
			return ofPosition(syntax, today);
		case "edge":
			return ofEdge(syntax, today);
		case "edgeOfMonth":
			return ofEdgeOfMonth(syntax, today);
		case "period":
			return ofPeriod(syntax, today);
		default:
			return syntax satisfies never;
	}
}

/** On a Friday "friday" is the one to come; "this friday" may be today, but never one that has passed. */
function ofWeekday(
	{ weekday, which, week }: Extract<DateSyntax, { type: "weekday" }>,
	today: CalendarDate,
): CalendarDate {
	const ahead = (weekday - isoWeekday(today) + 7) % 7;
	if (which === "past") return addDays(today, ahead === 0 ? -7 : ahead - 7);
	const inNextWeek = addDays(startOfNextPeriod("week", today), weekday - 1);
	if (which === "next" || week === "next") return inNextWeek;
	const coming = addDays(today, ahead === 0 && which !== "this" ? 7 : ahead);
	return week === "afterNext" ? addDays(coming, 7) : coming;
}

function ofMonth(
	{ month, day, year, weekday, next }: Extract<DateSyntax, { type: "monthDay" }>,
	today: CalendarDate,
): CalendarDate | null {
	if (year !== null && month !== null) {
		const date = toCalendarDate(year, month, day);
		return date !== null && fitsWeekday(date, weekday) ? date : null;
	}
	if (month !== null) {
		const date = nextDate(month, day, today);
		return date !== null && fitsWeekday(date, weekday) ? date : null;
	}
	let from = next ? startOfNextPeriod("month", today) : today;
	for (let months = 0; months <= MONTHS_AHEAD; months += 1) {
		const date = nextDayOfMonth(day, from);
		if (date === null || fitsWeekday(date, weekday)) return date;
		from = addDays(date, 1);
	}
	return null;
}

function fitsWeekday(date: CalendarDate, weekday: number | null): boolean {
	return weekday === null || isoWeekday(date) === weekday;
}

/** Month first where that is the custom, the United States; day first elsewhere. */
function ofNumbers(
	{ first, second, separator, year }: Extract<DateSyntax, { type: "numeric" }>,
	{ timeZone, today }: ReferenceTime,
): CalendarDate | null {
	const isMonthFirst =
		separator !== "." && second <= 31 && first <= 12 && (second > 12 || MONTH_FIRST.test(timeZone));
	const [month, day] = isMonthFirst ? [first, second] : [second, first];
	if (year === null) return nextDate(month, day, today);
	return toCalendarDate(Number(year.padStart(4, "20")), month, day);
}

const MONTH_FIRST =
	/^(?:US\/|Etc\/|UTC$|GMT$|Pacific\/Honolulu|America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Juneau|Sitka|Nome|Adak|Yakutat|Metlakatla|Menominee|Indiana|Kentucky|North_Dakota|Louisville))/;

function ofPosition(
	{ parts, next, year }: Extract<DateSyntax, { type: "position" }>,
	today: CalendarDate,
): CalendarDate {
	const unit = parts.frequency === "MONTHLY" ? "month" : "year";
	const from = year === null ? (next ? startOfNextPeriod(unit, today) : today) : `${year}-01-01`;
	return firstOccurrence(formatRule(parts), from);
}

function ofEdge(
	{ edge, unit, next }: Extract<DateSyntax, { type: "edge" }>,
	today: CalendarDate,
): CalendarDate {
	if (edge === "end") {
		if (unit !== "quarter") return endOfPeriod(unit.charAt(0), next, today);
		const start = startOfQuarter(next ? addMonths(today, 3) : today);
		return addDays(addMonths(start, 3), -1);
	}
	const nextStart =
		unit === "quarter" ? addMonths(startOfQuarter(today), 3) : startOfNextPeriod(unit, today);
	if (edge === "start") return nextStart;
	const middle = (start: CalendarDate) => addDays(start, MIDDLE_DAYS[unit] ?? 0);
	const isThis =
		unit === "month"
			? `${today.slice(0, 7)}-01`
			: unit === "year"
				? `${today.slice(0, 4)}-01-01`
				: addDays(today, 1 - isoWeekday(today));
	const here = middle(unit === "quarter" ? startOfQuarter(today) : isThis);
	return !next && here >= today ? here : middle(nextStart);
}

/** Days from the start of a period to its middle: Wednesday, the 15th, the 1st of July. */
const MIDDLE_DAYS: Partial<Record<string, number>> = { week: 2, month: 14, quarter: 45, year: 181 };

function startOfQuarter(date: CalendarDate): CalendarDate {
	const month = Number(date.slice(5, 7));
	return `${date.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, "0")}-01`;
}

function ofEdgeOfMonth(
	{ edge, month, year }: Extract<DateSyntax, { type: "edgeOfMonth" }>,
	today: CalendarDate,
): CalendarDate | null {
	const byMonthDay = [edge === "start" ? 1 : edge === "middle" ? 15 : -1];
	const from = year === null ? today : `${year}-01-01`;
	return firstOccurrence(`FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${byMonthDay}`, from);
}

function ofPeriod(
	{ unit, which, more }: Extract<DateSyntax, { type: "period" }>,
	today: CalendarDate,
): CalendarDate {
	if (unit === "weekend") return weekendDay(which === "next" ? addDays(today, 7) : today);
	if (unit === "workday") {
		const ahead = isoWeekday(today) >= 5 ? 8 - isoWeekday(today) : 1;
		return addDays(today, ahead);
	}
	const start =
		unit === "quarter" ? addMonths(startOfQuarter(today), 3) : startOfNextPeriod(unit, today);
	if (more === 0) return start;
	return unit === "week" ? addDays(start, 7 * more) : addMonths(start, (MONTHS[unit] ?? 0) * more);
}

const MONTHS: Partial<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

function ofSpan(
	{ span, base, isBefore }: Extract<DateSyntax, { type: "span" }>,
	reference: ReferenceTime,
): ResolvedDate | null {
	const signed = isBefore ? negated(span) : span;
	if (base === null) return fromNow(signed, reference);
	if (span.seconds !== 0) return null;
	const from = resolveDate(base, reference);
	if (from === null || from.time !== null) return null;
	const date = shifted(from.date, signed);
	if (date >= reference.today || !isYearly(base)) return { date, time: null };
	// "50 days before christmas" in December is said of the next one.
	const later = resolveDate(base, { ...reference, today: addDays(from.date, 1) });
	return later && { date: shifted(later.date, signed), time: null };
}

function isYearly(base: DateSyntax): boolean {
	return base.type === "monthDay" && base.month !== null && base.year === null;
}

/** Hours and minutes pass in real time; without seconds, to the full minute. */
function fromNow(span: Span, { timeZone, now, today }: ReferenceTime): ResolvedDate | null {
	if (span.seconds === 0) return { date: shifted(today, span), time: null };
	const days = daysBetween(today, shifted(today, span));
	const milliseconds = span.seconds * 1000 + days * 86_400_000;
	const [date = "", time = ""] = nowPlus(milliseconds, timeZone, now).split("T");
	return { date, time: span.seconds % 60 === 0 ? `${time.slice(0, 5)}:00` : time };
}

/** A date moved by the months and days of a span. */
export function shifted(date: CalendarDate, { months, days }: Span): CalendarDate {
	return addDays(addMonths(date, months), days);
}

function negated({ months, days, seconds }: Span): Span {
	return { months: -months, days: -days, seconds: -seconds };
}

/** The rule with the days of a position that stands beside it ("the last friday of may every year"). */
export function withPosition(rule: RuleParts, syntax: DateSyntax): RuleParts {
	const isOpen = rule.byMonth.length + rule.byMonthDay.length + rule.byDay.length === 0;
	if (isOpen && syntax.type === "edge" && syntax.edge === "end" && syntax.unit === "month") {
		return rule.frequency === "MONTHLY" ? { ...rule, byMonthDay: [-1] } : rule;
	}
	if (!isOpen || syntax.type !== "position" || syntax.parts.frequency !== rule.frequency)
		return rule;
	const { byMonth, byMonthDay, byDay, bySetPos } = syntax.parts;
	return { ...rule, byMonth, byMonthDay, byDay, bySetPos };
}
