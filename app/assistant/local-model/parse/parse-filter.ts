/** Parses which tasks a list shall have, from words in any order: "my urgent tasks for home this week". */

import type { ParsedFilter, SlotValues } from "#app/assistant/local-model/intent/slot-values.ts";
import type { ListFilter } from "#app/assistant/local-model/intent/target.ts";
import { FRAGMENTS } from "#app/assistant/local-model/patterns/fragments.ts";
import {
	compilePattern,
	matchPrefixes,
	type Pattern,
} from "#app/assistant/local-model/patterns/pattern.ts";
import type { Utterance } from "#app/assistant/local-model/patterns/utterance.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { addDays, addMonths } from "#domain/time/calendar-date.ts";
import { isoWeekday } from "#domain/time/day-number.ts";

type Modifier = {
	pattern: Pattern;
	toFilter: (
		slots: SlotValues,
		moment: ReferenceTime,
	) => Partial<ParsedFilter> & { filter?: ListFilter };
};

function modifier(source: string, toFilter: Modifier["toFilter"]): Modifier {
	return { pattern: compilePattern(source, FRAGMENTS), toFilter };
}

const only = (filter: ListFilter) => () => ({ filter });
const DUE =
	"(due|scheduled|planned|happening|set|coming up|falling due|that is due|which are due)?";

/** Of this year's month, or the next one's once it is past. */
function firstOfMonth(month: number, today: string): string {
	const year = Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0);
	return `${year}-${String(month).padStart(2, "0")}-01`;
}

