/** Dates: written out, named, in the calendar's periods, or so far from another. */

import { RULE_WEEKDAYS, type RuleParts } from "#domain/recurrence/recurrence-rule.ts";
import { parsePositions, ruleOf } from "./position-grammar.ts";
import { parseSpan } from "./span-grammar.ts";
import type { DateNode, DateSyntax, PeriodUnit, RequiredContext, Which } from "./syntax.ts";
import type { TokenCursor } from "./token-cursor.ts";

type DateParser = (cursor: TokenCursor) => DateNode | null;

const MACHINE =
	/\d{4}-(?:\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|[Ww]\d\d(?:-\d)?)/y;

/** The date at the cursor. */
export function parseDate(cursor: TokenCursor): DateNode | null {
	return cursor.longest([...BASES, fromBase, ahead]);
}

const BASES: DateParser[] = [
	machine,
	numeric,
	monthDay,
	dayOfMonth,
	namedDay,
	weekday,
	period,
	edge,
	position,
	holiday,
];

function plain(date: DateSyntax, needs: RequiredContext = "nothing"): DateNode {
	return { date, part: null, isName: false, needs };
}

/** `2026-12-01`, `2026-12-01 09:00`, `2026-12-01T09:00:00+01:00`, `2026-W53`. */
function machine(cursor: TokenCursor): DateNode | null {
	const { token } = cursor;
	if (token?.kind !== "number" || token.raw.length !== 4) return null;
	MACHINE.lastIndex = token.start;
	const text = MACHINE.exec(cursor.text)?.[0];
	if (text === undefined) return null;
	const end = token.start + text.length;
	while (cursor.token && cursor.token.end <= end) cursor.at += 1;
	return cursor.end === end ? plain({ type: "iso", text }) : null;
}

/** "12/1", "27.01.2027", "2027/1/27". */
function numeric(cursor: TokenCursor): DateNode | null {
	const first = cursor.digits(4);
	const separator = cursor.isGlued() ? cursor.token?.text : undefined;
	if (first === null || !separator || !"/.-".includes(separator)) return null;
	const next = (most: number) =>
		cursor.attempt(() => {
			if (!cursor.isGlued() || !cursor.mark(separator) || !cursor.isGlued()) return null;
			return cursor.digits(most);
		});
	const second = next(2);
	if (second === null) return null;
	const third = next(4);
	if (first.length === 4) {
		if (third === null || third.length > 2) return null;
		const [month, day] = [Number(second), Number(third)];
		return plain({
			type: "monthDay",
			month,
			day,
			year: Number(first),
			weekday: null,
			next: false,
		});
	}
	if (first.length > 2 || third?.length === 3 || third?.length === 1) return null;
	// Only slashes make a date without a year: 2.5 and 3-5 are numbers and ranges.
	if (third === null && (separator !== "/" || (first === "24" && second === "7"))) return null;
	if (third?.length === 2 && separator !== "/") return null;
	const needs = third !== null ? "nothing" : first === "9" && second === "11" ? "support" : "edge";
	const date = { first: Number(first), second: Number(second), separator, year: third };
	return plain({ type: "numeric", ...date }, needs);
}

/** "27 jan", "the 27th of january, 2027", "fri, nov 27", "dec 24-26": its first day. */
function monthDay(cursor: TokenCursor): DateNode | null {
	const weekday = cursor.attempt(() => {
		const found = takeWeekday(cursor);
		if (found !== null) cursor.mark(",");
		return found;
	});
	if (weekday !== null) cursor.role("on");
	const isMonthFirst = cursor.attempt(() => {
		cursor.role("the");
		return cursor.take("month");
	});
	if (isMonthFirst) {
		cursor.mark(".");
		if (cursor.isGlued() && cursor.tokens[cursor.at - 1]?.text !== ".") return null;
		cursor.role("the");
		const day = dayNumber(cursor);
		if (!day) return null;
		skipRange(cursor, false);
		return written(cursor, { weekday, month: isMonthFirst, day });
	}
	cursor.role("the");
	const day = dayNumber(cursor);
	if (!day) return null;
	skipRange(cursor, true);
	cursor.role("of");
	const month = cursor.take("month");
	if (month && cursor.isGlued()) cursor.mark(".");
	return month && written(cursor, { weekday, month, day });
}

type Day = { value: number; isOrdinal: boolean };

