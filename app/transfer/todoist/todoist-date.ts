import type { ReadContext } from "#app/transfer/file/reading.ts";
import { parseDueWords } from "#domain/language/due-text.ts";
import { parseRecurrence } from "#domain/language/recurrence-text.ts";
import type { DayPartTimes, ParseContext } from "#domain/language/reference-time.ts";
import { findFirstDueDate } from "#domain/recurrence/first-due-date.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

/** The hours that Todoist takes parts of the day for. */
const DAY_PARTS: DayPartTimes = {
	morning: "09:00",
	noon: "12:00",
	afternoon: "12:00",
	evening: "19:00",
	night: "22:00",
};

/**
 * A date of Todoist's ("tomorrow 18:00", "every! 3 days", "Oct 5 2026"), which are in words, relative
 * ones from the moment of reading. Null when all of it cannot be read.
 */
export function parseTodoistDate(
	text: string,
	{ now, timeZone }: ReadContext,
): { due: WallClock | null; recurrence: Recurrence | null } | null {
	const context: ParseContext = { now, timeZone, dayParts: DAY_PARTS };
	const due = parseDueWords(text, context);
	if (due !== null) return { due, recurrence: null };
	const found = parseRecurrence(text, context);
	if (!found) return null;
	const { recurrence, time, start } = found;
	const first = findFirstDueDate(recurrence.rule, time, context, start);
	return first === null ? null : { due: first, recurrence };
}
