/**
 * Due dates in English: finding the one in a title, and parsing a text that is one.
 *
 * Inside a title a wrong date is worse than a missed one. So a date counts when its words are dates
 * wherever they stand ("tomorrow", "27 nov"), or when something date-like supports words that mean
 * other things too: a preposition ("on sun"), a time beside them ("sat 9am"), or the end of the
 * title ("pay rent 12/1"). It does not count behind an article or "to", "after", "until" ("the 9/11
 * report", "moved to friday"), nor inside a longer word ("monday's"). Of several the last counts.
 */

import { WORDS_MAX_LENGTH } from "#domain/limits.ts";
import { addDays } from "#domain/time/calendar-date.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { resolveDstGap, type ZonedNow } from "#domain/time/zoned-time.ts";
import { parseWithChrono } from "./chrono-dates.ts";
import { WORD_START } from "./date-vocabulary.ts";
import { type FoundDate, parseDateAt } from "./date-words.ts";
import type { DateParser } from "./recurrence-text.ts";
import { type ReferenceTime, toReferenceTime } from "./reference-time.ts";
import { type FoundTime, parseTimeAt, withDayPart } from "./time-words.ts";

/** A date, a time, or both, and where their words stand, prepositions included. */
export type DuePhrase = { start: number; end: number; date: string | null; time: string | null };

type Phrase = DuePhrase & { items: Array<FoundDate | FoundTime>; preposition: string };

