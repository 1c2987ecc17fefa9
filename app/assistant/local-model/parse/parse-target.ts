/** Parses which tasks are meant: "task 5", "it", "the first two", "the dentist", "all overdue tasks". */

import type { ParsedFilter, SlotValues } from "#app/assistant/local-model/intent/slot-values.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import { FRAGMENTS } from "#app/assistant/local-model/patterns/fragments.ts";
import {
	compilePattern,
	matchWhole,
	type Pattern,
} from "#app/assistant/local-model/patterns/pattern.ts";
import type { Utterance } from "#app/assistant/local-model/patterns/utterance.ts";
import { textOfTokens } from "#app/assistant/local-model/tokens/tokenize.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { parseFilter } from "./parse-filter.ts";

type TargetParser = { pattern: Pattern; toTarget: (slots: SlotValues) => Target | null };

function targetParser(source: string, toTarget: TargetParser["toTarget"]): TargetParser {
	return { pattern: compilePattern(source, FRAGMENTS), toTarget };
}

const pronoun = (plural: boolean) => (): Target => ({ by: "pronoun", plural });

const TARGET_PARSERS: TargetParser[] = [
	targetParser(
		"(it|this|that|him|her|(the|that|this|same) same? (one|task|todo|item)|it all|the thing|that thing|this thing)",
		pronoun(false),
	),
	targetParser(
		"(the)? (last|latest|newest|most recent)? (task|one|thing|item) (that)? (i|you|we) (have)? (just|last)? (added|created|made|mentioned|told you about|changed|moved)",
		pronoun(false),
	),
	targetParser(
		"(them|those|these|they|all of (them|those|these|it)|both|both of (them|those|these)|them (all|both)|all (those|these|three|four|five) (tasks|ones)?|(those|these|the same|both|both those|both these) (two|three|four|five)? (tasks|ones|items|todos)|each of them|every one of them|the lot|the whole lot|(those|these|the) (two|three|four|five))",
		pronoun(true),
	),
	targetParser(
		"(the)? (task|tasks|todo|todos|item|items|number|numbers|no|nr|id|ids|task number|task no|task nr|task id|tasks number|number task|todo number|item number)? {numbers}",
		({ numbers }) => ({ by: "ids", ids: numbers }),
	),
	targetParser(
		"(the)? {positions} (one|ones|task|tasks|item|items|todo|todos|of (them|those|these))? ((on|in|from|of) <list>)?",
		({ positions }) => ({ by: "positions", positions }),
	),
	targetParser("(the|my)? {positions} {filter}", ({ positions, filter }) =>
		filter.rest.length === 0 && filter.narrowed && filter.noun && filter.maybeTag === undefined
			? { by: "filter", filter: filter.filter, positions }
			: null,
	),
	targetParser("(the)? other (one|task)", () => ({ by: "other" })),
	targetParser(
		"(all|everything|all of them|them all|the rest) (of them)? (but|except|except for|apart from|besides|other than) {other}",
		({ other }) => ({ by: "rest", without: other }),
	),
	targetParser(
		"<my>? <task>? (called|named|titled|that says|saying)? {quoted} (task|todo|item|one)?",
		({ quoted }) => ({
			by: "words",
			words: quoted,
			exact: true,
		}),
	),
];

/** Around the words of a title. */
const BEFORE =
	/^(?:(?:the|my|our|that|this|a|an|any|existing)\s+)*(?:(?:task|todo|to-do|item|reminder|entry|one|thing)\s+(?:(?:called|named|titled|about|regarding|for|to|of|with|that says|saying)\s+)*)?(?:(?:the|my|our)\s+)?/i;
const AFTER =
	/(?:\s+(?:task|todo|to-do|item|entry|reminder|one|thing|tasks))?(?:\s+(?:(?:from|off|on|in|of)\s+)(?:my|the)\s+(?:to-do\s+|todo\s+|task\s+)?(?:list|lists|tasks|plate))?(?:\s+(?:already|now|today|too|as well|again|entirely|completely))?$/i;
