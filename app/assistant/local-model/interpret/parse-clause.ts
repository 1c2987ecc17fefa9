/** What one clause means. */

import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import { parseNewTasks } from "#app/assistant/local-model/parse/parse-new-tasks.ts";
import type { TokenRange, Utterance } from "#app/assistant/local-model/patterns/utterance.ts";
import { ADD_RULES, SUBTASK_RULES } from "#app/assistant/local-model/rules/add-rules.ts";
import {
	DUE_RULES,
	INDIRECT_REQUEST_RULES,
	SHIFT_RULES,
} from "#app/assistant/local-model/rules/due-rules.ts";
import { PRIORITY_RULES } from "#app/assistant/local-model/rules/priority-rules.ts";
import { QUERY_RULES } from "#app/assistant/local-model/rules/query-rules.ts";
import {
	END_RECURRENCE_RULES,
	RECURRENCE_RULES,
} from "#app/assistant/local-model/rules/recurrence-rules.ts";
import { REMINDER_RULES } from "#app/assistant/local-model/rules/reminder-rules.ts";
import { applyRules, type Rule, scheduleIntent } from "#app/assistant/local-model/rules/rule.ts";
import {
	ADVICE_RULES,
	NEGATION_RULES,
	SMALL_TALK_RULES,
} from "#app/assistant/local-model/rules/small-talk-rules.ts";
import {
	STATUS_COMMAND_RULES,
	STATUS_STATEMENT_RULES,
} from "#app/assistant/local-model/rules/status-rules.ts";
import { TAG_RULES } from "#app/assistant/local-model/rules/tag-rules.ts";
import { TEXT_RULES } from "#app/assistant/local-model/rules/text-rules.ts";
import { VALUE_RULES } from "#app/assistant/local-model/rules/value-rules.ts";
import { textOfTokens } from "#app/assistant/local-model/tokens/tokenize.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";

/** The order matters: the first rule that matches wins, so specific patterns come before general ones. */
const COMMANDS: Rule[] = [
	...SUBTASK_RULES,
	...RECURRENCE_RULES,
	...TAG_RULES,
	...SHIFT_RULES,
	...PRIORITY_RULES,
	...DUE_RULES,
	...TEXT_RULES,
	...STATUS_COMMAND_RULES,
	...QUERY_RULES,
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
	/^(.*?\S),?\s+(?:i|we)(?:'ve)?\s+(?:also\s+|really\s+)?(?:need|have|must|should|gotta|got|ought)\s+(?:to\s+)?(\S.*)$/is;

const clausesByUtterance = new WeakMap<Utterance, Map<string, Intent | null>>();

/** What a range of tokens means as one clause; null where no rule knows. */
export function parseClause(
	utterance: Utterance,
	range: TokenRange,
	moment: ReferenceTime,
): Intent | null {
	const clauses = clausesByUtterance.get(utterance) ?? new Map<string, Intent | null>();
	clausesByUtterance.set(utterance, clauses);
	const key = `${range.from} ${range.to}`;
	const before = clauses.get(key);
	if (before !== undefined) return before;
	const intent = parseUncached(utterance, range, moment);
	clauses.set(key, intent);
	return intent;
}

function parseUncached(
	utterance: Utterance,
	range: TokenRange,
	moment: ReferenceTime,
): Intent | null {
	const whole = { from: 0, to: utterance.tokens.length };
	const advice =
		applyRules(ADVICE_RULES, utterance, range, moment) ??
		applyRules(ADVICE_RULES, utterance, whole, moment);
	if (advice) return advice;
	const plea = applyRules(INDIRECT_REQUEST_RULES, utterance, range, moment);
	if (plea) return plea;
	if (QUESTION.test(textOfTokens(utterance.text, utterance.tokens.slice(range.from, range.to)))) {
		return applyRules([...SMALL_TALK_RULES, ...QUERY_RULES], utterance, range, moment);
	}
	const reminder = applyRules(REMINDER_RULES, utterance, range, moment);
	if (reminder) return reminder;
	const scheduled = SCHEDULED_DUTY.exec(
		textOfTokens(utterance.text, utterance.tokens.slice(range.from, range.to)),
	);
	const regular = scheduled && parseScheduledDuty(scheduled, moment);
	if (regular) return regular;
	const duty = DUTY.test(wordsOf(utterance, range))
		? applyRules(ADD_RULES, utterance, range, moment)
		: null;
	if (duty) return duty;
	const talk =
		applyRules(SMALL_TALK_RULES, utterance, range, moment) ?? parseTopic(utterance, range, moment);
	if (talk) return talk;
	return (
		applyRules(STATUS_STATEMENT_RULES, utterance, range, moment) ??
		applyRules(END_RECURRENCE_RULES, utterance, range, moment) ??
		applyRules(NEGATION_RULES, utterance, range, moment) ??
		applyRules(COMMANDS, utterance, range, moment)
	);
}

function wordsOf(utterance: Utterance, { from, to }: TokenRange): string {
	return utterance.tokens
		.slice(from, to)
		.map(({ word }) => word)
		.join(" ");
}

const TOPIC = /^([^:"“]{2,60}):\s+(?=\S)/;
const NOT_A_TOPIC =
	/\b(?:add|create|new|tasks?|to-?dos?|notes?|reminders?|remind|remember|urgent|important|list|items?|following|memo|buy|due|date|deadline|priority|tags?|title|name)\b/i;

/** "dentist bill: move to dec 2", "flights: high priority". */
function parseTopic(
	utterance: Utterance,
	{ from, to }: TokenRange,
	moment: ReferenceTime,
): Intent | null {
	const text = textOfTokens(utterance.text, utterance.tokens.slice(from, to));
	const [head = "", words = ""] = TOPIC.exec(text) ?? [];
	if (words === "" || NOT_A_TOPIC.test(words)) return null;
	const start = (utterance.tokens[from]?.start ?? 0) + head.length;
	const next = utterance.tokens.findIndex((token) => token.start >= start);
	if (next < 0 || next >= to) return null;
	const target = utterance.parseSlot("target", from, next);
	const value = applyRules(VALUE_RULES, utterance, { from: next, to }, moment);
	if (!target || value?.kind !== "change") return null;
	const { change } = value;
	return change.field === "due" && change.when && !change.when.impossible && target.by === "words"
		? scheduleIntent(target, change.when, target.words, moment)
		: { ...value, target };
}

/** Only where what stands before is when, and nothing else. */
function parseScheduledDuty(
	[, when = "", title = ""]: RegExpExecArray,
	moment: ReferenceTime,
): Intent | null {
	const [plain] = parseNewTasks(title, moment);
	const [dated] = parseNewTasks(`${title} ${when}`, moment);
	if (!plain || !dated || dated.title !== plain.title || plain.due_date !== undefined) return null;
	return dated.due_date === undefined ? null : { kind: "add", tasks: [dated] };
}
