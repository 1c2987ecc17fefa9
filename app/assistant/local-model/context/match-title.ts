/** Which of some tasks the words of a title mean. */

import { editDistance } from "#app/assistant/local-model/tokens/edit-distance.ts";
import { isTaskVerb } from "#app/assistant/local-model/tokens/task-verbs.ts";
import type { KnownTask } from "./known-task.ts";

const WORD = /[\p{L}\p{N}]+/gu;
const STOP_WORDS = new Set([
	"a",
	"about",
	"an",
	"and",
	"at",
	"by",
	"for",
	"from",
	"i",
	"in",
	"is",
	"it",
	"me",
	"my",
	"of",
	"on",
	"one",
	"or",
	"our",
	"some",
	"task",
	"that",
	"the",
	"thing",
	"this",
	"to",
	"up",
	"with",
	"your",
]);

/** The words that say something, folded; all words where none does. */
export function contentWords(text: string): string[] {
	const words =
		text
			.normalize("NFKD")
			.replace(/\p{M}+/gu, "")
			.toLowerCase()
			.match(WORD) ?? [];
	const full = words.filter((word) => !STOP_WORDS.has(word));
	return full.length > 0 ? full : words;
}

/** Those that fit best: by the whole title, else by all words in it, else all of them. */
export function bestTitleMatches(tasks: KnownTask[], words: string): KnownTask[] {
	const wanted = contentWords(words);
	const whole = tasks.filter(({ title = "" }) => fold(title) === fold(words));
	if (whole.length > 0) return whole;
	const exact = tasks.filter(({ title = "" }) => sameWords(contentWords(title), wanted));
	if (exact.length > 0) return exact;
	const inTitle = tasks.filter(({ title = "" }) => {
		const words = contentWords(title);
		return wanted.every((word) => words.includes(word));
	});
	if (inTitle.length > 0) return inTitle;
	const begun = tasks.filter(({ title = "" }) => {
		const words = contentWords(title);
		return wanted.every((word) => words.some((other) => other.startsWith(word)));
	});
	return begun.length > 0 ? begun : tasks;
}

/**
 * Those whose title or tags are near the words, the nearest ones. `sure` where each word is there but
 * for its ending, or is a long one with a typing error.
 */
export function nearestTitleMatches(
	tasks: KnownTask[],
	words: string,
): { tasks: KnownTask[]; isSure: boolean } {
	const wanted = contentWords(words);
	const weights = wanted.map((word) => (isCommon(word) ? 0.4 : 1));
	const scored = tasks.map((task) => {
		const there = contentWords([task.title ?? "", ...(task.tags ?? [])].join(" "));
		const scores = wanted.map((word) =>
			Math.max(0, ...there.map((other) => similarity(word, other))),
		);
		const score = scores.reduce((sum, score, index) => sum + score * (weights[index] ?? 1), 0);
		return { task, score: score / weights.reduce((sum, weight) => sum + weight, 0) };
	});
	const top = Math.max(0, ...scored.map(({ score }) => score));
	if (top < 0.5) return { tasks: [], isSure: false };
	const near = scored.filter(({ score }) => score === top).map(({ task }) => task);
	return { tasks: near, isSure: top >= SURE_SIMILARITY };
}

/** Words that many tasks have, or that are said of them: alone they do not tell which. */
function isCommon(word: string): boolean {
	return isTaskVerb(word) || COMMON_WORDS.has(word);
}

const COMMON_WORDS = new Set([
	"appointment",
	"big",
	"buying",
	"calling",
	"entire",
	"item",
	"meeting",
	"new",
	"old",
	"paying",
	"sending",
	"stuff",
	"thing",
	"whole",
	"work",
	"writing",
]);
const SURE_SIMILARITY = 0.9;

function similarity(a: string, b: string): number {
	if (a === b) return 1;
	const length = Math.min(a.length, b.length);
	if (stem(a) === stem(b) || (length >= 4 && (a.startsWith(b) || b.startsWith(a)))) return 0.95;
	const most = length >= 8 ? 2 : length >= 4 ? 1 : 0;
	if (most === 0 || a[0] !== b[0] || editDistance(a, b, most) > most) return 0;
	return length >= 6 ? SURE_SIMILARITY : 0.7;
}

function stem(word: string): string {
	return word.length <= 3 ? word : word.replace(/(?:ies|ing|ed|es|s|e|y)$/, "");
}

function sameWords(a: string[], b: string[]): boolean {
	return a.length === b.length && a.every((word) => b.includes(word));
}

function fold(text: string): string {
	return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
