import { type FoundPhrase, findPhrases } from "#domain/language/find-phrases.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { firstDate, toDueDate } from "#domain/language/resolve-phrase.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { dueInWords, timeInWords } from "#domain/time/format-due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import type { TextRange } from "./quick-add-tokens.ts";

export type Timing = {
	due: WallClock | null;
	recurrence: Recurrence | null;
	/** How long it takes, where the text gives a range ("9am to noon"). */
	durationMinutes: number | null;
	parts: Array<TextRange & { kind: "date" | "recurrence"; label: string }>;
};

/**
 * Parses rule, date and time from a masked text. A rule is due at its first date, from the given
 * date on, whose time has not passed; a time alone is the next one the clock shows. Of several
 * phrases the last rule, the last date and the last time count.
 */
export function parseTiming(masked: string, reference: ReferenceTime): Timing {
	const phrases = findPhrases(masked, reference);
	const ruled = phrases.findLast(({ recurrence }) => recurrence !== null);
	return (ruled && withRule(ruled, phrases, reference)) ?? withoutRule(phrases, reference);
}

/** Null for a rule that has no date left ("every day until" a day that has passed). */
function withRule(
	ruled: FoundPhrase,
	phrases: FoundPhrase[],
	reference: ReferenceTime,
): Timing | null {
	const { recurrence } = ruled;
	if (!recurrence) return null;
	const others = phrases.filter((phrase) => phrase.recurrence === null && phrase.isMarked);
	const dated = ruled.date === null ? lastWith("date", others) : undefined;
	const timed = ruled.time === null ? lastWith("time", dated?.time ? [dated] : others) : undefined;
	const time = ruled.time ?? timed?.time ?? null;
	const due = firstDate(recurrence.rule, ruled.date ?? dated?.date ?? null, time, reference);
	if (due === null) return null;
	const used = inOrder([ruled, dated, timed]);
	return {
		due,
		recurrence,
		durationMinutes: durationOf(used),
		parts: partsOf(used, due, recurrence, reference),
	};
}

function withoutRule(phrases: FoundPhrase[], reference: ReferenceTime): Timing {
	const plain = phrases.filter(({ recurrence }) => recurrence === null);
	const dated = lastWith("date", plain);
	const timed = dated?.time
		? undefined
		: lastWith(
				"time",
				plain.filter(({ date }) => date === null),
			);
	const used = inOrder([dated, timed]);
	const due = toDueDate(dated?.date ?? null, dated?.time ?? timed?.time ?? null, reference);
	return {
		due,
		recurrence: null,
		durationMinutes: durationOf(used),
		parts: partsOf(used, due, null, reference),
	};
}

function lastWith(name: "date" | "time", phrases: FoundPhrase[]): FoundPhrase | undefined {
	return phrases.findLast((phrase) => phrase[name] !== null);
}

function inOrder(phrases: Array<FoundPhrase | undefined>): FoundPhrase[] {
	const found = phrases.filter((phrase) => phrase !== undefined);
	return [...new Set(found)].sort((a, b) => a.start - b.start);
}

function durationOf(phrases: FoundPhrase[]): number | null {
	return phrases.find(({ durationMinutes }) => durationMinutes !== null)?.durationMinutes ?? null;
}

/** Where date and time stand apart, each is labelled by itself. */
function partsOf(
	phrases: FoundPhrase[],
	due: WallClock | null,
	recurrence: Recurrence | null,
	reference: ReferenceTime,
): Timing["parts"] {
	if (due === null) return [];
	const ranges = phrases.flatMap((phrase) => phrase.ranges);
	const dates = ranges.filter(({ kind }) => kind === "date");
	const firstRule = ranges.find(({ kind }) => kind === "recurrence");
	const dueLabel = capitalised(dueInWords(due, reference.nowLocal, reference));
	const dayLabel = capitalised(dueInWords(due.slice(0, 10), reference.nowLocal, reference));
	return ranges.map((range) => {
		const { kind, start, end } = range;
		if (kind === "recurrence") {
			// Of a rule in two places the first says it all.
			const words = recurrence && range === firstRule ? recurrenceInWords(recurrence) : "…";
			return { kind, start, end, label: words };
		}
		if (dates.length === 1) return { kind, start, end, label: dueLabel };
		const time = timeInWords(due.slice(11, 16), reference);
		return { kind, start, end, label: range.hasDate ? dayLabel : time };
	});
}

function capitalised(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}
