/** Due dates in words: a text that is one. For one inside a title see find-phrases.ts. */

import { WORDS_MAX_LENGTH } from "#domain/limits.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { findPhraseAt } from "./find-phrases.ts";
import { type ParseContext, type ReferenceTime, toReferenceTime } from "./reference-time.ts";
import { toDueDate } from "./resolve-phrase.ts";

/** A date, a time, or both, and where their words stand, prepositions included. */
export type DuePhrase = { start: number; end: number; date: string | null; time: string | null };

/**
 * The date or time whose words start at `at`, whatever stands around; null where none does, and for a
 * rule. Of a date that does not exist ("feb 30 3pm") neither date nor time counts.
 */
export function parseDueAt(text: string, at: number, reference: ReferenceTime): DuePhrase | null {
	const found = findPhraseAt(text, at, reference);
	if (!found || found.recurrence) return null;
	const { start, end, date, time } = found;
	return { start, end, date, time };
}

/**
 * Parses a text that is one date and nothing else: any form of `parseDueDate`, or words ("next
 * friday 3pm", "noon tomorrow", "in 2 weeks"). Null when it is not; never throws for a text.
 */
export function parseDueWords(text: string, context: ParseContext): WallClock | null {
	if (text.length > WORDS_MAX_LENGTH) return null;
	const trimmed = text.trim().replace(/\s+/g, " ");
	if (trimmed === "") return null;
	const reference = toReferenceTime(context);
	try {
		const phrase = parseDueAt(trimmed, 0, reference);
		if (phrase && phrase.end === trimmed.length && phrase.date !== phrase.time) {
			return toDueDate(phrase.date, phrase.time, reference);
		}
		return /^\d{4}-/.test(trimmed) ? parseDueDate(trimmed, reference.timeZone) : null;
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}
