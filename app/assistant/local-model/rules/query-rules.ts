import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { ParsedFilter } from "#app/assistant/local-model/intent/slot-values.ts";
import type { ListFilter } from "#app/assistant/local-model/intent/target.ts";
import { type Rule, rule } from "./rule.ts";

/** Ways to ask what there is to do, and about one task. */

const WH = "(what|which|whats|what all|what else|which ones|what kind of)";
const HOW_MANY =
	"(how many|how much|count|count up|number of|the number of|what is the number of|total number of|count of)";

/** The list that words ask for; null where they hardly ask for tasks at all. */
function listIntent(
	parsed: ParsedFilter,
	{ count = false, past = false, loose = false } = {},
): Intent | null {
	const { filter, rest, all, narrowed, noun, maybeTag } = parsed;
	if (!loose && !noun && !narrowed && !all) return null;
	if (!noun && !loose && rest.length > 0) return null;
	if (rest.length > 3) return null;
	const { due, due_from, due_to, ...others } = filter;
	// When a task was done is not what its due date says.
	const when = past && filter.status === "completed" ? {} : { due, due_from, due_to };
	const status =
		filter.status ??
		(filter.due === "overdue"
			? undefined
			: all && !narrowed && rest.length === 0
				? "all"
				: "pending");
	const query = filter.query ?? (rest.length > 0 ? rest.join(" ") : undefined);
	const asked: ListFilter = withoutUndefined({ ...others, ...when, status, query });
	return {
		kind: "list",
		filter: asked,
		...(count ? { count } : {}),
		...(maybeTag === undefined || query !== undefined ? {} : { maybeTag }),
	};
}

