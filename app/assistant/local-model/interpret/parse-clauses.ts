/** Several commands in one utterance. */

import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { TokenRange, Utterance } from "#app/assistant/local-model/patterns/utterance.ts";
import { applyRules } from "#app/assistant/local-model/rules/rule.ts";
import { VALUE_RULES } from "#app/assistant/local-model/rules/value-rules.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { parseClause } from "./parse-clause.ts";

/** Each possible boundary doubles the number of ways to divide an utterance. */
const MAX_CLAUSES = 8;
const AND = /^(?:and|then|plus|also)$/;

/** "complete 5 and delete 6": several commands, each of which would be one alone. */
export function parseClauses(
	utterance: Utterance,
	{ from, to }: TokenRange,
	moment: ReferenceTime,
): Intent[] | null {
	const starts = utterance.tokens.filter((_, at) => startOfNext(utterance, at, to) !== null);
	if (starts.length > MAX_CLAUSES) return null;
	for (let at = from + 1; at < to; at += 1) {
		const next = startOfNext(utterance, at, to);
		if (next === null) continue;
		const first = parseClause(utterance, { from, to: at }, moment);
		if (!first || !isCommand(first)) continue;
		const rest = { from: next, to };
		const others =
			parseClauses(utterance, rest, moment) ??
			asList(parseValue(first, utterance, rest, moment)) ??
			asList(parseClause(utterance, rest, moment));
		if (!others?.every((intent) => isSpecific(intent, utterance.tokens[next]?.word ?? "")))
			continue;
		return first.kind === "undo" && others[0]?.kind === "undo" ? others : [first, ...others];
	}
	return null;
}

/** "make it urgent and due friday": what else shall be of the same task. */
function parseValue(
	first: Intent,
	utterance: Utterance,
	range: TokenRange,
	moment: ReferenceTime,
): Intent | null {
	if (first.kind !== "change") return null;
	const value = applyRules(VALUE_RULES, utterance, range, moment);
	return value?.kind === "change" ? { ...value, target: first.target } : null;
}

/** Where a clause ends before a token, and the next one starts; null where none does. */
function startOfNext(utterance: Utterance, at: number, to: number): number | null {
	const before = utterance.tokens[at - 1];
	const token = utterance.tokens[at];
	if (!before || !token) return null;
	let next = at;
	while (next < to && AND.test(utterance.tokens[next]?.word ?? "")) next += 1;
	const stop = /[.;!?]|,/.test(utterance.text.slice(before.end, token.start));
	return next < to && (next > at || stop) ? next : null;
}

function isCommand(intent: Intent): boolean {
	return !["small-talk", "clarify", "show"].includes(intent.kind);
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

function asList(intent: Intent | null): Intent[] | null {
	return intent && [intent];
}
