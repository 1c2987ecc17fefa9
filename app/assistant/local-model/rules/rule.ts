import type { PartialDateTime } from "#app/assistant/local-model/intent/date-time.ts";
import type { FieldChange, Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { SlotValues } from "#app/assistant/local-model/intent/slot-values.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import { resolveDue } from "#app/assistant/local-model/parse/resolve-due.ts";
import { FRAGMENTS } from "#app/assistant/local-model/patterns/fragments.ts";
import {
	compilePattern,
	matchWhole,
	type Pattern,
} from "#app/assistant/local-model/patterns/pattern.ts";
import type { Utterance } from "#app/assistant/local-model/patterns/utterance.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";

/** A way of saying something: a pattern for all the words, and what they mean. */
export type Rule = {
	pattern: Pattern;
	/** Null where it turns out to mean something else after all. */
	toIntent: (slots: SlotValues, moment: ReferenceTime) => Intent | null;
};

/** A rule whose pattern may use the `FRAGMENTS`. Throws for a malformed pattern, when the module is loaded. */
export function rule(source: string, toIntent: Rule["toIntent"]): Rule {
	return { pattern: compilePattern(source, FRAGMENTS), toIntent };
}

/** An intent that changes one field of the tasks which are meant. */
export function changeIntent(target: Target, change: FieldChange): Intent {
	return { kind: "change", target, change };
}

/** Moves the task with those words, or makes one of that title where there is none. */
export function scheduleIntent(
	target: Target,
	when: PartialDateTime,
	title: string,
	moment: ReferenceTime,
): Intent {
	const task = { title, due_date: resolveDue(when, null, moment) };
	return { kind: "schedule", target, when, task };
}

/** What the first rule that fits makes of a range of tokens; null where none does. */
export function applyRules(
	rules: Rule[],
	utterance: Utterance,
	range: { from: number; to: number },
	moment: ReferenceTime,
): Intent | null {
	for (const { pattern, toIntent } of rules) {
		const slots = matchWhole(pattern, utterance, range.from, range.to);
		if (!slots || beginsWithCommand(pattern, slots as SlotValues)) continue;
		const intent = toIntent(slots as SlotValues, moment);
		if (intent) return intent;
	}
	return null;
}

/** "remove everything that is done" does not say of "remove everything" that it is done. */
function beginsWithCommand({ nodes: [first] }: Pattern, { target }: Partial<SlotValues>): boolean {
	const isFirst = first?.type === "slot" && first.name === "target";
	return isFirst && target?.by === "words" && COMMAND.test(target.words);
}

const COMMAND =
	/^(?:add|show|list|view|see|display|delete|remove|clear|erase|wipe|purge|hide|drop|find|reopen|count|archive|trash|discard|rename|reschedule|postpone|snooze|remind|tag|untag|create|mark|set|make|move|push|change)\b/i;
