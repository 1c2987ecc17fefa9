import type { ReadContext } from "#app/transfer/file/reading.ts";
import { parseDueWords } from "#domain/language/due-text.ts";
import { parseQuickAdd } from "#domain/quick-add/quick-add.ts";
import { firstOccurrence } from "#domain/recurrence/first-occurrence.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

/** What Todoist writes and quick add does not read, in quick add's words. */
const IDIOMS: Array<[idiom: RegExp, words: string]> = [
	[/^ev(!?)\s/i, "every$1 "],
	[/^after\s+(?=\d|an?\b)/i, "every! "],
	[/\b(starting|beginning)\s+(?:from|at)\s+/i, "$1 "],
	[/\bending(?:\s+(?:on|at))?\s+/i, "until "],
	[/\bevery(!?)\s+(?:work|business)\s?day\b/i, "every$1 weekday"],
];

/** Stands before the words, so that they are the end of a title, as quick add has them. */
const TITLE = "Task";

/**
 * A date of Todoist's ("tomorrow 18:00", "every! 3 days", "Oct 5 2026"), which are in words, relative
 * ones from the moment of reading. Null when all of it cannot be read.
 */
export function parseTodoistDate(
	text: string,
	context: ReadContext,
): { due: WallClock | null; recurrence: Recurrence | null } | null {
	const words = IDIOMS.reduce((current, [idiom, by]) => current.replace(idiom, by), text.trim());
	const due = parseDueWords(words, context);
	if (due !== null) return { due, recurrence: null };
	const read = parseQuickAdd(`${TITLE} ${words}`, context);
	const isWhole = read.title === TITLE && read.tags.length === 0 && read.priority === null;
	if (!isWhole || read.due === null) return null;
	return { due: firstFitting(read.due, read.recurrence), recurrence: read.recurrence };
}

/** "every monday starting 1 dec": that day need not be one of the rule's. */
function firstFitting(due: WallClock, recurrence: Recurrence | null): WallClock {
	if (recurrence?.from !== "due") return due;
	const [date = "", time] = due.split("T");
	try {
		const first = firstOccurrence(recurrence.rule, date);
		return time === undefined ? first : `${first}T${time}`;
	} catch (error) {
		if (error instanceof RangeError) return due;
		throw error;
	}
}
