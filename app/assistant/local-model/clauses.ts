/** Several commands in one utterance. */

import type { Moment } from "#domain/language/date-words.ts";
import { readClause } from "./clause.ts";
import type { Intent, Slots } from "./intent.ts";
import type { Input } from "./pattern.ts";
import type { Range } from "./politeness.ts";
import { applyRules } from "./rules/rule.ts";
import { VALUE_RULES } from "./rules/value-rules.ts";

/** Each place to divide at doubles the ways there are. */
const MAX_CLAUSES = 8;
const AND = /^(?:and|then|plus|also)$/;

/** "complete 5 and delete 6": several commands, each of which would be one alone. */
export function readClauses(
	input: Input<Slots>,
	{ from, to }: Range,
	moment: Moment,
): Intent[] | null {
	const starts = input.tokens.filter((_, at) => startOfNext(input, at, to) !== null);
	if (starts.length > MAX_CLAUSES) return null;
	for (let at = from + 1; at < to; at += 1) {
		const next = startOfNext(input, at, to);
		if (next === null) continue;
		const first = readClause(input, { from, to: at }, moment);
		if (!first || !isCommand(first)) continue;
		const rest = { from: next, to };
		const others =
			readClauses(input, rest, moment) ??
			alone(readValue(first, input, rest, moment)) ??
			alone(readClause(input, rest, moment));
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

function alone(intent: Intent | null): Intent[] | null {
	return intent && [intent];
}