const STOP_WORDS = new Set([
	"a",
	"all",
	"an",
	"and",
	"any",
	"are",
	"as",
	"at",
	"back",
	"be",
	"by",
	"did",
	"do",
	"does",
	"for",
	"from",
	"i",
	"in",
	"is",
	"item",
	"items",
	"list",
	"me",
	"my",
	"no",
	"not",
	"now",
	"of",
	"off",
	"on",
	"one",
	"or",
	"our",
	"out",
	"please",
	"so",
	"task",
	"tasks",
	"that",
	"the",
	"this",
	"to",
	"todo",
	"todos",
	"up",
	"was",
	"with",
	"you",
]);
/** What no title begins with when it is named: these belong to what is done with it. */
const NOT_FIRST =
	/^(?:to|as|is|are|was|i|we|you|they|up|down|off|out|back|over|away|forward|and|or|of|by|with|be|that i|what|which|who|how|why|when|where)\b/i;
const NOT_LAST =
	/\s(?:to|as|is|are|was|and|or|of|by|with|be|the|a|an|my|due|for|from|on|at|in|until|up|off|that|which|who|and|but|also)$/i;
const MAX_TOKENS = 24;

/** Null where the words cannot name a task. */
export function parseTarget(
	utterance: Utterance,
	from: number,
	to: number,
	moment: ReferenceTime,
): Target | null {
	if (to - from > MAX_TOKENS) return null;
	for (const { pattern, toTarget } of TARGET_PARSERS) {
		const slots = matchWhole(pattern, utterance, from, to);
		const target = slots && toTarget(slots as SlotValues);
		// "five" alone is no number of a task, "task five" is.
		if (
			target?.by === "ids" &&
			to - from === 1 &&
			/^[a-z]/.test(utterance.tokens[from]?.word ?? "")
		)
			continue;
		if (target) return target;
	}
	const tokens = utterance.tokens.slice(from, to);
	const text = textOfTokens(utterance.text, tokens);
	if (NOT_FIRST.test(text) || NOT_LAST.test(text)) return null;
	const filter = parseFilter(utterance, from, to, moment);
	const group = parseGroup(utterance, { from, to }, text, filter);
	if (group !== undefined) return group;
	const words = text.replace(BEFORE, "").replace(AFTER, "").trim();
	if (words === "" || tokens.every(({ word }) => STOP_WORDS.has(word))) return null;
	const narrowed = filter.narrowed && filter.rest.length > 0 && hasDate(filter.filter);
	const several = words.split(/\s*,\s*(?:and\s+)?|\s+(?:and|&|plus)\s+/i);
	return {
		by: "words",
		words,
		...(several.length > 1 && several.every((part) => part.trim() !== "")
			? { parts: several }
			: {}),
		...(narrowed ? { filter: { ...filter.filter, query: filter.rest.join(" ") } } : {}),
	};
}

/** Tasks by what they have in common; null for nothing in particular, undefined where words name one. */
function parseGroup(
	utterance: Utterance,
	{ from, to }: { from: number; to: number },
	text: string,
	{ filter, rest, plural, noun, narrowed, all, maybeTag }: ParsedFilter,
): Target | null | undefined {
	const isDefinite = /^(?:the|my|that|this)\b/i.test(text);
	if (rest.length > 0) {
		if (!plural || !isGroup(utterance, from, to)) return undefined;
		const words = utterance.tokens.slice(from, to).map(({ word }) => word);
		const query = words.filter((word) => rest.includes(word)).join(" ");
		return { by: "filter", filter: { ...filter, query } };
	}
	const asked = maybeTag === undefined ? filter : { ...filter, query: maybeTag };
	if (!narrowed) {
		if (all) return { by: "filter", filter: {} };
		if (!plural) return undefined;
		// "the tasks" are those that were spoken of; "anything" is nothing in particular.
		return isDefinite ? { by: "pronoun", plural: true } : null;
	}
	if (plural || (!noun && !isDefinite)) return { by: "filter", filter: asked };
	return isDefinite && noun ? { by: "filter", filter: asked, one: true } : undefined;
}

/** "all the shopping tasks", "every milk thing": more than one is meant. */
function isGroup(utterance: Utterance, from: number, to: number): boolean {
	const first = utterance.tokens[from]?.word ?? "";
	const last = utterance.tokens[to - 1]?.word ?? "";
	return /^(?:all|every|each|any)$/.test(first) || /^(?:tasks|todos|to-dos|items|ones)$/.test(last);
}

function hasDate({ due, due_from, due_to }: { due?: string; due_from?: string; due_to?: string }) {
	return (due ?? due_from ?? due_to) !== undefined;
}
