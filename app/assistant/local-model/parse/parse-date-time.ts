/** Dates, spans and reminders as slots: words that are one and nothing else. */

import type { Duration, PartialDateTime } from "#app/assistant/local-model/intent/date-time.ts";
import { parseDueAt, parseDueWords } from "#domain/language/due-text.ts";
import { parseRecurrence } from "#domain/language/recurrence-text.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { parseReminder } from "#domain/language/reminder-text.ts";
import { parseSpanWords } from "#domain/language/single-words.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import type { Reminder } from "#domain/task/task.ts";
import { withAllDayTime } from "#domain/time/wall-clock.ts";
import { resolveDue } from "./resolve-due.ts";

const PREPOSITION = /^(?:on|at|by|for|to|until|till|before|due|this coming|the coming)\s+/i;
const HOUR = /^\d{1,2}$/;
/** What people say and the date parser does not know. */
const DATE_REPHRASINGS: [RegExp, string][] = [
	[/\bweek after next\b/i, "in 2 weeks"],
	[/\b(?:later|sometime|some time) (today|tomorrow|this week)\b/i, "$1"],
	[/\b(?:first thing|early) (tomorrow|today|on \w+|\w+day)(?: morning)?\b/i, "$1 morning"],
	[/\b(?:late|at lunch(?:time)?|lunchtime) (tomorrow|today|\w+day)\b/i, "$1"],
	[/\bthis time tomorrow\b/i, "tomorrow"],
	[/^(?:right )?now$/i, "today"],
	[/\bthe following (\w+)\b/i, "next $1"],
	[/\bafter the weekend\b/i, "monday"],
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

/** "two days", "a week", "half an hour", "one more day". */
export function parseDuration(text: string): Duration | null {
	const words = text.replace(/\b(?:one more|another)\b/i, "one").replace(/ more (?=\S+$)/i, " ");
	const span = parseSpanWords(words);
	if (!span || span.seconds % 60 !== 0) return null;
	return { months: span.months, days: span.days, minutes: span.seconds / 60 };
}

/** A recurrence, as the words that the tools parse. */
export function parseRecurrenceWords(text: string, moment: ReferenceTime): string | null {
	const recurrence = parseRecurrence(text, moment);
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
