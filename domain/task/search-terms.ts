/** Words of a task as the search index knows them. Pure; the index itself is in db/tasks/tasks.server.ts. */

import { SEARCH_MAX_LENGTH } from "#domain/limits.ts";
import { normalizeText } from "#domain/text/normalize-text.ts";

const WORD = /[\p{L}\p{N}]+/gu;
// Written without spaces, so that a "word" of it is a whole sentence: each character is its own term.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const MARKS = /\p{M}+/gu;
const QUERY_TERMS_MAX = 12;
const TERM_MAX_LENGTH = 64;

/** Words in lower case without accents ("Café" → "cafe"), each once, in order. */
function searchWords(text: string): string[] {
	const folded = normalizeText(text, "NFKD").replace(MARKS, "").toLowerCase();
	const words = new Set<string>();
	for (const [word] of folded.matchAll(WORD)) {
		if (!UNSPACED.test(word)) words.add(word.slice(0, TERM_MAX_LENGTH));
		else for (const character of word) words.add(character);
	}
	return [...words];
}

/**
 * The index entry of a task: its words, each behind its owner's id. With the owner inside the term,
 * looking up a prefix costs what the owner's own tasks cost, however many others there are.
 */
export function searchTerms(
	userId: string,
	task: { title: string; description: string; tags: string[] },
) {
	const owner = ownerPrefix(userId);
	return searchWords([task.title, task.description, ...task.tags].join(" "))
		.map((word) => owner + word)
		.join(" ");
}

/**
 * An FTS5 query (SQLite FTS5, section 3) for tasks that have all words of `text`, each at least as a
 * prefix; null when `text` has no word to look for.
 */
export function searchQuery(userId: string, text: string): string | null {
	const owner = ownerPrefix(userId);
	const words = searchWords(text.slice(0, SEARCH_MAX_LENGTH)).slice(0, QUERY_TERMS_MAX);
	if (words.length === 0) return null;
	return words.map((word) => `"${owner}${word}"*`).join(" AND ");
}

function ownerPrefix(userId: string) {
	return userId.replaceAll("-", "");
}
