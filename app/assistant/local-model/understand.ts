/** From words to what is meant by them. */

import type { Moment } from "#domain/language/date-words.ts";
import { readClause } from "./clause.ts";
import { readClauses } from "./clauses.ts";
import type { Intent, Slots } from "./intent.ts";
import type { Input } from "./pattern.ts";
import { withoutPoliteness } from "./politeness.ts";
import { add, readBareTask } from "./rules/add-rules.ts";
import { applyRules } from "./rules/rule.ts";
import { TALK_RULES } from "./rules/talk-rules.ts";
import { newInput } from "./slots.ts";
import { corrected, withDaysSpelled, withoutNoise } from "./spelling.ts";
import { slice, type Token } from "./tokens.ts";

const ARROW = /\s*(?:->|=>|→|⇒)\s*/g;
const MAX_LENGTH = 3000;
/** Nobody says more in one command; what is longer is a list of things to add, or nothing for us. */
const MAX_TOKENS = 60;
const LONG_ADD =
	/^(?:please\s+|can you\s+|could you\s+)*(?:add|create|new|note(?: down)?|todos?|tasks?)\b[\s:]*(.+)$/is;

/** What is meant, in the order in which it was said; never empty. */
export function understand(text: string, moment: Moment): Intent[] {
	const said = withDaysSpelled(text.slice(0, MAX_LENGTH).trim()).replace(ARROW, " to ");
	if (said === "") return [{ kind: "say", what: "unknown" }];
	const input = newInput(said, moment);
	if (input.tokens.length > MAX_TOKENS) {
		const list = LONG_ADD.exec(said)?.[1];
		return [(list && add(list, moment)) || { kind: "say", what: "unknown" }];
	}
	const talk = applyRules(TALK_RULES, input, { from: 0, to: input.tokens.length }, moment);
	if (talk) return [talk];
	const better = corrected(input.tokens);
	const understood = readAll(input, moment) ?? readOtherwise(input, better, moment);
	if (understood) return understood;
	const { from, to } = withoutPoliteness(input);
	const core = slice(said, input.tokens.slice(from, to));
	const bare = readBareTask(`${core}${/[?]\s*$/.test(said) ? "?" : ""}`, moment);
	const plain = bare ? null : readOtherwise(input, withoutNoise(better), moment);
	return plain ?? [bare ?? { kind: "say", what: "unknown" }];
}

/** With other words than were said, where they are others. */
function readOtherwise(said: Input<Slots>, tokens: Token[], moment: Moment): Intent[] | null {
	const words = (of: Token[]) => of.map(({ word }) => word).join(" ");
	if (words(tokens) === words(said.tokens)) return null;
	return readAll(newInput(said.text, moment, tokens), moment);
}

function readAll(input: Input<Slots>, moment: Moment): Intent[] | null {
	const range = withoutPoliteness(input);
	const clauses = readClauses(input, range, moment);
	if (clauses) return clauses;
	const clause = readClause(input, range, moment);
	return clause && [clause];
}
