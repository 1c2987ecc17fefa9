/** Places in a month: "1st and 15th", "last day", "2nd tuesday", "last weekday". */

import {
	RULE_WEEKDAYS,
	type RuleDay,
	type RuleParts,
	type RuleWeekday,
} from "#domain/recurrence/recurrence-rule.ts";
import { WEEKDAY, WORD_END } from "./date-vocabulary.ts";
import { type Cursor, parseList, sticky, take } from "./text-cursor.ts";

export const WORKDAYS = RULE_WEEKDAYS.slice(0, 5);
const ORDINAL_WORDS = ["first", "second", "third", "fourth", "fifth"];
export const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)|${ORDINAL_WORDS.join("|")})`;
const POSITION = `(?:${ORDINAL}[\\s-]+(?:to[\\s-]+)?last|last|${ORDINAL})`;
const POSITION_ITEM = sticky(
	`(${POSITION})(?:\\s+(?:(day)|(weekday|workday|work day|business day)|(${WEEKDAY})))?${WORD_END}`,
);

/** A list of days of the month, of weekdays with ordinals or of workdays; mixed is none. */
export function parseMonthPositions(cursor: Cursor): Partial<RuleParts> | null {
	const found = parseList(cursor, () => take(cursor, POSITION_ITEM));
	const byMonthDay: number[] = [];
	const bySetPos: number[] = [];
	const byDay: RuleDay[] = [];
	let noun: RegExpExecArray | null = null;
	// "1st and 3rd friday": an ordinal alone counts what the next one counts, so parsed from behind.
	for (const item of found.reverse()) {
		if (item[2] || item[3] || item[4]) noun = item;
		const number = positionOf(item[1] ?? "");
		const counted = noun ?? item;
		if (counted[3]) bySetPos.push(number);
		else if (counted[4]) byDay.push({ ordinal: number, weekday: parseRuleWeekday(counted[4]) });
		// "last" alone does not say what it is the last of.
		else if (number < 0 && !noun) return null;
		else byMonthDay.push(number);
	}
	const kinds = [byMonthDay, bySetPos, byDay].filter((kind) => kind.length > 0);
	const countable = [...bySetPos, ...byDay.map((day) => day.ordinal)];
	if (kinds.length !== 1 || countable.some((number) => Math.abs(number) > 5)) return null;
	if (byMonthDay.some((number) => number === 0 || Math.abs(number) > 31)) return null;
	if (countable.includes(0)) return null;
	if (byMonthDay.length > 0) return { byMonthDay };
	if (byDay.length > 0) return { byDay };
	return { bySetPos, byDay: WORKDAYS.map((weekday) => ({ ordinal: 0, weekday })) };
}

/** The weekday whose name starts with these two letters. */
export function parseRuleWeekday(name: string): RuleWeekday {
	const start = name.slice(0, 2).toUpperCase();
	return RULE_WEEKDAYS.find((weekday) => weekday === start) ?? "MO";
}

/** "2nd" and "second" are 2; null for no ordinal. */
export function parseOrdinal(word: string): number | null {
	const index = ORDINAL_WORDS.indexOf(word.toLowerCase());
	if (index >= 0) return index + 1;
	return /^\d+(?:st|nd|rd|th)$/i.test(word) ? Number.parseInt(word, 10) : null;
}

/** "2nd" is 2, "last" -1, "2nd to last" -2. */
function positionOf(words: string): number {
	const fromEnd = /last$/i.test(words);
	const ordinal = parseOrdinal(words.split(/[\s-]/)[0] ?? "");
	return fromEnd ? -(ordinal ?? 1) : (ordinal ?? 0);
}