function withoutUndefined(filter: ListFilter): ListFilter {
	return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

export const QUERY_RULES: Rule[] = [
	// Figures.
	rule(
		"(show|give|get|see|view|what are|what is|display|tell)? (me)? (my|the|some|our|all)? (task|tasks|productivity|overall)? (statistics|stats|stat|numbers|metrics|figures|progress|completion rate|productivity|analytics|score|streak|report) (please|report|so far|for me|look like|on my tasks)? ((for|of)? (this|the) (day|week|month|year)|today|lately)?",
		() => ({ kind: "statistics" }),
	),
	rule(
		"(how am i|how are we|how is it|am i) (doing|going|getting on|progressing|looking|being productive|productive) (so far|overall|with my tasks|on my tasks|this week|today|lately)?",
		() => ({ kind: "statistics" }),
	),
	rule(
		"how (productive|busy|far along) (am i|have i been|was i|are we) (so far|overall|today|this week|lately)?",
		() => ({ kind: "statistics" }),
	),
	rule(
		"(give me|show me|get me)? (a|an|the)? (summary|overview|breakdown|recap|stats) (of|on|about)? (my|all|the|all my)? (tasks|todos|list|progress|everything)?",
		() => ({ kind: "statistics" }),
	),
	rule("what (percentage|share|fraction|percent) of {filter}", () => ({ kind: "statistics" })),
	rule(
		"how (is|was) my (progress|completion rate|productivity|streak) (so far|looking|going|doing)? ((for|of)? (this|the) (day|week|month|year)|today|lately)?",
		() => ({ kind: "statistics" }),
	),

	// One task.
	rule(
		"(when|what time|what day|by when) (is|are|was|do|does|must|should|did i say) (the|my)? {target} (due|happening|on|scheduled|scheduled for|planned|again|need to be done|at)?",
		({ target }) => ({ kind: "show", target, aspect: "due" }),
	),
	rule(
		"when (do|must|should|am|will) i (have to|need to|supposed to|going to)? {text}",
		({ text }) => ({ kind: "show", target: { by: "words", words: text }, aspect: "due" }),
	),
	rule(
		"what is (the)? (due date|deadline|date|due time|time) (of|for|on) {target}",
		({ target }) => ({ kind: "show", target, aspect: "due" }),
	),
	rule(
		"(how long|how much time|how many days) (do i have|is there|is left)? (until|till|for|before)? {target}",
		({ target }) => ({ kind: "show", target, aspect: "due" }),
	),
	rule(
		"(is|are|was|has|have) {target} (been)? (already|still|yet)? (<done>|open|pending|overdue|late|{participle}) (yet|already|now)?",
		({ target }) => (target.by === "filter" ? null : { kind: "show", target, aspect: "status" }),
	),
	rule("(am|are) (i|we) (already|all)? <done> (with)? {target} (already|yet|now)?", ({ target }) =>
		target.by === "filter" ? null : { kind: "show", target, aspect: "status" },
	),
	rule("(did|have) (i|we) (already|ever|actually)? {past} (already|yet|today)?", ({ past }) => ({
		kind: "show",
		target: { by: "words", words: past },
		aspect: "status",
	})),
	rule(
		"(did|have) (i|we) (already|ever|actually)? (do|done|finish|finished|complete|completed)? {target} (already|yet|today)?",
		({ target }) => (target.by === "filter" ? null : { kind: "show", target, aspect: "status" }),
	),
	rule(
		"what is (the)? (status|priority|description|state|tag|tags|note|notes|title|details) (of|for|on) {target}",
		({ target }) => ({ kind: "show", target, aspect: "all" }),
	),
	rule("how (urgent|important|big|long|high) (is|are) {target}", ({ target }) => ({
		kind: "show",
		target,
		aspect: "all",
	})),
	rule(
		"what (priority|tags|tag|status|notes) (does|is|has|are on) {target} (have|got)?",
		({ target }) => ({ kind: "show", target, aspect: "all" }),
	),
	rule(
		"(show|open|open up|view|display|read|see|give|get|pull up|look at|tell|check) (me)? (about|the details of|details of|details for|details on|details about|info on|more about|more on)? {target} (in detail|details)?",
		({ target }) =>
			target.by === "ids" ||
			target.by === "positions" ||
			(target.by === "pronoun" && !target.plural)
				? { kind: "show", target, aspect: "all" }
				: null,
	),
	rule(
		"(tell me (more)? about|(more)? (details|info|information|detail) (on|of|for|about)|describe|what do you know about|explain|more about) {target}",
		({ target }) => (target.by === "filter" ? null : { kind: "show", target, aspect: "all" }),
	),
	rule("what (is|was|about|does) {target} (say|about)?", ({ target }) =>
		target.by === "ids" || target.by === "positions"
			? { kind: "show", target, aspect: "all" }
			: null,
	),

	rule("(do|did|must|will) i (still)? (have|need) to {filter}", ({ filter }) =>
		filter.noun || filter.narrowed ? listIntent(filter, { loose: true }) : null,
	),
	rule("(do|did|must|will) i (still)? (have|need) to {target}", ({ target }) => ({
		kind: "show",
		target,
		aspect: "status",
	})),

	// Looking for something.
	rule(
		"(<find>|find me|where is|where are|where did i put|do i have|have i got|is there) (me)? (all|any|the|my|a|an)? (task|tasks|todo|todos|anything|something|everything)? (about|for|with|containing|mentioning|regarding|called|named|matching|like|on|to|related to)? (the|my|a|an)? (words|word)? {quoted}",
		({ quoted }) => ({ kind: "list", filter: { query: quoted } }),
	),
	rule("(search|look) (my tasks|tasks|my list|my todos) (for) (the|my)? {words}", ({ words }) => ({
		kind: "list",
		filter: { query: words },
	})),
	rule(
		"(search|search for|look for|find|find me|where is|where are|look up|locate) (the|my|a|an|all|any)? {words} (task|tasks|todo|todos|one|ones)?",
		({ words }) => ({ kind: "list", filter: { query: words } }),
	),
	rule("(<find>) {filter}", ({ filter }) => listIntent(filter, { loose: true })),

	// Many.
	rule(`${HOW_MANY} {filter}`, ({ filter }) =>
		listIntent({ ...filter, noun: true }, { count: true }),
	),
	rule(
		`${WH} (did|have) (i|we) (already|all)? (finish|complete|do|done|finished|completed|get done|accomplish|accomplished|achieve|tick off|ticked off|check off|checked off|gotten done) {filter}`,
		({ filter }) => completedIntent(filter),
	),
	rule(
		`${WH} (did|have) (i|we) (already|all)? (finish|complete|do|done|finished|completed|get done|accomplish|accomplished|achieve|ticked off|checked off|tick off|check off|cross off|crossed off|close)`,
		() => ({ kind: "list", filter: { status: "completed" } }),
	),
	rule(
		`${WH} (should|shall|do|can|could) (i|we) (do|work on|tackle|start with|focus on|start|begin with|prioritize|prioritise|be doing|be working on) (next|first|now|today)?`,
		() => ({ kind: "list", filter: { status: "pending", limit: 5 } }),
	),
	rule(
		"(what is|whats) (next|up next|first|the next (task|thing|one)|my next (task|thing)) (on <list>|up)?",
		() => ({ kind: "list", filter: { status: "pending", limit: 5 } }),
	),
	rule(
		"(show|list|display|give|tell|view|print|pull up|bring up|go through|run through|let me see|let me have|look at|open up|show me|walk me through|run me through|read me) (me|us)? (through|to me|out|up)? {filter}",
		({ filter }) => listIntent(filter, { loose: filter.noun || filter.narrowed || filter.all }),
	),
	// These may as well be what is to be done: "read chapter 3 tonight", "see the doctor on monday".
	rule(
		"(read|get|see|fetch|check|review|open|run) (me|us)? (through|to me|out|up)? {filter}",
		({ filter }) => (filter.rest.length === 0 || filter.plural ? listIntent(filter) : null),
	),
	// A tag, or else a word.
	rule("(show|list|display|view) (me)? (the|my)? {words}", ({ words }) => ({
		kind: "list",
		filter: { status: "pending" },
		maybeTag: words,
	})),
	rule(`${WH} {filter}`, ({ filter }) => listIntent(filter, { past: true })),
	rule(
		`${WH} (do|should|must|shall) (i|we) (still)? (need|have|got)? (to)? {words} (still)?`,
		({ words }) => ({
			kind: "list",
			filter: { status: "pending", query: words },
		}),
	),
	rule(
		"(what about|how about|and|and what about|and for|what of|same for) {filter}",
		({ filter }) =>
			filter.rest.length === 0 && (filter.narrowed || filter.all) ? listIntent(filter) : null,
	),
	rule(
		"(is there|are there|do i have|have i got|have i|do we have|got|will i have|there is|do you have|can you see|am i|have you got|is|are) {filter}",
		({ filter }) => listIntent(filter, { past: true }),
	),
	rule("(how|what) (does|is|do|are) {filter}", ({ filter }) => listIntent(filter)),
	rule("(plan|organize|organise) my (day|morning|afternoon|today)", () => ({
		kind: "list",
		filter: { status: "pending", due: "today" },
	})),
	rule("plan my week", () => ({ kind: "list", filter: { status: "pending", due: "week" } })),
	rule("(am|are) (i|we) (free|busy|available) {filter}", ({ filter }) =>
		listIntent({ ...filter, noun: true }),
	),
	rule("(anything|any|something|nothing|everything) {filter}", ({ filter }) =>
		listIntent({ ...filter, noun: true }),
	),
	// "overdue?", "high priority", "my tasks": nothing but which.
	rule("{filter}", ({ filter }) =>
		filter.rest.length === 0 &&
		((filter.noun && filter.plural) || (filter.narrowed && filter.maybeTag === undefined))
			? listIntent(filter)
			: null,
	),
	rule(
		"((the)? same|ditto|likewise|do the same|do that|same thing|and|also) (for|with|to) {target} (too|as well|also)?",
		({ target }) => ({ kind: "again", target }),
	),
	rule("{target} (too|as well|also)", ({ target }) => ({ kind: "again", target })),
	rule("{target}", ({ target }) =>
		target.by === "ids" || target.by === "positions"
			? { kind: "show", target, aspect: "all" }
			: null,
	),
];

function completedIntent(parsed: ParsedFilter): Intent | null {
	return listIntent(
		{ ...parsed, noun: true, filter: { ...parsed.filter, status: "completed" } },
		{ past: true },
	);
}
