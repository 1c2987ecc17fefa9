/** From words to what is meant by them. */

import type { Moment } from "#app/tasks/date-words.ts";
import type { Intent, Slots } from "./intent.ts";
import type { Input } from "./pattern.ts";
import { type Range, withoutPoliteness } from "./politeness.ts";
import { readNewTasks } from "./quick-items.ts";
import { ADD_RULES, readBareTask, SUBTASK_RULES } from "./rules/add-rules.ts";
import { ASK_RULES } from "./rules/ask-rules.ts";
import { DUE_RULES, PLEA_RULES } from "./rules/due-rules.ts";
import { STATE_RULES, VERB_RULES } from "./rules/finish-rules.ts";
import { PRIORITY_RULES } from "./rules/priority-rules.ts";
import { REMIND_RULES } from "./rules/remind-rules.ts";
import { NOT_REPEATING_RULES, REPEAT_RULES } from "./rules/repeat-rules.ts";
import { applyRules, type Rule } from "./rules/rule.ts";
import { TAG_RULES } from "./rules/tag-rules.ts";
import { ADVICE_RULES, NEGATION_RULES, TALK_RULES } from "./rules/talk-rules.ts";
import { VALUE_RULES } from "./rules/value-rules.ts";
import { WORD_RULES } from "./rules/word-rules.ts";
import { newInput } from "./slots.ts";
import { corrected, withDaysSpelled, withoutNoise } from "./spelling.ts";
import { slice } from "./tokens.ts";

/** The order matters: what says more comes before what takes anything. */
const COMMANDS: Rule[] = [
	...SUBTASK_RULES,
	...REPEAT_RULES,
	...TAG_RULES,
	...PRIORITY_RULES,
	...DUE_RULES,
	...WORD_RULES,
	...VERB_RULES,
	...ASK_RULES,
	...ADD_RULES,
];
/** What one has to do is a task, even where it begins like a command ("I have to finish the report"). */
const DUTY =
	/^(?:i|we) (?:also |really |still |just |probably )?(?:need|have|must|should|ought|got|am supposed|am meant)\b(?! (?:you|help|not|done|finished|completed|already|just|no|a question)\b)/;
/** What begins like this asks, and never changes anything. */
const QUESTION =
	/^(?:(?:what|which|who|whose|how|when|where|why)(?:'s|\b)|whats\b|(?:is|are|was|were|am)\b|(?:does|did|has|had|will|would|could|can|may|might|must)\s+(?:i|we|you|they|there|the|my|any|anything|it|that)\b|(?:do|have)\s+(?:i|we|you|they|any)\b|any(?:thing|body|one)?\b)/i;
/** "every monday at 9 I have to submit the timesheet" */
const SCHEDULED_DUTY =
	/^(.+?),?\s+(?:i|we)(?:'ve)?\s+(?:also\s+|really\s+)?(?:need|have|must|should|gotta|got|ought)\s+(?:to\s+)?(.+)$/is;
const ARROW = /\s*(?:->|=>|→|⇒)\s*/g;
const MAX_LENGTH = 3000;

/** What is meant, in the order in which it was said; never empty. */
export function understand(text: string, moment: Moment): Intent[] {
	const said = withDaysSpelled(text.slice(0, MAX_LENGTH).trim()).replace(ARROW, " to ");
	if (said === "") return [{ kind: "say", what: "unknown" }];
	const input = newInput(said, moment);
	const talk = applyRules(TALK_RULES, input, { from: 0, to: input.tokens.length }, moment);
	if (talk) return [talk];
	const better = corrected(input.tokens);
	const understood = readAll(input, moment) ?? readAll(newInput(said, moment, better), moment);
	if (understood) return understood;
	const { from, to } = withoutPoliteness(input);
	const core = slice(said, input.tokens.slice(from, to));
	const bare = readBareTask(`${core}${/[?]\s*$/.test(said) ? "?" : ""}`, moment);
	const plain = bare ? null : readAll(newInput(said, moment, withoutNoise(better)), moment);
	return plain ?? [bare ?? { kind: "say", what: "unknown" }];
}

function readAll(input: Input<Slots>, moment: Moment): Intent[] | null {
	const range = withoutPoliteness(input);
	return readSequence(input, range, moment) ?? one(readOne(input, range, moment));
}

function one(intent: Intent | null): Intent[] | null {
	return intent && [intent];
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
	const talk = applyRules(TALK_RULES, input, range, moment);
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

/** Only where what stands before is when, and nothing else. */
function readSchedule([, when = "", deed = ""]: RegExpExecArray, moment: Moment): Intent | null {
	const [plain] = readNewTasks(deed, moment);
	const [dated] = readNewTasks(`${deed} ${when}`, moment);
	if (!plain || !dated || dated.title !== plain.title || plain.due_date !== undefined) return null;
	return dated.due_date === undefined ? null : { kind: "add", tasks: [dated] };
}

const AND = /^(?:and|then|plus|also)$/;

/** "complete 5 and delete 6": several commands, each of which would be one alone. */
function readSequence(input: Input<Slots>, { from, to }: Range, moment: Moment): Intent[] | null {
	for (let at = from + 1; at < to; at += 1) {
		const next = startOfNext(input, at, to);
		if (next === null) continue;
		const first = readOne(input, { from, to: at }, moment);
		if (!first || !isCommand(first)) continue;
		const rest = { from: next, to };
		const others =
			readSequence(input, rest, moment) ??
			one(readValue(first, input, rest, moment)) ??
			one(readOne(input, rest, moment));
		if (!others?.every((intent) => isSpecific(intent, input.tokens[next]?.word ?? ""))) continue;
		return first.kind === "undo" && others[0]?.kind === "undo" ? others : [first, ...others];
	}
	return null;
}

/** "make it urgent and due friday": what else shall be of the same task. */
function readValue(
	first: Intent,
	input: Input<Slots>,
	range: Range,
	moment: Moment,
): Intent | null {
	if (first.kind !== "change") return null;
	const value = applyRules(VALUE_RULES, input, range, moment);
	return value?.kind === "change" ? { ...value, target: first.target } : null;
}

/** Where a clause ends before a token, and the next one starts; null where none does. */
function startOfNext(input: Input<Slots>, at: number, to: number): number | null {
	const before = input.tokens[at - 1];
	const token = input.tokens[at];
	if (!before || !token) return null;
	let next = at;
	while (next < to && AND.test(input.tokens[next]?.word ?? "")) next += 1;
	const stop = /[.;!?]|,/.test(input.text.slice(before.end, token.start));
	return next < to && (next > at || stop) ? next : null;
}

function isCommand(intent: Intent): boolean {
	return !["say", "ask", "show"].includes(intent.kind);
}

/** So said that it can hardly be part of a title: "delete 6", "move the dentist to friday". */
function isSpecific(intent: Intent, begins: string): boolean {
	switch (intent.kind) {
		case "complete":
		case "delete":
		case "reopen":
			return (
				intent.target.by !== "words" || intent.target.exact === true || intent.kind === "delete"
			);
		case "list":
			return /^(?:show|list|what|which|how|find|search|display|tell|give|do|is|are)$/.test(begins);
		case "remind":
		case "change":
		case "undo":
		case "statistics":
		case "add":
			return true;
		default:
			return false;
	}
}