function written(
	cursor: TokenCursor,
	{
		weekday,
		month,
		day,
	}: {
		weekday: number | null;
		month: { value: number; isWord: boolean; isName: boolean };
		day: Day;
	},
): DateNode {
	const year = parseYear(cursor);
	const isSure = weekday !== null || day.isOrdinal || year !== null;
	const needs =
		isSure || (!month.isWord && !month.isName) ? "nothing" : month.isWord ? "boundary" : "start";
	const date = { month: month.value, day: day.value, year, weekday, next: false };
	return plain({ type: "monthDay", ...date }, needs);
}

function parseYear(cursor: TokenCursor): number | null {
	return cursor.attempt(() => {
		cursor.mark(",");
		const digits = cursor.digits(4);
		if (digits?.length !== 4 || !/^(?:19|20|21)/.test(digits)) return null;
		return cursor.isWordEnd() ? Number(digits) : null;
	});
}

/** "27", "27th", "first". */
export function dayNumber(cursor: TokenCursor): Day | null {
	return cursor.attempt(() => {
		const digits = cursor.digits(2);
		if (digits === null) {
			const ordinal = cursor.take("ordinal");
			return ordinal && { value: ordinal.value, isOrdinal: true };
		}
		const isOrdinal = cursor.isGlued() && cursor.role("ordinalEnd");
		return { value: Number(digits), isOrdinal };
	});
}

/** "24-26", "dec 24 – jan 2": what comes behind the first day of a range. */
function skipRange(cursor: TokenCursor, isDayFirst: boolean): void {
	cursor.attempt(() => {
		if (!cursor.mark("-") && (isDayFirst || !cursor.role("through"))) return null;
		const month = cursor.take("month");
		const day = dayNumber(cursor);
		if (!day || day.value > 31) return null;
		if (!month && !isDayFirst) cursor.take("month");
		return cursor.isWordEnd() ? true : null;
	});
}

/** "27th", "the 15th of the month", "sunday 13th". */
function dayOfMonth(cursor: TokenCursor): DateNode | null {
	const weekday = takeWeekday(cursor);
	if (weekday !== null) cursor.mark(",");
	const isThe = cursor.role("the");
	const digits = cursor.digits(2);
	if (digits === null || !cursor.isGlued() || !cursor.role("ordinalEnd")) return null;
	const ofMonth = ofThisOrNext(cursor, "month");
	if (
		weekday !== null &&
		ofMonth === null &&
		!isThe &&
		!cursor.isBoundary() &&
		!isClockAhead(cursor)
	) {
		return null;
	}
	const date = { month: null, day: Number(digits), year: null, weekday };
	const needs = weekday !== null || ofMonth !== null ? "nothing" : "day";
	return plain({ type: "monthDay", ...date, next: ofMonth === "next" }, needs);
}

function isClockAhead(cursor: TokenCursor): boolean {
	const { at } = cursor;
	const isClock =
		cursor.digits(4) !== null ||
		cursor.role("at", "until", "every") ||
		cursor.take("clock") !== null;
	cursor.at = at;
	return isClock;
}

/** "of the month", "of next month". */
function ofThisOrNext(cursor: TokenCursor, unit: "month" | "year"): Which {
	return cursor.attempt(() => {
		if (!cursor.role("of")) return null;
		const which = thisOrNext(cursor);
		const found = cursor.take("unit", (meaning) => meaning.unit === unit && meaning.size === 1);
		return found ? which : null;
	});
}

function thisOrNext(cursor: TokenCursor): "this" | "next" {
	if (cursor.role("next")) return "next";
	if (cursor.role("the")) return cursor.role("next") ? "next" : "this";
	cursor.role("this");
	return "this";
}

/** "today", "tmrw", "tonight". */
function namedDay(cursor: TokenCursor): DateNode | null {
	const { token } = cursor;
	const day = cursor.take("day", ({ isName }) => !isName || token?.raw === token?.text);
	if (!day) return null;
	const needs = day.offset < 0 ? "whole" : day.isName ? "boundary" : "nothing";
	const isThis = day.part !== null && day.part !== "night" && day.offset === 0;
	return {
		date: { type: "day", offset: day.offset },
		part: day.part,
		isName: day.isName,
		needs: isThis ? "boundary" : needs,
	};
}

