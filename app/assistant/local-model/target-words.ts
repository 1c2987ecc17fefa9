/** Reads which tasks are meant: "task 5", "it", "the first two", "the dentist", "all overdue tasks". */

import type { Moment } from "#domain/language/date-words.ts";
import { readFilter } from "./filter-words.ts";
import { FRAGMENTS } from "./fragments.ts";
import type { FilterReading, Slots, Target } from "./intent.ts";
import { compile, type Input, matchRange, type Pattern } from "./pattern.ts";
import { slice } from "./tokens.ts";

type Reader = { pattern: Pattern; read: (slots: Slots) => Target | null };

function reader(source: string, read: Reader["read"]): Reader {
	return { pattern: compile(source, FRAGMENTS), read };
}

const pronoun = (many: boolean) => (): Target => ({ by: "pronoun", many });

const READERS: Reader[] = [
	reader(
		"(it|this|that|him|her|(the|that|this|same) same? (one|task|todo|item)|it all|the thing|that thing|this thing)",
		pronoun(false),
	),
	reader(
		"(the)? (last|latest|newest|most recent)? (task|one|thing|item) (that)? (i|you|we) (have)? (just|last)? (added|created|made|mentioned|told you about|changed|moved)",
		pronoun(false),
	),
	reader(
		"(them|those|these|they|all of (them|those|these|it)|both|both of (them|those|these)|them (all|both)|all (those|these|three|four|five) (tasks|ones)?|(those|these|the same|both|both those|both these) (two|three|four|five)? (tasks|ones|items|todos)|each of them|every one of them|the lot|the whole lot|(those|these|the) (two|three|four|five))",
		pronoun(true),
	),
	reader(
		"(the)? (task|tasks|todo|todos|item|items|number|numbers|no|nr|id|ids|task number|task no|task nr|task id|tasks number|number task|todo number|item number)? {numbers}",
		({ numbers }) => ({ by: "ids", ids: numbers }),
	),
	reader(
		"(the)? {places} (one|ones|task|tasks|item|items|todo|todos|of (them|those|these))? ((on|in|from|of) <list>)?",
		({ places }) => ({ by: "places", places }),
	),
	reader("(the|my)? {places} {filter}", ({ places, filter }) =>
		filter.rest.length === 0 && filter.narrowed && filter.noun && filter.maybeTag === undefined
			? { by: "filter", filter: filter.filter, places }
			: null,
	),
	reader("(the)? other (one|task)", () => ({ by: "other" })),
	reader(
		"(all|everything|all of them|them all|the rest) (of them)? (but|except|except for|apart from|besides|other than) {other}",
		({ other }) => ({ by: "rest", without: other }),
	),
	reader(
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
const NO_WORDS = new Set(
	"the a an my our that this of to is was are be all any one task tasks todo todos item items and or me i you for on in at as by with from up off out back not no do does did so please now list".split(
		" ",
	),
);
/** What no title begins with when it is named: these belong to what is done with it. */
const NO_BEGINNING =
	/^(?:to|as|is|are|was|i|we|you|they|up|down|off|out|back|over|away|forward|and|or|of|by|with|be|that i|what|which|who|how|why|when|where)\b/i;
const NO_END =
	/\s(?:to|as|is|are|was|and|or|of|by|with|be|the|a|an|my|due|for|from|on|at|in|until|up|off|that|which|who|and|but|also)$/i;
const READ_TOKENS = 24;

/** Null where the words cannot name a task. */
export function readTarget(
	input: Input<Slots>,
	from: number,
	to: number,
	moment: Moment,
): Target | null {
	if (to - from > READ_TOKENS) return null;
	for (const { pattern, read } of READERS) {
		const slots = matchRange(pattern, input, from, to);
		const target = slots && read(slots as Slots);
		// "five" alone is no number of a task, "task five" is.
		if (target?.by === "ids" && to - from === 1 && /^[a-z]/.test(input.tokens[from]?.word ?? ""))
			continue;
		if (target) return target;
	}
	const tokens = input.tokens.slice(from, to);
	const text = slice(input.text, tokens);
	if (NO_BEGINNING.test(text) || NO_END.test(text)) return null;
	const filter = readFilter(input, from, to, moment);
	const group = readGroup(input, { from, to }, text, filter);
	if (group !== undefined) return group;
	const words = text.replace(BEFORE, "").replace(AFTER, "").trim();
	if (words === "" || tokens.every(({ word }) => NO_WORDS.has(word))) return null;
	const narrowed = filter.narrowed && filter.rest.length > 0 && hasDate(filter.filter);
	const several = words.split(/\s*,\s*(?:and\s+)?|\s+(?:and|&|plus)\s+/i);
	return {
		by: "words",
		words,
		...(several.length > 1 && several.every((part) => part.trim() !== "")
			? { otherwise: several }
			: {}),
		...(narrowed ? { filter: { ...filter.filter, query: filter.rest.join(" ") } } : {}),
	};
}

/** Tasks by what they have in common; null for nothing in particular, undefined where words name one. */
function readGroup(
	input: Input<Slots>,
	{ from, to }: { from: number; to: number },
	text: string,
	{ filter, rest, plural, noun, narrowed, all, maybeTag }: FilterReading,
): Target | null | undefined {
	const isDefinite = /^(?:the|my|that|this)\b/i.test(text);
	if (rest.length > 0) {
		if (!plural || !isGroup(input, from, to)) return undefined;
		const words = input.tokens.slice(from, to).map(({ word }) => word);
		const query = words.filter((word) => rest.includes(word)).join(" ");
		return { by: "filter", filter: { ...filter, query } };
	}
	const asked = maybeTag === undefined ? filter : { ...filter, query: maybeTag };
	if (!narrowed) {
		if (all) return { by: "filter", filter: {} };
		if (!plural) return undefined;
		// "the tasks" are those that were spoken of; "anything" is nothing in particular.
		return isDefinite ? { by: "pronoun", many: true } : null;
	}
	if (plural || (!noun && !isDefinite)) return { by: "filter", filter: asked };
	return isDefinite && noun ? { by: "filter", filter: asked, one: true } : undefined;
}

/** "all the shopping tasks", "every milk thing": more than one is meant. */
function isGroup(input: Input<Slots>, from: number, to: number): boolean {
	const first = input.tokens[from]?.word ?? "";
	const last = input.tokens[to - 1]?.word ?? "";
	return /^(?:all|every|each|any)$/.test(first) || /^(?:tasks|todos|to-dos|items|ones)$/.test(last);
}

function hasDate({ due, due_from, due_to }: { due?: string; due_from?: string; due_to?: string }) {
	return (due ?? due_from ?? due_to) !== undefined;
}
