/** Recurrences as people write them ("every 2 weeks on mon"): a text that is one. */

import { RULE_MAX_LENGTH } from "#domain/limits.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { CalendarDate } from "#domain/time/wall-clock.ts";
import { findPhraseAt } from "./find-phrases.ts";
import { type ParseContext, toReferenceTime } from "./reference-time.ts";

export type TimedRecurrence = {
	recurrence: Recurrence;
	/** `HH:MM` or `HH:MM:SS`, where the words give one: it belongs to the due date. */
	time: string | null;
	/** The first date that it may have, where the words give one ("starting dec 8"). */
	start: CalendarDate | null;
};

/** Beside words there are rules, which may be longer. */
const MAX_LENGTH = RULE_MAX_LENGTH + "every! RRULE:, 09:00:00".length;

/**
 * Parses a text that is a recurrence and nothing else, but perhaps a time of day and a date to start
 * with: "every 2 weeks on mon and thu, 09:00", "every! 3 days", "every morning", "monthly on the 15th
 * until 2027-01-01", "daily starting dec 8", or a bare RRULE. Null when it is not.
 */
export function parseRecurrence(text: string, context: ParseContext): TimedRecurrence | null {
	if (text.length > MAX_LENGTH) return null;
	const trimmed = text.trim();
	const found = findPhraseAt(trimmed, 0, toReferenceTime(context));
	if (!found?.recurrence || found.end !== trimmed.length) return null;
	const { recurrence, time, date } = found;
	return { recurrence, time, start: date };
}
