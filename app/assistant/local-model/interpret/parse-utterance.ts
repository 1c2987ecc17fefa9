import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import { newUtterance } from "#app/assistant/local-model/parse/parse-slots.ts";
import { stripPoliteness } from "#app/assistant/local-model/patterns/strip-politeness.ts";
import type { Utterance } from "#app/assistant/local-model/patterns/utterance.ts";
import { addIntent, parseBareTask } from "#app/assistant/local-model/rules/add-rules.ts";
import { applyRules } from "#app/assistant/local-model/rules/rule.ts";
import { SMALL_TALK_RULES } from "#app/assistant/local-model/rules/small-talk-rules.ts";
import {
	correctDayNames,
	correctSpelling,
	withoutFillers,
} from "#app/assistant/local-model/tokens/correct-spelling.ts";
import { type Token, textOfTokens } from "#app/assistant/local-model/tokens/tokenize.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { UTTERANCE_MAX_LENGTH } from "#domain/limits.ts";
import { parseClause } from "./parse-clause.ts";
import { parseClauses } from "./parse-clauses.ts";

const ARROW = /\s*(?:->|=>|→|⇒)\s*/g;
/** A longer utterance is a list of tasks to add, or is not understood: patterns would take too long. */
const MAX_TOKENS = 60;
const LONG_ADD =
	/^(?:please\s+|can you\s+|could you\s+)*(?:add|create|new|note(?: down)?|todos?|tasks?)\b[\s:]*([^\s:].*)$/is;

/** The intents of an utterance, in the order in which they were said; never empty. */
export function parseUtterance(text: string, moment: ReferenceTime): Intent[] {
	const said = correctDayNames(text.slice(0, UTTERANCE_MAX_LENGTH).trim()).replace(ARROW, " to ");
	if (said === "") return [{ kind: "small-talk", topic: "unknown" }];
	const utterance = newUtterance(said, moment);
	if (utterance.tokens.length > MAX_TOKENS) {
		const list = LONG_ADD.exec(said)?.[1];
		return [(list && addIntent(list, moment)) || { kind: "small-talk", topic: "unknown" }];
	}
	const talk = applyRules(
		SMALL_TALK_RULES,
		utterance,
		{ from: 0, to: utterance.tokens.length },
		moment,
	);
	if (talk) return [talk];
	const better = correctSpelling(utterance.tokens);
	const understood = parseCommands(utterance, moment) ?? parseCorrected(utterance, better, moment);
	if (understood) return understood;
	const { from, to } = stripPoliteness(utterance);
	const core = textOfTokens(said, utterance.tokens.slice(from, to));
	const bare = parseBareTask(`${core}${/[?]\s*$/.test(said) ? "?" : ""}`, moment);
	const plain = bare ? null : parseCorrected(utterance, withoutFillers(better), moment);
	return plain ?? [bare ?? { kind: "small-talk", topic: "unknown" }];
}

/** The utterance with corrected words; null where the correction changed none of them. */
function parseCorrected(said: Utterance, tokens: Token[], moment: ReferenceTime): Intent[] | null {
	const words = (of: Token[]) => of.map(({ word }) => word).join(" ");
	if (words(tokens) === words(said.tokens)) return null;
	return parseCommands(newUtterance(said.text, moment, tokens), moment);
}

function parseCommands(utterance: Utterance, moment: ReferenceTime): Intent[] | null {
	const range = stripPoliteness(utterance);
	const clauses = parseClauses(utterance, range, moment);
	if (clauses) return clauses;
	const clause = parseClause(utterance, range, moment);
	return clause && [clause];
}
