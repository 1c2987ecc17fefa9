/** What one clause means. */

import type { Moment } from "#domain/language/date-words.ts";
import type { Intent, Slots } from "./intent.ts";
import type { Input } from "./pattern.ts";
import type { Range } from "./politeness.ts";
import { readNewTasks } from "./quick-items.ts";
import { ADD_RULES, SUBTASK_RULES } from "./rules/add-rules.ts";
import { ASK_RULES } from "./rules/ask-rules.ts";
import { DUE_RULES, PLEA_RULES, SHIFT_RULES } from "./rules/due-rules.ts";
import { STATE_RULES, VERB_RULES } from "./rules/finish-rules.ts";
import { PRIORITY_RULES } from "./rules/priority-rules.ts";
import { REMIND_RULES } from "./rules/remind-rules.ts";
import { NOT_REPEATING_RULES, REPEAT_RULES } from "./rules/repeat-rules.ts";
import { applyRules, type Rule, scheduling } from "./rules/rule.ts";
import { TAG_RULES } from "./rules/tag-rules.ts";
import { ADVICE_RULES, NEGATION_RULES, TALK_RULES } from "./rules/talk-rules.ts";
import { VALUE_RULES } from "./rules/value-rules.ts";
import { WORD_RULES } from "./rules/word-rules.ts";
import { slice } from "./tokens.ts";

/** The order matters: what says more comes before what takes anything. */
const COMMANDS: Rule[] = [
	...SUBTASK_RULES,
	...REPEAT_RULES,
	...TAG_RULES,
	...SHIFT_RULES,
	...PRIORITY_RULES,
	...DUE_RULES,
	...WORD_RULES,
	...VERB_RULES,
	...ASK_RULES,
	...ADD_RULES,
];
/** What one has to do is a task, even where it begins like a command ("I have to finish the report"). */
const DUTY =
	/^(?:(?:need to|have to|must|should|ought to|got to) (?!(?:i|we|you|it|they|the|this|that|my|be|task)\b)|(?:i|we) (?:also |really |still |just |probably )?(?:need|have|must|should|ought|got|am supposed|am meant)\b(?! (?:you|help|not|done|finished|completed|already|just|no|a question)\b))/;
/** What begins like this asks, and never changes anything. */
const QUESTION =
	/^(?:(?:what|which|who|whose|how|when|where|why)(?:'s|\b)|whats\b|(?:is|are|was|were|am)\b|(?:does|did|has|had|will|would|could|can|may|might|must)\s+(?:i|we|you|they|there|the|my|any|anything|it|that)\b|(?:do|have)\s+(?:i|we|you|they|any)\b|any(?:thing|body|one)?\b)/i;
/** "every monday at 9 I have to submit the timesheet" */
const SCHEDULED_DUTY =
	/^(.+?),?\s+(?:i|we)(?:'ve)?\s+(?:also\s+|really\s+)?(?:need|have|must|should|gotta|got|ought)\s+(?:to\s+)?(.+)$/is;

const known = new WeakMap<Input<Slots>, Map<string, Intent | null>>();

/** What a range of tokens means as one clause; null where no rule knows. */
export function readClause(input: Input<Slots>, range: Range, moment: Moment): Intent | null {
	const clauses = known.get(input) ?? new Map<string, Intent | null>();
	known.set(input, clauses);
	const key = `${range.from} ${range.to}`;
	const before = clauses.get(key);
	if (before !== undefined) return before;
	const intent = readOne(input, range, moment);
	clauses.set(key, intent);
	return intent;
}

function readOne(input: Input<Slots>, range: Range, moment: Moment): Intent | null {
	const whole = { from: 0, to: input.tokens.length };
	const advice =
		applyRules(ADVICE_RULES, input, range, moment) ??
		applyRules(ADVICE_RULES, input, whole, moment);
	if (advice) return advice;
	const plea = applyRules(PLEA_RULES, input, range, moment);
	if (plea) return plea;
	if (QUESTION.test(slice(input.text, input.tokens.slice(range.from, range.to)))) {
		return applyRules([...TALK_RULES, ...ASK_RULES], input, range, moment);
	}
	const reminder = applyRules(REMIND_RULES, input, range, moment);
	if (reminder) return reminder;
	const scheduled = SCHEDULED_DUTY.exec(
		slice(input.text, input.tokens.slice(range.from, range.to)),
	);
	const regular = scheduled && readSchedule(scheduled, moment);
	if (regular) return regular;
	const duty = DUTY.test(wordsOf(input, range))
		? applyRules(ADD_RULES, input, range, moment)
		: null;
	if (duty) return duty;
	const talk = applyRules(TALK_RULES, input, range, moment) ?? readTopic(input, range, moment);
	if (talk) return talk;
	return (
		applyRules(STATE_RULES, input, range, moment) ??
		applyRules(NOT_REPEATING_RULES, input, range, moment) ??
		applyRules(NEGATION_RULES, input, range, moment) ??
		applyRules(COMMANDS, input, range, moment)
	);
}

function wordsOf(input: Input<Slots>, { from, to }: Range): string {
	return input.tokens
		.slice(from, to)
		.map(({ word }) => word)
		.join(" ");
}

const TOPIC = /^([^:"“]{2,60}):\s+(?=\S)/;
const NO_TOPIC =
	/\b(?:add|create|new|tasks?|to-?dos?|notes?|reminders?|remind|remember|urgent|important|list|items?|following|memo|buy|due|date|deadline|priority|tags?|title|name)\b/i;

/** "dentist bill: move to dec 2", "flights: high priority". */
function readTopic(input: Input<Slots>, { from, to }: Range, moment: Moment): Intent | null {
	const text = slice(input.text, input.tokens.slice(from, to));
	const [head = "", words = ""] = TOPIC.exec(text) ?? [];
	if (words === "" || NO_TOPIC.test(words)) return null;
	const start = (input.tokens[from]?.start ?? 0) + head.length;
	const next = input.tokens.findIndex((token) => token.start >= start);
	if (next < 0 || next >= to) return null;
	const target = input.read("target", from, next);
	const value = applyRules(VALUE_RULES, input, { from: next, to }, moment);
	if (!target || value?.kind !== "change") return null;
	const { change } = value;
	return change.field === "due" && change.when && !change.when.impossible && target.by === "words"
		? scheduling(target, change.when, target.words, moment)
		: { ...value, target };
}

/** Only where what stands before is when, and nothing else. */
function readSchedule([, when = "", deed = ""]: RegExpExecArray, moment: Moment): Intent | null {
	const [plain] = readNewTasks(deed, moment);
	const [dated] = readNewTasks(`${deed} ${when}`, moment);
	if (!plain || !dated || dated.title !== plain.title || plain.due_date !== undefined) return null;
	return dated.due_date === undefined ? null : { kind: "add", tasks: [dated] };
}