/** "friday", "this coming friday", "next friday", "friday next week", "next week on friday". */
function weekday(cursor: TokenCursor): DateNode | null {
	const weekFirst = cursor.attempt(() => {
		if (!cursor.role("next") || !takeUnit(cursor, "week")) return null;
		cursor.role("on");
		return "next" as const;
	});
	const isThe = cursor.role("the");
	const isComing = cursor.role("coming");
	const which: Which = isComing ? null : weekFirst ? null : parseWhich(cursor);
	const found = cursor.take("weekday", ({ isPlural }) => !isPlural);
	if (!found) return null;
	takeAbbreviationDot(cursor);
	const weekBehind =
		cursor.attempt(() => {
			cursor.role("of");
			return cursor.role("next") && takeUnit(cursor, "week") ? ("next" as const) : null;
		}) ?? (cursor.role("afterNext") ? ("afterNext" as const) : null);
	const week = weekFirst ?? weekBehind;
	const isSure = !found.isWord || which === "next" || week !== null;
	const certain =
		isSure && !isThe ? "nothing" : isSure || which === "this" ? "boundary" : "support";
	return plain(
		{ type: "weekday", weekday: found.value, which, week },
		which === "past" ? "whole" : certain,
	);
}

function parseWhich(cursor: TokenCursor): Which {
	if (cursor.role("next")) return "next";
	if (cursor.role("this")) {
		return cursor.role("coming") ? null : "this";
	}
	return cursor.role("past") ? "past" : null;
}

function takeWeekday(cursor: TokenCursor): number | null {
	const found = cursor.take("weekday", ({ isPlural }) => !isPlural);
	if (found) takeAbbreviationDot(cursor);
	return found?.value ?? null;
}

function takeAbbreviationDot(cursor: TokenCursor): void {
	const isShort = (cursor.tokens[cursor.at - 1]?.text.length ?? 0) <= 5;
	if (isShort && cursor.isGlued()) cursor.mark(".");
}

function takeUnit(cursor: TokenCursor, unit: string): boolean {
	return (
		cursor.take(
			"unit",
			(meaning) => meaning.unit === unit && meaning.size === 1 && !meaning.isShort,
		) !== null
	);
}

/** "next week", "next weekday", "this weekend", "the week after next". */
function period(cursor: TokenCursor): DateNode | null {
	const isThe = cursor.role("the");
	const which: Which = parseWhich(cursor);
	if (cursor.role("weekend")) {
		if (which === "past") return null;
		const needs = which === null ? (isThe ? "support" : "end") : "nothing";
		return plain({ type: "period", unit: "weekend", which, more: 0 }, needs);
	}
	if (which === "next" && cursor.role("workday")) {
		return plain({ type: "period", unit: "workday", which, more: 0 });
	}
	const unit = periodUnit(cursor);
	if (unit === null || unit === "day") return null;
	if (isThe && which === null && cursor.role("afterNext")) {
		return plain({ type: "period", unit, which: "next", more: 1 });
	}
	return which === "next" ? plain({ type: "period", unit, which, more: 0 }) : null;
}

function periodUnit(cursor: TokenCursor): PeriodUnit | null {
	const found = cursor.take("unit", ({ isShort }) => !isShort);
	if (!found) return null;
	if (found.unit === "month" && found.size === 3) return "quarter";
	if (found.size !== 1) return null;
	const { unit } = found;
	return unit === "day" || unit === "week" || unit === "month" || unit === "year" ? unit : null;
}

/** "end of january", "mid jan", "start of next week", "eom". */
function edge(cursor: TokenCursor): DateNode | null {
	for (const [role, unit] of END_WORDS) {
		if (cursor.role(role)) return plain({ type: "edge", edge: "end", unit, next: false });
	}
	cursor.role("the");
	const which = cursor.role("startOf")
		? "start"
		: cursor.role("middleOf")
			? "middle"
			: cursor.role("endOf")
				? "end"
				: null;
	if (which === null) return null;
	cursor.mark("-");
	const isOf = cursor.role("of");
	const month = cursor.take("month");
	if (month) {
		if (!isOf && which === "end") return null;
		const year = parseYear(cursor);
		return plain(
			{ type: "edgeOfMonth", edge: which, month: month.value, year },
			isOf ? "nothing" : "boundary",
		);
	}
	const isNext = thisOrNext(cursor) === "next";
	const unit = isOf || which === "middle" ? periodUnit(cursor) : null;
	if (unit === null || (unit === "day" && which !== "end")) return null;
	return plain({ type: "edge", edge: which, unit, next: isNext }, isOf ? "nothing" : "boundary");
}

