import type { Moment } from "#app/tasks/date-words.ts";
import { FRAGMENTS } from "../fragments.ts";
import type { Change, Intent, Slots, Target } from "../intent.ts";
import { compile, type Input, matchRange, type Pattern } from "../pattern.ts";

/** A way of saying something: a pattern for all the words, and what they mean. */
export type Rule = {
	pattern: Pattern;
	/** Null where it turns out to mean something else after all. */
	read: (slots: Slots, moment: Moment) => Intent | null;
};

export function rule(source: string, read: Rule["read"]): Rule {
	return { pattern: compile(source, FRAGMENTS), read };
}

export function changing(target: Target, change: Change): Intent {
	return { kind: "change", target, change };
}

/** What the first rule that fits makes of a range of tokens; null where none does. */
export function applyRules(
	rules: Rule[],
	input: Input<Slots>,
	range: { from: number; to: number },
	moment: Moment,
): Intent | null {
	for (const { pattern, read } of rules) {
		const slots = matchRange(pattern, input, range.from, range.to);
		const intent = slots && read(slots as Slots, moment);
		if (intent) return intent;
	}
	return null;
}
