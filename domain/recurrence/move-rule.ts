/** What becomes of a rule when its series goes on from another day. */

import { daysInMonth } from "#domain/time/calendar-date.ts";
import { isoWeekday } from "#domain/time/day-number.ts";
import {
	formatRule,
	parseRule,
	RULE_WEEKDAYS,
	type RuleDay,
	type RuleParts,
} from "./recurrence-rule.ts";

/**
 * The rule with its day moved from the date `from`, which was one of its dates, to the date `to`:
 * every Monday becomes every Tuesday, the 1st the 3rd, the last Friday the last Thursday. A rule of
 * several days, and one whose months do not have the new date, stays as it is.
 */
export function moveRule(rule: string, from: string, to: string): string {
	const parts = parseRule(rule);
	const moved = from === to ? null : movedDay(parts, from, to);
	return moved ? formatRule({ ...parts, ...moved }) : rule;
}

function movedDay(parts: RuleParts, from: string, to: string): Partial<RuleParts> | null {
	const { byMonthDay, byDay, bySetPos } = parts;
	if (bySetPos.length > 0 || byMonthDay.length + byDay.length !== 1) return null;
	const byMonth = movedMonth(parts, from, to);
	if (byMonth === null) return null;
	const [monthDay] = byMonthDay;
	const [weekday] = byDay;
	const moved =
		monthDay === undefined ? movedWeekday(weekday, parts, from, to) : movedDate(monthDay, from, to);
	return moved && { byMonth, ...moved };
}

/** The one month of a yearly rule moves along; others have to have the new date. */
function movedMonth({ frequency, byMonth }: RuleParts, from: string, to: string): number[] | null {
	const isOne = frequency === "YEARLY" && byMonth.length === 1 && byMonth.includes(monthOf(from));
	if (isOne) return [monthOf(to)];
	return byMonth.length === 0 || byMonth.includes(monthOf(to)) ? byMonth : null;
}

function movedDate(day: number, from: string, to: string): Partial<RuleParts> | null {
	if (day < 0) {
		if (day !== -daysLeft(from)) return null;
		return { byMonthDay: [day === -daysLeft(to) ? day : dayOf(to)] };
	}
	return Math.min(day, daysInMonth(from)) === dayOf(from) ? { byMonthDay: [dayOf(to)] } : null;
}

function movedWeekday(
	day: RuleDay | undefined,
	{ frequency, byMonth }: RuleParts,
	from: string,
	to: string,
): Partial<RuleParts> | null {
	if (!day || day.weekday !== weekdayNameOf(from)) return null;
	const weekday = weekdayNameOf(to);
	if (day.ordinal === 0) return { byDay: [{ ordinal: 0, weekday }] };
	// "The 20th Monday of the year" has no month to be counted in.
	if (frequency === "YEARLY" && byMonth.length === 0) return null;
	if (![fromStart(from), fromEnd(from)].includes(day.ordinal)) return null;
	// A month may lack a fifth one, and never a last.
	const isFromEnd = day.ordinal === fromEnd(to) || fromStart(to) > 4;
	return { byDay: [{ ordinal: isFromEnd ? fromEnd(to) : fromStart(to), weekday }] };
}

function weekdayNameOf(date: string) {
	return RULE_WEEKDAYS[isoWeekday(date) - 1] ?? "MO";
}

/** 2 for the second of its weekday in its month. */
function fromStart(date: string): number {
	return Math.ceil(dayOf(date) / 7);
}

/** -1 for the last of its weekday in its month. */
function fromEnd(date: string): number {
	return -Math.ceil(daysLeft(date) / 7);
}

/** Of the month, the date itself included. */
function daysLeft(date: string): number {
	return daysInMonth(date) + 1 - dayOf(date);
}

function dayOf(date: string): number {
	return Number(date.slice(8, 10));
}

function monthOf(date: string): number {
	return Number(date.slice(5, 7));
}
