/** What the words in a slot of a pattern mean. */

import { MONTH, monthNumber, NUMBER_WORDS } from "#domain/language/date-vocabulary.ts";
import type { Moment } from "#domain/language/date-words.ts";
import { type Priority, TAG_MAX_LENGTH } from "#domain/task/task.ts";
import { readFilter } from "./filter-words.ts";
import type { Slots } from "./intent.ts";
import { presentOf, presentVerb } from "./past-tense.ts";
import type { Input } from "./pattern.ts";
import { readPlaces } from "./places.ts";
import { readTarget } from "./target-words.ts";
import { isTime } from "./time-vocabulary.ts";
import { slice, type Token, tokenize } from "./tokens.ts";
import { readDay, readReminderWords, readRuleWords, readSpan, readWhen } from "./when.ts";

type Context = { input: Input<Slots>; moment: Moment; from: number; to: number };
type Readers = { [Name in keyof Slots]: (tokens: Token[], context: Context) => Slots[Name] | null };

const READERS: Readers = {
	target: (_, { input, from, to, moment }) => readTarget(input, from, to, moment),
	other: (_, { input, from, to, moment }) => readTarget(input, from, to, moment),
	filter: (_, { input, from, to, moment }) => readFilter(input, from, to, moment),
	text: (tokens, { input }) => withQuotes(input.text, tokens).trim() || null,
	quoted: (tokens, { input }) =>
		tokens.length === 1 && tokens[0]?.quoted ? slice(input.text, tokens) : null,
	words: (tokens, { input }) =>
		tokens.length <= 4 &&
		!ARTICLE.test(tokens[0]?.word ?? "") &&
		!tokens.some(({ word }) => BREAKS.has(word))
			? slice(input.text, tokens)
			: null,
	date: (tokens, { input, moment }) =>
		isTime(tokens) ? readWhen(slice(input.text, tokens), moment) : null,
	day: readOneDay,
	last: readOneDay,
	month: ([token, ...more]) =>
		token && more.length === 0 && MONTH_NAME.test(token.word) ? monthNumber(token.word) : null,
	span: (tokens, { input }) => (isTime(tokens) ? readSpan(slice(input.text, tokens)) : null),
	rule: (tokens, { input, moment }) =>
		isTime(tokens) ? readRuleWords(slice(input.text, tokens), moment) : null,
	reminder: (tokens, { input, moment }) =>
		isTime(tokens) ? readReminderWords(slice(input.text, tokens), moment) : null,
	priority: (tokens) => PRIORITY_WORDS[tokens.map(({ word }) => word).join(" ")] ?? null,
	tags: readTags,
	hashtags: (tokens) => {
		const isTagged = tokens.every(({ word }) => word.startsWith("#") || SEPARATOR.test(word));
		return isTagged ? readTags(tokens) : null;
	},
	numbers: readNumbers,
	number: ([token, ...more]) => (token && more.length === 0 ? countOf(token.word) : null),
	places: (tokens) => readPlaces(tokens.map(({ word }) => word)),
	period: ([token, ...more]) =>
		token && more.length === 0 && /^(?:dai|week|month|year)ly$/.test(token.word)
			? token.word
			: null,
	participle: ([token, ...more]) => (token && more.length === 0 ? presentVerb(token.word) : null),
	past: (tokens, { input }) => presentOf(slice(input.text, tokens)),
};

function readOneDay(tokens: Token[], { input, moment }: Context): string | null {
	return tokens.length <= 5 && isTime(tokens) ? readDay(slice(input.text, tokens), moment) : null;
}

/** The text of the tokens, with the quotation marks of those that have some; alone, one needs none. */
function withQuotes(text: string, tokens: Token[]): string {
	const part = slice(text, tokens);
	if (tokens.length < 2) return part;
	const opening = tokens[0]?.quoted ? text[tokens[0].start - 1] : "";
	const last = tokens.at(-1);
	return `${opening}${part}${last?.quoted ? text[last.end] : ""}`;
}

