/** What the words in a slot of a pattern mean. */

import type { SlotValues } from "#app/assistant/local-model/intent/slot-values.ts";
import type { Utterance } from "#app/assistant/local-model/patterns/utterance.ts";
import { ownEntry } from "#app/assistant/local-model/tokens/own-entry.ts";
import { presentTenseOf, toPresentTense } from "#app/assistant/local-model/tokens/past-tense.ts";
import { mayBeTimeExpression } from "#app/assistant/local-model/tokens/time-vocabulary.ts";
import { type Token, textOfTokens, tokenize } from "#app/assistant/local-model/tokens/tokenize.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { parseMonth, parseNumberWord } from "#domain/language/single-words.ts";
import { TAG_MAX_LENGTH } from "#domain/limits.ts";
import { parsePositions } from "./list-positions.ts";
import {
	parseDateTime,
	parseDay,
	parseDuration,
	parseRecurrenceWords,
	parseReminderWords,
} from "./parse-date-time.ts";
import { parseFilter } from "./parse-filter.ts";
import { parseTarget } from "./parse-target.ts";
import { PRIORITY_WORDS } from "./priority-words.ts";

type Context = { utterance: Utterance; moment: ReferenceTime; from: number; to: number };
type SlotParsers = {
	[Name in keyof SlotValues]: (tokens: Token[], context: Context) => SlotValues[Name] | null;
};

const SLOT_PARSERS: SlotParsers = {
	target: (_, { utterance, from, to, moment }) => parseTarget(utterance, from, to, moment),
	other: (_, { utterance, from, to, moment }) => parseTarget(utterance, from, to, moment),
	filter: (_, { utterance, from, to, moment }) => parseFilter(utterance, from, to, moment),
	text: (tokens, { utterance }) => withQuotes(utterance.text, tokens).trim() || null,
	quoted: (tokens, { utterance }) =>
		tokens.length === 1 && tokens[0]?.quoted ? textOfTokens(utterance.text, tokens) : null,
	words: (tokens, { utterance }) =>
		tokens.length <= 4 &&
		!ARTICLE.test(tokens[0]?.word ?? "") &&
		!tokens.some(({ word }) => WORDS_SLOT_ENDS.has(word))
			? textOfTokens(utterance.text, tokens)
			: null,
	date: (tokens, { utterance, moment }) =>
		mayBeTimeExpression(tokens)
			? parseDateTime(textOfTokens(utterance.text, tokens), moment)
			: null,
	day: parseOneDay,
	last: parseOneDay,
	month: ([token, ...more]) => (token && more.length === 0 ? parseMonth(token.word) : null),
	span: (tokens, { utterance }) =>
		mayBeTimeExpression(tokens) ? parseDuration(textOfTokens(utterance.text, tokens)) : null,
	rule: (tokens, { utterance, moment }) =>
		mayBeTimeExpression(tokens)
			? parseRecurrenceWords(textOfTokens(utterance.text, tokens), moment)
			: null,
	reminder: (tokens, { utterance, moment }) =>
		mayBeTimeExpression(tokens)
			? parseReminderWords(textOfTokens(utterance.text, tokens), moment)
			: null,
	priority: (tokens) => ownEntry(PRIORITY_WORDS, tokens.map(({ word }) => word).join(" ")) ?? null,
	tags: parseTags,
	hashtags: (tokens) => {
		const isTagged = tokens.every(({ word }) => word.startsWith("#") || SEPARATOR.test(word));
		return isTagged ? parseTags(tokens) : null;
	},
	numbers: parseNumbers,
	number: ([token, ...more]) => (token && more.length === 0 ? countOf(token.word) : null),
	positions: (tokens) => parsePositions(tokens.map(({ word }) => word)),
	period: ([token, ...more]) =>
		token && more.length === 0 && /^(?:dai|week|month|year)ly$/.test(token.word)
			? token.word
			: null,
	participle: ([token, ...more]) =>
		token && more.length === 0 ? presentTenseOf(token.word) : null,
	past: (tokens, { utterance }) => toPresentTense(textOfTokens(utterance.text, tokens)),
};

