/** Reminders as people write them: alone, one a line, or inside a longer text. */

import { REMINDER_MAX_MINUTES_BEFORE, WORDS_MAX_LENGTH } from "#domain/limits.ts";
import type { Reminder } from "#domain/task/task.ts";
import { withAllDayTime } from "#domain/time/wall-clock.ts";
import type { ZonedNow } from "#domain/time/zoned-time.ts";
import { LIST_SEPARATOR, NUMBER_WORD, parseNumber, WORD_END } from "./date-vocabulary.ts";
import { parseDueAt, parseDueWords, toDueDate } from "./due-text.ts";
import type { ReferenceTime } from "./reference-time.ts";

const DIGITS = "\\d{1,6}(?:\\.\\d{1,6})?";
const WORDS = `half\\s+an?|an?|the|(?:a\\s+)?couple\\s+of|${NUMBER_WORD}`;
const UNIT = "(m|h|d|w)[a-z]*";
const UNIT_WORD = "(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?)";
/** Digits and words stand apart, so that there is one way only to read a span. */
const SPAN = `(?:${DIGITS}\\s*(?:${UNIT_WORD}|[mhdw])|(?:${WORDS})\\s+${UNIT_WORD})`;
const BEFORE = new RegExp(
	`(${SPAN}(?:(?:\\s+and|,)?\\s+${SPAN})*)\\s+(?:before(?:hand)?|early|earlier|ahead|in\\s+advance)${WORD_END}`,
	"iuy",
);
const ONE_SPAN = new RegExp(`(${DIGITS}|${WORDS})(?:\\s+|(?<=\\d))${UNIT}`, "giu");
const AT_DUE = new RegExp(
	`(?:(?:at|on)\\s+(?:the\\s+)?(?:due(?:\\s+(?:time|date))?|time)|when(?:\\s+it['’]?s|\\s+it\\s+is)?\\s+due)${WORD_END}`,
	"iuy",
);
const ANOTHER = new RegExp(`${LIST_SEPARATOR}(?=${SPAN}|at\\s|on\\s)`, "iuy");
/** "remind me tomorrow to call": what is to come tomorrow is the task. */
const TASK_FOLLOWS = /^\s+(?:to|about|that|of)\s/i;
const MINUTES: Record<string, number> = { m: 1, h: 60, d: 1440, w: 10_080 };

/**
 * Parses a text that is one reminder: "30 minutes before", "1 day and 2 hours before", "at due time",
 * or a date, with or without time (09:00 then), as `parseDueWords` takes it. Throws a RangeError with
 * a sentence for people when it is none, or lies too long before.
 */
export function parseReminder(text: string, context: ZonedNow): Reminder {
	if (text.length > WORDS_MAX_LENGTH) throw noReminder(text);
	const trimmed = text.trim();
	const before = parseBefore(trimmed, 0);
	if (before && before.end === trimmed.length) {
		if (isPossible(before.minutesBefore)) return { minutesBefore: before.minutesBefore };
		throw new RangeError("A reminder comes whole minutes before, at most 28 days.");
	}
	const due = parseDueWords(trimmed, context);
	if (due !== null) return { at: withAllDayTime(due) };
	throw noReminder(trimmed);
}

function noReminder(text: string): RangeError {
	const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
	return new RangeError(
		`"${shown}" is not a reminder. Write it like "30 minutes before" or "2026-11-30 18:00".`,
	);
}

/** The reminders whose words start at `at` ("1 day before and 1 hour before"), and where they end. */
export function parseRemindersAt(
	text: string,
	at: number,
	reference: ReferenceTime,
): { reminders: Reminder[]; end: number } | null {
	const reminders: Reminder[] = [];
	for (let start = at, end = at; ; ) {
		const before = parseBefore(text, start);
		if (before && !isPossible(before.minutesBefore)) return null;
		if (before) {
			reminders.push({ minutesBefore: before.minutesBefore });
			end = before.end;
		} else if (reminders.length === 0) {
			const due = parseDueAt(text, start, reference);
			const moments = due && toDueDate(due.date, due.time, reference);
			if (!due || !moments || TASK_FOLLOWS.test(text.slice(due.end, due.end + 8))) return null;
			return { reminders: [{ at: withAllDayTime(moments) }], end: due.end };
		}
		ANOTHER.lastIndex = end;
		if (!before || !ANOTHER.test(text)) return { reminders, end };
		start = ANOTHER.lastIndex;
	}
}

function parseBefore(text: string, at: number): { minutesBefore: number; end: number } | null {
	AT_DUE.lastIndex = at;
	if (AT_DUE.test(text)) return { minutesBefore: 0, end: AT_DUE.lastIndex };
	BEFORE.lastIndex = at;
	const spans = BEFORE.exec(text)?.[1];
	if (spans === undefined) return null;
	let minutesBefore = 0;
	for (const [, count = "", unit = ""] of spans.matchAll(ONE_SPAN)) {
		minutesBefore += countOf(count) * (MINUTES[unit.toLowerCase()] ?? 0);
	}
	return { minutesBefore, end: BEFORE.lastIndex };
}

function countOf(words: string): number {
	const word = words.toLowerCase();
	if (word.startsWith("half")) return 0.5;
	if (word.endsWith("of")) return 2;
	return /^(?:an?|the)$/.test(word) ? 1 : parseNumber(word);
}

function isPossible(minutes: number): boolean {
	return Number.isInteger(minutes) && minutes <= REMINDER_MAX_MINUTES_BEFORE;
}
