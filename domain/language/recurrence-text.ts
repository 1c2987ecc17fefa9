/** Parses recurrences as people write them ("every 2 weeks on mon"), alone or inside a longer text. */

import { RULE_MAX_LENGTH } from "#domain/limits.ts";
import {
	formatRule,
	normalizeRule,
	type Recurrence,
	type RuleParts,
} from "#domain/recurrence/recurrence-rule.ts";
import { NUMBER_WORD, parseNumber, WORD_END, WORD_START } from "./date-vocabulary.ts";
import { parseSchedule, parseScheduleAdverb, SCHEDULE_ADVERB } from "./recurrence-grammar.ts";
import { type Cursor, sticky, take } from "./text-cursor.ts";
import { parseTimeAt } from "./time-words.ts";

/** Parses the date that starts at `at` in a text: `YYYY-MM-DD` and where it ends; null for none. */
export type DateParser = (text: string, at: number) => { date: string; end: number } | null;

export type FoundRecurrence = {
	recurrence: Recurrence;
	/** Where "every …" stands, and where "5 times" or "until …" stands when a time is in between. */
	ranges: Array<{ start: number; end: number }>;
	/** `HH:MM` when the words name a part of the day ("every morning"); it belongs to the due date. */
	time: string | null;
};

const EVERY = sticky("every(!?)\\s+(?:single\\s+)?");
const RAW = sticky("(?=(?:RRULE:)?FREQ=)");
const BEGINNING = new RegExp(
	`${WORD_START}(?:every!?\\s|${SCHEDULE_ADVERB}${WORD_END}|(?:RRULE:)?FREQ=)`,
	"giu",
);
const TIMES = sticky(
	`\\s*(?:,\\s*)?(?:for\\s+)?(\\d{1,4}|${NUMBER_WORD})\\s*(?:times|x|occurrences)${WORD_END}`,
);
const UNTIL = sticky("\\s*(?:,\\s*)?(?:until|till|ending(?:\\s+on)?|ends(?:\\s+on)?)\\s+");
const TIME_BETWEEN = sticky(
	`\\s*(?:,\\s*)?(?:at\\s+|@\\s*)?(?:\\d{1,2}(?:[:.]\\d\\d)?\\s*(?:[ap]m)?|noon|midday|midnight)${WORD_END}`,
);
/** "the daily", "twice daily": there the adverb is about something else. */
const NOT_BEFORE_ADVERB = /(?:^|\s)(?:the|a|an|my|our|your|his|her|their|once|twice|times|x)\s+$/i;
/** Beside words there are rules, which may be longer. */
const RECURRENCE_MAX_LENGTH = RULE_MAX_LENGTH + "every! RRULE:, 09:00:00".length;
const AT = /^at\s+/i;
const LEADING_SPACE = /^\s*(?:,\s*)?/;

export type TimedRecurrence = {
	recurrence: Recurrence;
	/** `HH:MM`, where the words give one: it belongs to the due date. */
	time: string | null;
};

/**
 * Parses a text that is a recurrence and nothing else, but perhaps a time of day: "every 2 weeks on
 * mon and thu, 09:00", "every! 3 days", "every morning", "monthly on the 15th until 2027-01-01", or a
 * bare RRULE. Null when it is not. `parseUntil` is for "until" in other forms than YYYY-MM-DD.
 */
export function parseRecurrence(
	text: string,
	parseUntil: DateParser = isoDate,
): TimedRecurrence | null {
	if (text.length > RECURRENCE_MAX_LENGTH) return null;
	const trimmed = text.trim();
	const found = parseRecurrenceAt(trimmed, 0, parseUntil);
	if (!found) return null;
	const { recurrence, ranges, time } = found;
	const rest = ranges
		.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), trimmed)
		.replace(/^[\s,]+|[\s,]+$/g, "");
	if (rest === "") return { recurrence, time };
	const clock =
		time === null
			? (parseTimeAt(rest, 0) ?? parseTimeAt(rest, AT.exec(rest)?.[0].length ?? 0))
			: null;
	return clock?.end === rest.length ? { recurrence, time: clock.time } : null;
}

/** The last recurrence inside a text; null for none. */
export function findRecurrence(
	text: string,
	parseUntil: DateParser = isoDate,
): FoundRecurrence | null {
	let found: FoundRecurrence | null = null;
	let end = 0;
	for (const { index } of text.matchAll(BEGINNING)) {
		if (index < end) continue;
		const here = parseRecurrenceAt(text, index, parseUntil);
		if (!here) continue;
		found = here;
		end = here.ranges.at(-1)?.end ?? end;
	}
	return found;
}

function parseRecurrenceAt(
	text: string,
	start: number,
	parseUntil: DateParser,
): FoundRecurrence | null {
	const cursor = { text, at: start };
	const every = take(cursor, EVERY);
	const isAdverb = !every && !take(cursor, RAW);
	if (isAdverb && NOT_BEFORE_ADVERB.test(text.slice(Math.max(0, start - 12), start))) return null;
	const schedule = isAdverb ? parseScheduleAdverb(cursor) : parseSchedule(cursor);
	if (!schedule) return null;
	const ranges = [{ start, end: cursor.at }];
	const tail = parseEnd(cursor, schedule.parts, parseUntil);
	if (tail) {
		const space = LEADING_SPACE.exec(text.slice(tail.start))?.[0].length ?? 0;
		if (tail.start === cursor.at) ranges[0] = { start, end: tail.end };
		else ranges.push({ start: tail.start + space, end: tail.end });
	}
	const rule = canonical({ ...schedule.parts, ...tail?.parts });
	const from = every?.[1] ? "completion" : "due";
	return rule === null ? null : { recurrence: { rule, from }, ranges, time: schedule.time };
}

/** "5 times" or "until …", behind the schedule or behind the time that follows it. */
function parseEnd(cursor: Cursor, schedule: RuleParts, parseUntil: DateParser) {
	if (schedule.count !== null || schedule.until !== null) return null;
	const behindTime = { ...cursor };
	take(behindTime, TIME_BETWEEN);
	for (const { text, at: start } of [cursor, behindTime]) {
		const attempt = { text, at: start };
		const times = take(attempt, TIMES);
		if (times) return { parts: { count: parseNumber(times[1] ?? "") }, start, end: attempt.at };
		const date = take(attempt, UNTIL) ? parseUntil(text, attempt.at) : null;
		if (date) {
			return { parts: { until: date.date.replaceAll("-", "") }, start, end: date.end };
		}
	}
	return null;
}

function canonical(parts: RuleParts): string | null {
	try {
		return normalizeRule(formatRule(parts));
	} catch (error) {
		// Such as every 5000 days: it looks like a rule and is none.
		if (error instanceof RangeError) return null;
		throw error;
	}
}

const ISO_DATE = sticky(`\\d{4}-\\d{2}-\\d{2}${WORD_END}`);

function isoDate(text: string, at: number) {
	const cursor = { text, at };
	const date = take(cursor, ISO_DATE)?.[0];
	return date === undefined ? null : { date, end: cursor.at };
}
