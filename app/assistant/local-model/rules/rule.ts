import type { Moment } from "#domain/language/date-words.ts";
import { FRAGMENTS } from "../fragments.ts";
import type { Change, Intent, Slots, Target, When } from "../intent.ts";
import { compile, type Input, matchRange, type Pattern } from "../pattern.ts";
import { dueFrom } from "../when.ts";

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

/** Moves the task with those words, or makes one of that title where there is none. */
export function scheduling(target: Target, when: When, title: string, moment: Moment): Intent {
	const task = { title, due_date: dueFrom(when, null, moment) };
	return { kind: "schedule", target, when, task };
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
		if (!slots || beginsWithCommand(pattern, slots as Slots)) continue;
		const intent = read(slots as Slots, moment);
		if (intent) return intent;
	}
	return null;
}

/** "remove everything that is done" does not say of "remove everything" that it is done. */
function beginsWithCommand({ nodes: [first] }: Pattern, { target }: Partial<Slots>): boolean {
	const isFirst = first?.type === "slot" && first.name === "target";
	return isFirst && target?.by === "words" && COMMAND.test(target.words);
}

const COMMAND =
	/^(?:add|show|list|view|see|display|delete|remove|clear|erase|wipe|purge|hide|drop|find|reopen|count|archive|trash|discard|rename|reschedule|postpone|snooze|remind|tag|untag|create|mark|set|make|move|push|change)\b/i;