/** Those that match more come first where they begin alike: the longest match counts. */
const MODIFIERS: Modifier[] = [
	// When.
	modifier(
		"(overdue|late|past due|past-due|behind|behind on|running late|missed|past (its|their|the) (due date|deadline))",
		only({ due: "overdue" }),
	),
	modifier(
		"((that)? (i|we)? (have)? (forgotten|missed|overlooked|forgot))",
		only({ due: "overdue" }),
	),
	modifier("(my|the) (day|morning|afternoon|evening)", only({ due: "today" })),
	modifier(`${DUE} (on|for|by)? (today|tonight|this day)`, only({ due: "today" })),
	modifier(
		`${DUE} (in|for|within|over|during|on)? (this|the|the coming|the next|this coming|my) (week|seven days|7 days)`,
		only({ due: "week" }),
	),
	modifier("(upcoming|coming up|coming|soon|on the horizon)", only({ due: "week" })),
	modifier(`${DUE} (in|for|on|over)? (the)? next week`, (_, { today }) => {
		const monday = addDays(today, 8 - isoWeekday(today));
		return { filter: { due_from: monday, due_to: addDays(monday, 6) } };
	}),
	modifier(`${DUE} (in|for|on|over|at|during)? (this|the|the coming) weekend`, (_, { today }) => {
		const saturday = addDays(today, Math.max(6 - isoWeekday(today), -1));
		return { filter: { due_from: saturday, due_to: addDays(saturday, 7 - isoWeekday(saturday)) } };
	}),
	modifier(`${DUE} (in|for|on|over)? next weekend`, (_, { today }) => {
		const saturday = addDays(today, 13 - isoWeekday(today));
		return { filter: { due_from: saturday, due_to: addDays(saturday, 1) } };
	}),
	modifier(`${DUE} (in|for|during)? (this|the) month`, (_, { today }) => ({
		filter: { due_from: today, due_to: lastOfMonth(today) },
	})),
	modifier(`${DUE} (in|for|during)? next month`, (_, { today }) => {
		const first = addMonths(`${today.slice(0, 7)}-01`, 1);
		return { filter: { due_from: first, due_to: lastOfMonth(first) } };
	}),
	modifier(`${DUE} (in|during|for|by the end of) {month}`, ({ month }, { today }) => {
		const first = firstOfMonth(month, today);
		return { filter: { due_from: first, due_to: lastOfMonth(first) } };
	}),
	modifier(`${DUE} before {month}`, ({ month }, { today }) => ({
		filter: { due_to: addDays(firstOfMonth(month, today), -1) },
	})),
	modifier(`${DUE} (after|later than) {month}`, ({ month }, { today }) => ({
		filter: { due_from: addDays(lastOfMonth(firstOfMonth(month, today)), 1) },
	})),
	modifier(
		"(sorted|ordered|sort|order|ranked|grouped|arranged) by (due|creation)? (priority|date|dates|title|name|importance|urgency|tag)",
		() => ({}),
	),
	modifier(
		`${DUE} (in|within|for|over|during) (the)? (next|coming)? {span}`,
		({ span }, { today }) => ({
			filter: { due_from: today, due_to: addDays(addMonths(today, span.months), span.days) },
		}),
	),
	modifier(`${DUE} (on|for|at|from)? {day}`, ({ day }) => ({ filter: { due: day } })),
	modifier(`${DUE} (by|until|till|up to|no later than) {day}`, ({ day }) => ({
		filter: { due_to: day },
	})),
	modifier(`${DUE} (on|for)? {day} (or|and|&) (on|for)? {last}`, ({ day, last }) => {
		const [due_from, due_to] = [day, last].toSorted();
		return { filter: { due_from, due_to } };
	}),
	modifier(`${DUE} (between|from) {day} (and|to|until|till|through|-) {last}`, ({ day, last }) => ({
		filter: { due_from: day, due_to: last },
	})),
	modifier(`${DUE} before {day}`, ({ day }) => ({ filter: { due_to: addDays(day, -1) } })),
	modifier(`${DUE} (after|later than|past) {day}`, ({ day }) => ({
		filter: { due_from: addDays(day, 1) },
	})),
	modifier(
		"((without|with no|with out|that have no|which have no|having no|no) (a|any)? <deadline>|undated|unscheduled|not scheduled|undue|not due|whenever|someday|dateless)",
		only({ due: "none" }),
	),

	// How far.
	modifier(
		"(open|pending|incomplete|uncompleted|unfinished|undone|outstanding|remaining|active|left|left over|(i|we)? (still)? (have|has|need) not <done> (yet)?|(that|which)? (is|are)? not <done> (yet)?|to be done|still to do|still open|not yet <done>)",
		only({ status: "pending" }),
	),
	modifier(
		"((whether|be it)? (done|completed|finished|open) (or|and) (not|open|done|completed)|including (the)? (done|completed|finished|closed) (ones|tasks)?|of any status|whatever (the|their) status)",
		only({ status: "all" }),
	),
	modifier(
		"did (i|we) (already|ever)? (finish|complete|do|close|get done|accomplish|tick off|check off|cross off)",
		only({ status: "completed" }),
	),
	modifier(
		"((i|we)? (have|has)? (already|just)? (completed|finished|done|closed|accomplished|ticked off|checked off|crossed off)|complete)",
		only({ status: "completed" }),
	),
	modifier(
		"({priority} (<priority>|prio) | {priority}-priority | <priority> {priority} | {priority})",
		({ priority }) => ({
			filter: { priority },
		}),
	),
	modifier(
		"(the)? (most important|top priority|top|highest priority|biggest)",
		only({ priority: "high" }),
	),

	// What about.
	modifier("{hashtags}", ({ hashtags }) => ({ filter: { tag: hashtags[0] } })),
	modifier(
		"(tagged|labelled|labeled|categorized|categorised|filed) (with|as|under)? (the tag|the label)? {tags}",
		({ tags }) => ({ filter: { tag: tags[0] } }),
	),
	modifier("(with|under|in|having|has|for|of) (the|a)? <tag> {tags}", ({ tags }) => ({
		filter: { tag: tags[0] },
	})),
	modifier("(with|under|in|having|for) (the)? {tags} <tag>", ({ tags }) => ({
		filter: { tag: tags[0] },
	})),
	modifier(
		"(about|regarding|concerning|containing|that contain|that contains|mentioning|that mention|that mentions|mention|mentions|contain|contains|include|matching|related to|involving|including|named|called|titled|to do with|with the (word|words)|that (say|says)) (the|my|a|an)? {quoted}",
		({ quoted }) => ({ filter: { query: quoted } }),
	),
	modifier(
		"(about|regarding|concerning|containing|that contain|that contains|mentioning|that mention|that mentions|mention|mentions|contain|contains|include|matching|related to|involving|including|named|called|titled|to do with|with the (word|words)|that (say|says)) (the|my|a|an|any)? {words}",
		({ words }) => ({ filter: { query: words } }),
	),
	modifier("{quoted}", ({ quoted }) => ({ filter: { query: quoted } })),
	modifier("(for|from|in|at) {words}", ({ words }) => ({ maybeTag: words })),
	modifier("(for|from|in|at|with) (the|my|our|a) {words}", ({ words }) => ({
		filter: { query: words },
	})),

	// How many.
	modifier("(the)? (first|next|top) {number} (most)?", ({ number }) => ({
		filter: { limit: number },
	})),

	// That tasks are meant at all.
	modifier("<tasks>", () => ({ noun: true, plural: true })),
	modifier("(on|in|from|of)? <list>", () => ({ noun: true, plural: true })),
	modifier("(task|todo|to-do|item|thing|reminder|one)", () => ({ noun: true })),
	modifier(
		"(all|every|everything|each|all of|every single|the whole lot|everything else|both|both of)",
		() => ({
			all: true,
			plural: true,
		}),
	),
	modifier("(anything|something|any|nothing|some|reminders)", () => ({ noun: true, plural: true })),
	modifier(
		"(due|deadline|deadlines|plans|scheduled|planned|coming up|going on|happening|in store|lined up|assigned|waiting|day|schedule|calendar|agenda|workload|look like|looking like|looking|look|up next|deadline|deadlines|up to|to finish|to complete|to get done|need doing|needs doing|need to be done)",
		() => ({ noun: true }),
	),
	modifier("next", only({ limit: 5 })),
	modifier(
		"(to do|to work on|work on|get done|to get done|on my plate|left to do|need to do|have to do|should do|got to do|still to do)",
		() => ({ noun: true }),
	),
];

