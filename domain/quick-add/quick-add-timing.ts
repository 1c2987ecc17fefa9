/** When a task of quick add is due, and how it repeats. */

import type { Moment } from "#domain/language/date-words.ts";
import { type DuePhrase, dueFrom, findDue, readDueAt } from "#domain/language/due-text.ts";
import { type FoundRecurrence, findRecurrence } from "#domain/language/recurrence-text.ts";
import { firstOccurrence } from "#domain/recurrence/first-occurrence.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { addDays } from "#domain/time/calendar-date.ts";
import { dueInWords, timeInWords } from "#domain/time/due-words.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { maskRead, type Range } from "./quick-add-tokens.ts";

export type Timing = {
	due: WallClock | null;
	recurrence: Recurrence | null;
	parts: Array<Range & { kind: "date" | "recurrence"; label: string }>;
};

/**
 * Reads rule, date and time from a masked text. A date that is given stands; a rule without one is
 * due at its first date whose time has not passed; a time alone is the next one the clock shows.
 */
export function readTiming(masked: string, moment: Moment): Timing {
	const found = findRecurrence(masked, (text, at) => {
		const phrase = readDueAt(text, at, moment);
		return phrase?.date ? { date: phrase.date, end: phrase.end } : null;
	});
	return (found && withRule(found, masked, moment)) ?? withoutRule(masked, moment);
}

/** Null for a rule that has no date left ("every day until" a day that has passed). */
function withRule(found: FoundRecurrence, masked: string, moment: Moment): Timing | null {
	const phrases = findDue(maskRead(masked, found.ranges), moment);
	const time = valueIn(phrases, "time") ?? found.time;
	const date = valueIn(phrases, "date") ?? firstDate(found.recurrence.rule, time, moment);
	if (date === null) return null;
	const due = dueFrom(date, time, moment);
	const words = recurrenceInWords(found.recurrence);
	const parts = found.ranges.map((range, index) => ({
		...range,
		kind: "recurrence" as const,
		label: index === 0 ? words : masked.slice(range.start, range.end),
	}));
	return {
		due,
		recurrence: found.recurrence,
		parts: [...parts, ...dateParts(phrases, due, moment)],
	};
}

function withoutRule(masked: string, moment: Moment): Timing {
	const phrases = findDue(masked, moment);
	const due =
		phrases.length === 0
			? null
			: dueFrom(valueIn(phrases, "date"), valueIn(phrases, "time"), moment);
	return { due, recurrence: null, parts: dateParts(phrases, due, moment) };
}

/** When a rule is due first, at a time of day or all day; null when it has no date left. */
export function firstDue(rule: string, time: string | null, moment: Moment): WallClock | null {
	const date = firstDate(rule, time, moment);
	return date && dueFrom(date, time, moment);
}

function firstDate(rule: string, time: string | null, moment: Moment): string | null {
	const hasPassed = time !== null && time.padEnd(8, ":00") <= moment.nowLocal.slice(11);
	try {
		return firstOccurrence(rule, hasPassed ? addDays(moment.today, 1) : moment.today);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/** Where date and time stand apart, each is labelled by itself. */
function dateParts(phrases: DuePhrase[], due: WallClock | null, moment: Moment): Timing["parts"] {
	if (due === null) return [];
	return phrases.map(({ start, end, date }) => {
		const whole = phrases.length === 1 ? due : date === null ? null : due.slice(0, 10);
		const label =
			whole === null
				? timeInWords(due.slice(11, 16), moment)
				: capitalised(dueInWords(whole, moment.nowLocal, moment));
		return { kind: "date", start, end, label };
	});
}

function valueIn(phrases: DuePhrase[], name: "date" | "time"): string | null {
	return phrases.find((phrase) => phrase[name] !== null)?.[name] ?? null;
}

function capitalised(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
