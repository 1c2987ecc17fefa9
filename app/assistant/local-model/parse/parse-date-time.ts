/** Dates, spans and reminders as slots: words that are one and nothing else. */

import type { Duration, PartialDateTime } from "#app/assistant/local-model/intent/date-time.ts";
import { NUMBER_WORD, parseNumber } from "#domain/language/date-vocabulary.ts";
import { parseDueAt, parseDueWords, untilDateParser } from "#domain/language/due-text.ts";
import { parseRecurrence } from "#domain/language/recurrence-text.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { parseReminder } from "#domain/language/reminder-text.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import type { Reminder } from "#domain/task/task.ts";
import { withAllDayTime } from "#domain/time/wall-clock.ts";
import { resolveDue } from "./resolve-due.ts";

const PREPOSITION = /^(?:on|at|by|for|to|until|till|before|due|this coming|the coming)\s+/i;
const HOUR = /^\d{1,2}$/;
/** What people say and the date parser does not know. */
const DATE_REPHRASINGS: [RegExp, string][] = [
	[/\bweek after next\b/i, "in 2 weeks"],
	[/\bfortnight\b/i, "2 weeks"],
	[/\b(?:later|sometime|some time) (today|tomorrow|this week)\b/i, "$1"],
	[/\b(?:first thing|early) (tomorrow|today|on \w+|\w+day)(?: morning)?\b/i, "$1 morning"],
	[/\b(?:late|at lunch(?:time)?|lunchtime) (tomorrow|today|\w+day)\b/i, "$1"],
	[/\bthis time tomorrow\b/i, "tomorrow"],
	[/^(?:right )?now$/i, "today"],
	[/\btomorrow night\b/i, "tomorrow at 8pm"],
	[/\b(\w+day) night\b/i, "$1 at 8pm"],
	[/\bthe (\w+day) after next\b/i, "in 2 weeks"],
	[/\bthe following (\w+)\b/i, "next $1"],
	[/\bend of the (week|month|year|day)\b/i, "end of $1"],
	[/\bafter the weekend\b/i, "monday"],
	[/\b(\d{1,2})(?:[:.](\d\d))? o'?clock\b/i, "at $1"],
	[/\bhalf past (\d{1,2})\b/i, "$1:30"],
];
/** A date that could not be meant otherwise: "5" is a number unless a task is moved "to 5". */
const NOT_A_DATE = /^(?:may|mar|march|second|minute|a|an|the|one)$/i;

/** A date, a time or both; null for other words. */
export function parseDateTime(text: string, moment: ReferenceTime): PartialDateTime | null {
	const words = rephrase(text.trim().replace(PREPOSITION, ""));
	if (words === "" || NOT_A_DATE.test(words)) return null;
	const spoken = HOUR.test(words) ? `at ${words}` : words;
	const phrase = parseDueAt(spoken, 0, moment);
	if (phrase && phrase.end === spoken.length) {
		const { date, time } = phrase;
		return date === null && time === null ? { date, time, impossible: true } : { date, time };
	}
	if (/^at\s/.test(spoken) && HOUR.test(words)) return null;
	const due = parseDueWords(spoken, moment);
	if (due === null) return null;
	const [date = null, time = null] = due.split("T");
	return { date, time: time?.slice(0, 5) ?? null };
}

/** A moment in a form that is parsed again. */
export function formatDateTime({ date, time }: PartialDateTime): string {
	return [date, time?.slice(0, 5)].filter(Boolean).join(" ");
}

/** A day (`YYYY-MM-DD`); null for other words and where there is a time beside it. */
export function parseDay(text: string, moment: ReferenceTime): string | null {
	if (PREPOSITION.test(text) || /^(?:right )?now$/i.test(text)) return null;
	const when = parseDateTime(text, moment);
	return when && !HOUR.test(text) && when.time === null ? when.date : null;
}

const UNIT = "(minute|min|hour|hr|day|week|fortnight|month|year)s?";
const COUNT = `(\\d{1,3}|half an?|an?|one more|another|(?:a )?couple of|(?:a )?few|${NUMBER_WORD})`;
const SPAN = new RegExp(`^${COUNT}(?: more)? ${UNIT}$`, "i");
const UNIT_DURATIONS: Record<string, Partial<Duration>> = {
	minute: { minutes: 1 },
	min: { minutes: 1 },
	hour: { minutes: 60 },
	hr: { minutes: 60 },
	day: { days: 1 },
	week: { days: 7 },
	fortnight: { days: 14 },
	month: { months: 1 },
	year: { months: 12 },
};

/** "two days", "a week", "half an hour". */
export function parseDuration(text: string): Duration | null {
	const [, count = "", unit = ""] = SPAN.exec(text.trim().replace(/\s+/g, " ")) ?? [];
	const size = UNIT_DURATIONS[unit.toLowerCase()];
	if (!size) return null;
	const number = countOf(count.toLowerCase());
	const { months = 0, days = 0, minutes = 0 } = size;
	const span = { months: months * number, days: days * number, minutes: minutes * number };
	return Object.values(span).every(Number.isInteger) ? span : null;
}

const RECURRENCE_REPHRASINGS: [RegExp, string][] = [
	[
		/^on (?=the .* of (?:every|each)|(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|week(?:day|end)s\b)/i,
		"",
	],
	[/^(the .+) of (?:every|each) (month|year)$/i, "every $2 on $1"],
	[/^((?:mon|tues|wednes|thurs|fri|satur|sun)day|week(?:day|end))s$/i, "every $1"],
	[/^each\b/i, "every"],
	[/^once an? (day|week|month|year)$/i, "every $1"],
	[/^on\s+/i, ""],
];

/** A recurrence, as the words that the tools parse. */
export function parseRecurrenceWords(text: string, moment: ReferenceTime): string | null {
	const words = RECURRENCE_REPHRASINGS.reduce(
		(line, [pattern, better]) => line.replace(pattern, better),
		text.trim().replace(/\s+/g, " "),
	);
	const recurrence = parseRecurrence(words, untilDateParser(moment));
	// With a time of day it is a date as well, which is parsed as one.
	return recurrence?.time === null ? recurrenceInWords(recurrence.recurrence) : null;
}

/** A reminder: minutes before, or a moment still to come. */
export function parseReminderWords(text: string, moment: ReferenceTime): Reminder | null {
	const words = rephrase(text.trim().replace(/^(?:for|on)\s+/i, ""));
	try {
		if (!HOUR.test(words)) return parseReminder(words, moment);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
	}
	const when = parseDateTime(words, moment);
	if (!when || when.impossible) return null;
	return { at: withAllDayTime(resolveDue(when, null, moment)) };
}

function rephrase(text: string): string {
	return DATE_REPHRASINGS.reduce(
		(words, [pattern, better]) => words.replace(pattern, better),
		text,
	);
}

function countOf(words: string): number {
	if (words.startsWith("half")) return 0.5;
	if (words.endsWith("couple of")) return 2;
	if (words.endsWith("few")) return 3;
	return /^(?:an?|one more|another)$/.test(words) ? 1 : parseNumber(words);
}