const WORDS = new RegExp(`${WORD_START}[\\p{L}\\p{N}@]`, "gu");
const CONNECTOR = /^\s*(?:,\s*)?(?:(?:at|on|by|from|around)\s+|@\s*|[-–]\s+)?$/i;
const PREPOSITION =
	/(?:^|(?<=[\s([{,;\uE001]))((?:due|starting|beginning|no later than):?(?:\s+(?:on|by|at|from|in))?\s+(?:the\s+)?|(?:on|by|before|for|at|from|around)\s+(?:the\s+)?|@\s*)$/iu;
/** Behind these words a date belongs to the title ("the 9/11 report"). */
const NOT_BEHIND =
	/(?:^|[\s([{,;])(?:(?:to|from|until|till|since|after|about|of|than|like|called|named|and|or|vs|was|were|is|are|not|no|every|each|last|past|previous|a|an|the|my|our|your|his|her|their|its|this|that|some|per|black|good|cyber|ash|super|taco|fat|casual|easter|palm|high)\s+|[&/]\s*)$/iu;
/** Behind these words digits are a number, not a date: "room 5/12". */
const NUMBERED = /(?:^|[\s([{,;])(?:page|part|chapter|version|room|step)\s+$/iu;
/** No date in words is longer. */
const MAX_LENGTH = 100;
/** Behind these "tom" is a person. */
const BEFORE_NAME =
	/(?:^|\s)(?:call|ask|e?mail|text|meet|tell|ping|visit|see|thank|help|pay|with|uncle|phone|message|invite|hug|feed|remind|for|by)\s+$/i;
const BOUNDARY = /^\s*(?:$|[\uE001.,;:!?)\]}…–—-])/u;
const END = /^[\s\uE001.,;:!?)\]}…–—-]*$/u;
const START = /^[\s\uE001([{–—-]*$/u;
const BETWEEN_DATES = /^\s*(?:and|or|to|through|thru|until|till|&|-|–)\s*$/i;

/**
 * The date and the time that a title gives, where they stand apart as two phrases ("friday: standup
 * at 9"). In the text, parts that were parsed before are masked by U+E001 and text to be kept by U+E000.
 */
export function findDue(text: string, reference: ReferenceTime): DuePhrase[] {
	const phrases = phrasesOf(text, reference);
	const counting = phrases.filter((phrase, index) => counts(phrase, text, phrases, index));
	const dated = counting.filter((phrase) => phrase.date !== null).at(-1);
	const timed = counting.filter((phrase) => phrase.date === null).at(-1);
	const found = dated?.time ? [dated] : [dated, timed];
	return found.filter((phrase) => phrase !== undefined).sort((a, b) => a.start - b.start);
}

/**
 * The date or time whose words start at `at`, whatever stands around; null where none does. Of a date
 * that does not exist ("feb 30 3pm") the time does not count either.
 */
export function parseDueAt(text: string, at: number, reference: ReferenceTime): DuePhrase | null {
	const phrase = phrasesOf(text.slice(at, at + MAX_LENGTH), reference)[0];
	if (!phrase || phrase.start > 0) return null;
	const time = phrase.items.some(isNoDate) ? null : phrase.time;
	return { ...phrase, time, start: at, end: at + phrase.end };
}

/**
 * The due date that a date and a time (`HH:MM` or `HH:MM:SS`) make. A time alone is the next one
 * that the clock shows. A time that a clock change skips moves forward by the gap.
 */
export function toDueDate(
	date: string | null,
	time: string | null,
	reference: ReferenceTime,
): WallClock | null {
	if (time === null) return date;
	const clock = time.padEnd(8, ":00");
	const isLeft = clock > reference.nowLocal.slice(11);
	const day = date ?? (isLeft ? reference.today : addDays(reference.today, 1));
	return resolveDstGap(`${day}T${clock}`, reference.timeZone);
}

/**
 * Parses a text that is one date and nothing else: any form of `parseDueDate`, or words ("next
 * friday 3pm", "noon tomorrow", "in 2 weeks"). Null when it is not; never throws for a text.
 */
export function parseDueWords(text: string, context: ZonedNow): WallClock | null {
	if (text.length > WORDS_MAX_LENGTH) return null;
	const trimmed = text.trim().replace(/\s+/g, " ");
	if (trimmed === "" || trimmed.length > MAX_LENGTH) return null;
	const reference = toReferenceTime(context);
	try {
		const phrase = parseDueAt(trimmed, 0, reference);
		if (phrase && phrase.end === trimmed.length)
			return toDueDate(phrase.date, phrase.time, reference);
		if (/^\d/.test(trimmed) && /\d$|z$/i.test(trimmed))
			return parseDueDate(trimmed, reference.timeZone);
		const due = parseWithChrono(trimmed, reference.today);
		return due && resolveDstGap(due, reference.timeZone);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/**
 * Parses the date behind "until" in a recurrence that ends its text: all the rest has to be one date,
 * in any form of `parseDueWords`. A time beside it is dropped.
 */
export function untilDateParser(context: ZonedNow): DateParser {
	return (text, at) => {
		const due = parseDueWords(text.slice(at), context);
		return due === null ? null : { date: due.slice(0, 10), end: text.length };
	};
}

function phrasesOf(text: string, reference: ReferenceTime): Phrase[] {
	const phrases: Phrase[] = [];
	let end = 0;
	for (const { index } of text.matchAll(WORDS)) {
		if (index < end) continue;
		const item = parseDateAt(text, index, reference) ?? parseTimeAt(text, index);
		if (!item) continue;
		end = item.end;
		const last = phrases.at(-1);
		if (last && CONNECTOR.test(text.slice(last.end, item.start)) && accepts(last, item)) {
			last.items.push(item);
			last.end = item.end;
		} else {
			phrases.push(newPhrase(text, item, last?.end ?? 0));
		}
	}
	return phrases.map((phrase) => ({ ...phrase, ...meaning(phrase.items) }));
}

function newPhrase(text: string, item: FoundDate | FoundTime, after: number): Phrase {
	const before = text.slice(Math.max(after, item.start - 32), item.start);
	const preposition = PREPOSITION.exec(before)?.[1] ?? "";
	const start = item.start - preposition.length;
	return { start, end: item.end, items: [item], preposition, date: null, time: null };
}

/** A phrase has one date, one time and one part of the day at most. */
function accepts(phrase: Phrase, item: FoundDate | FoundTime): boolean {
	const slot = (of: FoundDate | FoundTime) => (of.kind === "time" && of.dayPart ? "part" : of.kind);
	const fixed = phrase.items.some((other) => other.kind === "date" && other.time?.length === 8);
	return !fixed && phrase.items.every((other) => slot(other) !== slot(item));
}

function meaning(items: Array<FoundDate | FoundTime>): Pick<Phrase, "date" | "time"> {
	const date = items.find((item) => item.kind === "date");
	const times = items.filter((item) => item.kind === "time");
	const clock = times.find((item) => !item.dayPart);
	const part = times.find((item) => item.dayPart)?.time ?? date?.time ?? null;
	const time = clock?.bare && part ? withDayPart(clock.time, part) : (clock?.time ?? part);
	// Midnight today is the one that today ends with.
	const tonight = clock?.time === "00:00" && date?.time === "22:00";
	return { date: date?.date && tonight ? addDays(date.date, 1) : (date?.date ?? null), time };
}

function counts(phrase: Phrase, text: string, phrases: Phrase[], index: number): boolean {
	const { items, preposition, start, end } = phrase;
	if (items.some(isNoDate)) return false;
	const joined = (a?: Phrase, b?: Phrase) =>
		a && b && BETWEEN_DATES.test(text.slice(a.end, b.start));
	if (joined(phrases[index - 1], phrase) || joined(phrase, phrases[index + 1])) return false;
	const isTimed = items[0]?.kind === "time";
	const before = text.slice(Math.max(0, start - 24), start);
	const from = /^from\s/i.test(preposition);
	if (from ? !isTimed : NOT_BEHIND.test(before)) return false;
	if (NUMBERED.test(before) && /^\d/.test(text.slice(start))) return false;
	const supported =
		items.length > 1 || /^(?:on|by|before|at|around|due|start|begin|no|@|from)/i.test(preposition);
	const boundary = BOUNDARY.test(text.slice(end));
	const atEdge = END.test(text.slice(end)) || START.test(text.slice(0, start));
	return items.every((item) => {
		switch (item.needs) {
			case "nothing":
				return true;
			case "boundary":
				return (boundary || supported) && !isName(item, text, before);
			case "support":
				return supported || (boundary && /^this\s/i.test(text.slice(item.start)));
			case "edge":
				return supported || preposition !== "" || atEdge;
			case "preposition":
				return preposition !== "" && boundary;
			case "company":
				return items.length > 1;
			default:
				return false;
		}
	});
}

function isNoDate(item: FoundDate | FoundTime): boolean {
	return item.kind === "date" && item.date === null;
}

function isName(item: FoundDate | FoundTime, text: string, before: string): boolean {
	return /^to[dm]$/.test(text.slice(item.start, item.end)) && BEFORE_NAME.test(before);
}