function parseOneDay(tokens: Token[], { utterance, moment }: Context): string | null {
	return tokens.length <= 5 && mayBeTimeExpression(tokens)
		? parseDay(textOfTokens(utterance.text, tokens), moment)
		: null;
}

/** The text of the tokens, with the quotation marks of those that have some; alone, one needs none. */
function withQuotes(text: string, tokens: Token[]): string {
	const part = textOfTokens(text, tokens);
	if (tokens.length < 2) return part;
	const opening = tokens[0]?.quoted ? text[tokens[0].start - 1] : "";
	const last = tokens.at(-1);
	return `${opening}${part}${last?.quoted ? text[last.end] : ""}`;
}

/** An utterance that patterns can be tried on. The value of a slot is parsed once for each range of tokens. */
export function newUtterance(
	text: string,
	moment: ReferenceTime,
	tokens = tokenize(text),
): Utterance {
	const values = new Map<string, unknown>();
	const utterance: Utterance = {
		text,
		tokens,
		parseSlot<Name extends keyof SlotValues>(name: Name, from: number, to: number) {
			const key = `${name} ${from} ${to}`;
			if (!values.has(key)) {
				const range = tokens.slice(from, to);
				values.set(key, SLOT_PARSERS[name](range, { utterance, moment, from, to }));
			}
			return values.get(key) as SlotValues[Name] | null;
		},
	};
	return utterance;
}

const ARTICLE = /^(?:the|a|an|my|our)$/;
const SEPARATOR = /^(?:and|&|,|\+)$/;
const TAG = /^#?[\p{L}\p{N}][\p{L}\p{N}_/-]*$/u;
/** Words that are no tag unless they stand behind a `#`. */
const NOT_TAGS = new Set([
	"a",
	"all",
	"an",
	"and",
	"as",
	"for",
	"from",
	"in",
	"it",
	"my",
	"of",
	"on",
	"or",
	"task",
	"tasks",
	"that",
	"the",
	"them",
	"these",
	"this",
	"those",
	"to",
	"with",
]);

/** Words with "and" between them, or one: two words beside each other are no tags. */
function parseTags(tokens: Token[]): string[] | null {
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
			: TAG.test(word) && (word !== bare || !NOT_TAGS.has(word));
		// "home, work": the comma is gone from the words, but hashtags show where they begin.
		if ((!expectsTag && !word.startsWith("#")) || !isTag || bare.length > TAG_MAX_LENGTH)
			return null;
		tags.push(bare);
		expectsTag = false;
	}
	return expectsTag || tags.length === 0 ? null : [...new Set(tags)];
}

/** "5", "#5", "5 6 and 7", "5-7", "3 to 5". */
function parseNumbers(tokens: Token[]): number[] | null {
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
	return parseNumberWord(word) ?? ownEntry({ dozen: 12 }, word) ?? null;
}

/** Where what a list is about ends. */
const WORDS_SLOT_ENDS = new Set([
	"after",
	"all",
	"any",
	"anything",
	"are",
	"at",
	"before",
	"by",
	"coming",
	"completed",
	"day",
	"did",
	"do",
	"does",
	"done",
	"due",
	"everything",
	"finished",
	"for",
	"fri",
	"friday",
	"from",
	"high",
	"important",
	"in",
	"is",
	"items",
	"labeled",
	"labelled",
	"left",
	"list",
	"lists",
	"low",
	"me",
	"medium",
	"mon",
	"monday",
	"month",
	"next",
	"now",
	"on",
	"ones",
	"open",
	"overdue",
	"pending",
	"plate",
	"please",
	"sat",
	"saturday",
	"still",
	"sun",
	"sunday",
	"tagged",
	"task",
	"tasks",
	"that",
	"things",
	"this",
	"thu",
	"thursday",
	"till",
	"today",
	"todo",
	"todos",
	"tomorrow",
	"tonight",
	"tue",
	"tues",
	"tuesday",
	"until",
	"urgent",
	"us",
	"wed",
	"wednesday",
	"week",
	"weekend",
	"which",
	"who",
	"with",
	"without",
	"yesterday",
	"yet",
	"you",
]);
