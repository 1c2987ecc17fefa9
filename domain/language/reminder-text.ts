/** Reminders as people write them: alone, one a line, or inside a longer text. */

import { REMINDER_MAX_MINUTES_BEFORE, WORDS_MAX_LENGTH } from "#domain/limits.ts";
import type { Reminder } from "#domain/task/task.ts";
import { withAllDayTime } from "#domain/time/wall-clock.ts";
import type { ZonedNow } from "#domain/time/zoned-time.ts";
import { parseDueAt, parseDueWords } from "./due-text.ts";
import { ENGLISH } from "./en.ts";
import type { ReferenceTime } from "./reference-time.ts";
import { toDueDate } from "./resolve-phrase.ts";
import { parseSpanWords } from "./single-words.ts";
import { parseSpan } from "./span-grammar.ts";
import type { Span } from "./syntax.ts";
import { TokenCursor } from "./token-cursor.ts";
import { type Token, tokenize } from "./tokenize.ts";
import { matchWords } from "./vocabulary.ts";

/** Where the words stand, "remind me" included. */
export type FoundReminders = { start: number; end: number; reminders: Reminder[] };

/**
 * Parses a text that is one reminder: "30 minutes before", "1 day and 2 hours before", "at due time",
 * or a date, with or without time (09:00 then), as `parseDueWords` takes it. Throws a RangeError with
 * a sentence for people when it is none, or lies too long before.
 */
export function parseReminder(text: string, context: ZonedNow): Reminder {
	if (text.length > WORDS_MAX_LENGTH) throw noReminder(text);
	const trimmed = text.trim();
	const cursor = new TokenCursor(trimmed, tokenize(trimmed), ENGLISH);
	const minutesBefore = parseBefore(cursor);
	if (minutesBefore !== null && cursor.end === trimmed.length) {
		if (isPossible(minutesBefore)) return { minutesBefore };
		throw new RangeError("A reminder comes whole minutes before, at most 28 days.");
	}
	// "30 minutes" does not say whether before or from now.
	const due = parseSpanWords(trimmed) === null ? parseDueWords(trimmed, context) : null;
	if (due !== null) return { at: withAllDayTime(due) };
	throw noReminder(trimmed);
}

function noReminder(text: string): RangeError {
	const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
	return new RangeError(
		`"${shown}" is not a reminder. Write it like "30 minutes before" or "2026-11-30 18:00".`,
	);
}

/** "remind me …" with what follows it, wherever it stands in a text: masked as for `findPhrases`. */
export function findReminders(text: string, reference: ReferenceTime): FoundReminders[] {
	const tokens = tokenize(text);
	const found: FoundReminders[] = [];
	for (let at = 0; at < tokens.length; at += 1) {
		const length = remindLength(tokens, at);
		if (length === 0) continue;
		const cursor = new TokenCursor(text, tokens, ENGLISH, at + length);
		const reminders = parseReminders(cursor, reference);
		if (!reminders) continue;
		const end = Math.max(reminders.end, cursor.end);
		found.push({ start: tokens[at]?.start ?? 0, end, reminders: reminders.reminders });
		while (tokens[at + 1] && (tokens[at + 1]?.start ?? 0) < end) at += 1;
	}
	return found;
}

function remindLength(tokens: Token[], at: number): number {
	if (!ENGLISH.remind.some(([first]) => first === tokens[at]?.text)) return 0;
	if (!new TokenCursor("", tokens, ENGLISH, at).isWordStart()) return 0;
	const lengths = ENGLISH.remind.map((words) => matchWords(tokens, at, words));
	const length = Math.max(...lengths);
	return length > 0 && !tokens[at + length]?.isGlued ? length : 0;
}

/** "1 day before and 1 hour before", or a moment. */
function parseReminders(
	cursor: TokenCursor,
	reference: ReferenceTime,
): { reminders: Reminder[]; end: number } | null {
	const before = cursor.list(() => parseBefore(cursor));
	if (before.length > 0) {
		const reminders = before.map((minutesBefore) => ({ minutesBefore }));
		return before.every(isPossible) ? { reminders, end: cursor.end } : null;
	}
	const { token } = cursor;
	const due = token ? parseDueAt(cursor.text, token.start, reference) : null;
	const moment = due && toDueDate(due.date, due.time, reference);
	if (!due || !moment || isTaskAhead(cursor, due.end)) return null;
	if (parseSpanWords(cursor.text.slice(due.start, due.end)) !== null) return null;
	return { reminders: [{ at: withAllDayTime(moment) }], end: due.end };
}

/** "remind me tomorrow to call": what is to come tomorrow is the task. */
function isTaskAhead({ tokens, at }: TokenCursor, end: number): boolean {
	const next = tokens.slice(at).find(({ start }) => start >= end);
	return next !== undefined && ENGLISH.taskFollows.has(next.text);
}

/** Minutes before the due date; null for other words. */
function parseBefore(cursor: TokenCursor): number | null {
	return cursor.attempt(() => {
		if (cursor.role("atDue")) return cursor.isWordEnd() ? 0 : null;
		const isThe = cursor.role("the");
		const span = isThe ? oneUnit(cursor) : parseSpan(cursor)?.span;
		if (!span || !cursor.role("ahead") || !cursor.isWordEnd()) return null;
		return span.months > 0 ? Number.NaN : span.days * 1440 + span.seconds / 60;
	});
}

/** "the day" before. */
function oneUnit(cursor: TokenCursor): Span | null {
	const unit = cursor.take("unit", ({ isShort }) => !isShort);
	if (unit?.unit === "day") return { months: 0, days: unit.size, seconds: 0 };
	if (unit?.unit === "week") return { months: 0, days: 7 * unit.size, seconds: 0 };
	return unit?.unit === "hour" ? { months: 0, days: 0, seconds: 3600 } : null;
}

function isPossible(minutes: number): boolean {
	return Number.isInteger(minutes) && minutes <= REMINDER_MAX_MINUTES_BEFORE;
}