/** Words that say nothing about which. */
const STOP_WORDS = new Set([
	"'s",
	"a",
	"about",
	"again",
	"also",
	"am",
	"an",
	"and",
	"any",
	"are",
	"as",
	"at",
	"be",
	"been",
	"by",
	"can",
	"could",
	"currently",
	"did",
	"do",
	"does",
	"else",
	"empty",
	"exactly",
	"far",
	"for",
	"from",
	"full",
	"get",
	"give",
	"gonna",
	"got",
	"had",
	"has",
	"have",
	"having",
	"how",
	"i",
	"in",
	"is",
	"it",
	"just",
	"kind",
	"like",
	"list",
	"long",
	"lot",
	"me",
	"mine",
	"much",
	"must",
	"my",
	"need",
	"needs",
	"now",
	"of",
	"on",
	"or",
	"our",
	"out",
	"over",
	"per",
	"please",
	"quickly",
	"really",
	"right",
	"see",
	"should",
	"show",
	"so",
	"still",
	"supposed",
	"than",
	"that",
	"the",
	"them",
	"then",
	"there",
	"there's",
	"these",
	"they",
	"this",
	"those",
	"to",
	"today's",
	"up",
	"us",
	"want",
	"was",
	"we",
	"were",
	"what",
	"when",
	"which",
	"will",
	"with",
	"would",
	"yet",
	"you",
	"your",
]);

/** The filter that a range of tokens asks for; words that mean nothing to it are in `rest`. */
export function parseFilter(
	utterance: Utterance,
	from: number,
	to: number,
	moment: ReferenceTime,
): ParsedFilter {
	let parsed: ParsedFilter = {
		filter: {},
		noun: false,
		narrowed: false,
		all: false,
		plural: false,
		rest: [],
	};
	for (let at = from; at < to; ) {
		const found = longestModifier(utterance, at, to);
		const word = utterance.tokens[at]?.word ?? "";
		if (!found) {
			if (!STOP_WORDS.has(word)) parsed.rest.push(word);
			at += 1;
			continue;
		}
		const more = found.toFilter(found.slots as SlotValues, moment);
		const narrowed = more.filter !== undefined || more.maybeTag !== undefined;
		parsed = {
			...parsed,
			...more,
			rest: parsed.rest,
			narrowed: parsed.narrowed || narrowed,
			filter: { ...parsed.filter, ...more.filter },
		};
		at = found.end;
	}
	return parsed;
}

type Found = { end: number; slots: Partial<SlotValues>; toFilter: Modifier["toFilter"] };

/** Cache: the modifiers that begin at each token, longest first. A long utterance needs them for many ranges. */
const modifiersByUtterance = new WeakMap<Utterance, Map<number, Found[]>>();

function longestModifier(utterance: Utterance, at: number, to: number): Found | undefined {
	const byStart = modifiersByUtterance.get(utterance) ?? new Map<number, Found[]>();
	modifiersByUtterance.set(utterance, byStart);
	let here = byStart.get(at);
	if (!here) {
		here = MODIFIERS.flatMap(({ pattern, toFilter }) =>
			[
				...matchPrefixes(
					pattern,
					utterance,
					at,
					Math.min(utterance.tokens.length, at + MAX_MODIFIER_TOKENS),
				),
			].map(([end, slots]) => ({ end, slots, toFilter })),
		).toSorted((a, b) => b.end - a.end);
		byStart.set(at, here);
	}
	return here.find(({ end }) => end <= to);
}

/** No modifier has more words. */
const MAX_MODIFIER_TOKENS = 14;

function lastOfMonth(date: string): string {
	return addDays(addMonths(`${date.slice(0, 7)}-01`, 1), -1);
}
