/** When a task of quick add is due, and how it repeats. */

import { type DuePhrase, findDue, parseDueAt, toDueDate } from "#domain/language/due-text.ts";
import { type FoundRecurrence, findRecurrence } from "#domain/language/recurrence-text.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { findFirstDueDate } from "#domain/recurrence/first-due-date.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { dueInWords, timeInWords } from "#domain/time/format-due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { maskParsed, type TextRange } from "./quick-add-tokens.ts";

export type Timing = {
	due: WallClock | null;
	recurrence: Recurrence | null;
	parts: Array<TextRange & { kind: "date" | "recurrence"; label: string }>;
};

/**
 * Parses rule, date and time from a masked text. A date that is given stands; a rule without one is
 * due at its first date whose time has not passed; a time alone is the next one the clock shows.
 */
export function parseTiming(masked: string, reference: ReferenceTime): Timing {
	const found = findRecurrence(masked, (text, at) => {
		const phrase = parseDueAt(text, at, reference);
		return phrase?.date ? { date: phrase.date, end: phrase.end } : null;
	});
	return (found && withRule(found, masked, reference)) ?? withoutRule(masked, reference);
}

/** Null for a rule that has no date left ("every day until" a day that has passed). */
function withRule(found: FoundRecurrence, masked: string, reference: ReferenceTime): Timing | null {
	const phrases = findDue(maskParsed(masked, found.ranges), reference);
	const time = valueIn(phrases, "time") ?? found.time;
	const date = valueIn(phrases, "date");
	const due =
		date === null
			? findFirstDueDate(found.recurrence.rule, time, reference)
			: toDueDate(date, time, reference);
	if (due === null) return null;
	const words = recurrenceInWords(found.recurrence);
	const parts = found.ranges.map((range, index) => ({
		...range,
		kind: "recurrence" as const,
		label: index === 0 ? words : masked.slice(range.start, range.end),
	}));
	return {
		due,
		recurrence: found.recurrence,
		parts: [...parts, ...dateParts(phrases, due, reference)],
	};
}

function withoutRule(masked: string, reference: ReferenceTime): Timing {
	const phrases = findDue(masked, reference);
	const due =
		phrases.length === 0
			? null
			: toDueDate(valueIn(phrases, "date"), valueIn(phrases, "time"), reference);
	return { due, recurrence: null, parts: dateParts(phrases, due, reference) };
}

/** Where date and time stand apart, each is labelled by itself. */
function dateParts(
	phrases: DuePhrase[],
	due: WallClock | null,
	reference: ReferenceTime,
): Timing["parts"] {
	if (due === null) return [];
	return phrases.map(({ start, end, date }) => {
		const whole = phrases.length === 1 ? due : date === null ? null : due.slice(0, 10);
		const label =
			whole === null
				? timeInWords(due.slice(11, 16), reference)
				: capitalised(dueInWords(whole, reference.nowLocal, reference));
		return { kind: "date", start, end, label };
	});
}

function valueIn(phrases: DuePhrase[], name: "date" | "time"): string | null {
	return phrases.find((phrase) => phrase[name] !== null)?.[name] ?? null;
}

function capitalised(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