/** An utterance that patterns can be tried on. What a range means is read once. */
export function newInput(text: string, moment: Moment, tokens = tokenize(text)): Input<Slots> {
	const known = new Map<string, unknown>();
	const input: Input<Slots> = {
		text,
		tokens,
		read<Name extends keyof Slots>(name: Name, from: number, to: number) {
			const key = `${name} ${from} ${to}`;
			if (!known.has(key)) {
				const range = tokens.slice(from, to);
				known.set(key, READERS[name](range, { input, moment, from, to }));
			}
			return known.get(key) as Slots[Name] | null;
		},
	};
	return input;
}

export const PRIORITY_WORDS: Record<string, Priority> = Object.fromEntries(
	Object.entries({
		high: "high|highest|higher|top|urgent|very urgent|super urgent|important|very important|really important|super important|critical|crucial|asap|p1|!high|vital|pressing|more important|more urgent|a must|emergency",
		medium:
			"medium|normal|regular|default|middle|mid|moderate|average|standard|p2|!medium|med|not so urgent|less urgent|less important",
		low: "low|lowest|lower|minor|trivial|unimportant|not important|not urgent|not that important|not that urgent|p3|!low|non-urgent|optional",
	}).flatMap(([priority, words]) => words.split("|").map((word) => [word, priority])),
) as Record<string, Priority>;

const MONTH_NAME = new RegExp(`^${MONTH}$`, "iu");
const ARTICLE = /^(?:the|a|an|my|our)$/;
const SEPARATOR = /^(?:and|&|,|\+)$/;
const TAG = /^#?[\p{L}\p{N}][\p{L}\p{N}_/-]*$/u;
/** Words that are no tag unless they stand behind a `#`. */
const NO_TAG = new Set(
	"the a an my it that this them those these with as to for from and or all task tasks of on in".split(
		" ",
	),
);

/** Words with "and" between them, or one: two words beside each other are no tags. */
function readTags(tokens: Token[]): string[] | null {
	const tags: string[] = [];
	let expectsTag = true;
	for (const { word, quoted } of tokens) {
		if (!expectsTag && SEPARATOR.test(word)) {
			expectsTag = true;
			continue;
		}
		const bare = word.replace(/^#/, "");
		const isTag = quoted
			? !word.includes(",")
			: TAG.test(word) && (word !== bare || !NO_TAG.has(word));
		// "home, work": the comma is gone from the words, but hashtags show where they begin.
		if ((!expectsTag && !word.startsWith("#")) || !isTag || bare.length > TAG_MAX_LENGTH)
			return null;
		tags.push(bare);
		expectsTag = false;
	}
	return expectsTag || tags.length === 0 ? null : [...new Set(tags)];
}

/** "5", "#5", "5 6 and 7", "5-7", "3 to 5". */
function readNumbers(tokens: Token[]): number[] | null {
	const numbers: number[] = [];
	let range = false;
	for (const [index, { word }] of tokens.entries()) {
		if (SEPARATOR.test(word) && index > 0 && index < tokens.length - 1) continue;
		if (/^(?:to|through|thru|-|–)$/.test(word) && numbers.length > 0) {
			range = true;
			continue;
		}
		const [, first, last] = /^#?(\d{1,9})(?:[-–]#?(\d{1,9}))?$/.exec(word) ?? [];
		const number = first === undefined ? countOf(word) : Number(first);
		if (number === null || number < 1) return null;
		const start = range ? (numbers.at(-1) ?? number) + 1 : number;
		const end = last === undefined ? number : Number(last);
		if (end - start > 100) return null;
		for (let id = start; id <= end; id += 1) numbers.push(id);
		range = false;
	}
	return numbers.length > 0 && !range ? [...new Set(numbers)] : null;
}

function countOf(word: string): number | null {
	if (/^\d{1,4}$/.test(word)) return Number(word);
	const index = NUMBER_WORDS.indexOf(word);
	if (index >= 0) return index + 1;
	return ({ couple: 2, few: 3, dozen: 12, twenty: 20 } as Record<string, number>)[word] ?? null;
}

/** Where what a list is about ends. */
const BREAKS = new Set(
	"this next today tonight tomorrow yesterday due overdue on by before after until till in for from at tagged labelled labeled with without that which who are is do does did tasks task todos todo items things ones monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu fri sat sun week month weekend day me us you high medium low urgent important completed pending finished done open still left yet please now coming all everything any anything list lists plate".split(
		" ",
	),
);