const END_WORDS = [
	["endOfDay", "day"],
	["endOfWeek", "week"],
	["endOfMonth", "month"],
	["endOfYear", "year"],
] as const;

/** "first monday of december", "the last day of the month", "last day of the year". */
function position(cursor: TokenCursor): DateNode | null {
	cursor.role("the");
	const positions = parsePositions(cursor);
	if (!positions || !cursor.role("of")) return null;
	const month = cursor.take("month");
	if (month) {
		const parts = ruleOf({ frequency: "YEARLY", byMonth: [month.value], ...positions });
		return onlyOne(parts, plain({ type: "position", parts, next: false, year: parseYear(cursor) }));
	}
	const isNext = thisOrNext(cursor) === "next";
	const unit = periodUnit(cursor);
	if (unit !== "month" && unit !== "year") return null;
	const inYear = positions.byMonthDay?.includes(-1) ? { byMonth: [12] } : { byMonth: [1] };
	if (unit === "year" && !positions.byMonthDay) return null;
	const parts =
		unit === "month"
			? ruleOf({ frequency: "MONTHLY", ...positions })
			: ruleOf({ frequency: "YEARLY", ...inYear, ...positions });
	return onlyOne(parts, plain({ type: "position", parts, next: isNext, year: null }));
}

function onlyOne({ byMonthDay, byDay, bySetPos }: RuleParts, found: DateNode): DateNode | null {
	const isOne =
		bySetPos.length > 0 ? bySetPos.length === 1 : byMonthDay.length + byDay.length === 1;
	return isOne ? found : null;
}

function holiday(cursor: TokenCursor): DateNode | null {
	cursor.role("the");
	const found = cursor.take("holiday");
	if (!found) return null;
	const { month, day } = found;
	const year = parseYear(cursor);
	return plain({ type: "monthDay", month, day, year, weekday: null, next: false }, "boundary");
}

/** "in 3 days", "+5 days", "3 days from now", "3 weeks", "3 days ago". */
function ahead(cursor: TokenCursor): DateNode | null {
	const isPlus = cursor.mark("+");
	const isIn = !isPlus && cursor.role("in", "within");
	if (isIn) cursor.role("around");
	const found = parseSpan(cursor);
	if (!found) return null;
	// "In a minute" and "in a second" only say soon.
	const isSoon =
		!found.isCounted && (found.unit === "minute" || found.unit === "second") && found.count === 1;
	if (isSoon) return null;
	const { span } = found;
	if (isPlus || isIn) return plain({ type: "span", span, base: null, isBefore: false });
	if (cursor.role("fromNow")) return plain({ type: "span", span, base: null, isBefore: false });
	if (cursor.role("ago")) return plain({ type: "span", span, base: null, isBefore: true }, "whole");
	if (!found.isCounted) return null;
	return plain({ type: "span", span, base: null, isBefore: false }, "end");
}

/** "a week from friday", "60 days before dec 31", "the day after christmas". */
function fromBase(cursor: TokenCursor): DateNode | null {
	const isOne = cursor.role("the");
	const span = isOne ? oneUnit(cursor) : (parseSpan(cursor)?.span ?? oneUnit(cursor));
	if (!span) return null;
	const isBefore = cursor.role("before");
	if (!isBefore && !cursor.role("after") && !cursor.role("from")) return null;
	cursor.role("the");
	const base = cursor.longest(BASES);
	if (!base || base.needs === "whole" || (base.needs === "day" && !cursor.isBoundary()))
		return null;
	return plain({ type: "span", span, base: base.date, isBefore });
}

function oneUnit(cursor: TokenCursor) {
	const unit = cursor.take("unit", ({ isShort }) => !isShort);
	if (!unit || (unit.unit !== "day" && unit.unit !== "week" && unit.unit !== "month")) return null;
	const { size } = unit;
	if (unit.unit === "month") return { months: size, days: 0, seconds: 0 };
	return { months: 0, days: unit.unit === "day" ? size : size * 7, seconds: 0 };
}

/** The weekday of a rule by its number (Monday is 1). */
export function ruleWeekday(number: number) {
	return RULE_WEEKDAYS[number - 1] ?? "MO";
}
