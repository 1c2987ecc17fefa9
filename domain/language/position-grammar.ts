/** Places in a month: "1st and 15th", "last day", "2nd tuesday", "last workday". */

import { RULE_WEEKDAYS, type RuleDay, type RuleParts } from "#domain/recurrence/recurrence-rule.ts";
import type { TokenCursor } from "./token-cursor.ts";

type Noun = "day" | "workday" | number | null;
type Position = { number: number; noun: Noun };

const WORKDAYS: RuleDay[] = RULE_WEEKDAYS.slice(0, 5).map((weekday) => ({ ordinal: 0, weekday }));
/** No month has a sixth Monday or a 24th workday. */
const MOST_WEEKDAYS = 5;
const MOST_WORKDAYS = 23;

/** A rule with the parts that are given, and nothing else. */
export function ruleOf(parts: Partial<RuleParts> & Pick<RuleParts, "frequency">): RuleParts {
	return {
		interval: 1,
		byMonth: [],
		byMonthDay: [],
		byDay: [],
		byHour: [],
		bySetPos: [],
		weekStart: "MO",
		count: null,
		until: null,
		...parts,
	};
}

/** A list of days of the month, of weekdays with ordinals or of workdays; mixed is none. */
export function parsePositions(cursor: TokenCursor): Partial<RuleParts> | null {
	const found = cursor.list(() => parsePosition(cursor));
	const byMonthDay: number[] = [];
	const bySetPos: number[] = [];
	const byDay: RuleDay[] = [];
	let noun: Noun = null;
	// "1st and 3rd friday": an ordinal alone counts what the next one counts, so parsed from behind.
	for (const item of found.reverse()) {
		noun = item.noun ?? noun;
		const { number } = item;
		if (noun === "workday") bySetPos.unshift(number);
		else if (typeof noun === "number") {
			byDay.unshift({ ordinal: number, weekday: RULE_WEEKDAYS[noun - 1] ?? "MO" });
		}
		// "last" alone does not say what it is the last of.
		else if (number < 0 && noun === null) return null;
		else byMonthDay.unshift(number);
	}
	const kinds = [byMonthDay, bySetPos, byDay].filter((kind) => kind.length > 0);
	if (kinds.length !== 1) return null;
	const isWithin = (most: number) => (number: number) => number !== 0 && Math.abs(number) <= most;
	if (!byMonthDay.every(isWithin(31)) || !bySetPos.every(isWithin(MOST_WORKDAYS))) return null;
	if (!byDay.every(({ ordinal }) => isWithin(MOST_WEEKDAYS)(ordinal))) return null;
	if (byMonthDay.length > 0) return { byMonthDay };
	return byDay.length > 0 ? { byDay } : { bySetPos, byDay: WORKDAYS };
}

function parsePosition(cursor: TokenCursor): Position | null {
	return cursor.attempt(() => {
		cursor.role("the");
		const number = parsePlace(cursor);
		if (number === null) return null;
		const noun = parseNoun(cursor);
		return cursor.isWordEnd() ? { number, noun } : null;
	});
}

/** "2nd" and "second" are 2, "last" -1, "2nd to last" and "second last" -2. */
function parsePlace(cursor: TokenCursor): number | null {
	if (cursor.role("last")) return -1;
	const ordinal = parseOrdinal(cursor);
	if (ordinal === null) return null;
	const isFromEnd = cursor.attempt(() => {
		cursor.mark("-");
		cursor.role("to");
		cursor.mark("-");
		return cursor.role("last") ? true : null;
	});
	return isFromEnd ? -ordinal : ordinal;
}

/** "2nd" and "second" are 2. */
export function parseOrdinal(cursor: TokenCursor): number | null {
	const word = cursor.take("ordinal");
	if (word) return word.value;
	return cursor.attempt(() => {
		const digits = cursor.digits(2);
		return digits !== null && cursor.isGlued() && cursor.role("ordinalEnd") ? Number(digits) : null;
	});
}

function parseNoun(cursor: TokenCursor): Noun {
	return cursor.attempt<Noun>(() => {
		if (cursor.role("workday")) return "workday";
		const weekday = cursor.take("weekday", ({ isPlural }) => !isPlural);
		if (weekday) return weekday.value;
		const day = cursor.take(
			"unit",
			({ unit, size, isShort }) => unit === "day" && size === 1 && !isShort,
		);
		return day ? "day" : null;
	});
}
