/** Single English words that mean a number or a month. */

import { ENGLISH } from "./en.ts";
import { parseSpan } from "./span-grammar.ts";
import type { Span } from "./syntax.ts";
import { TokenCursor } from "./token-cursor.ts";
import { tokenize } from "./tokenize.ts";

/** The number (1–12) of a month by its name or its short form; null for none. */
export function parseMonth(word: string): number | null {
	const found = ENGLISH.entries
		.get(word.toLowerCase())
		?.find(({ words, meaning }) => words.length === 1 && meaning.kind === "month");
	return found?.meaning.kind === "month" ? found.meaning.value : null;
}

/** A number as a word ("three"); null for none. */
export function parseNumberWord(word: string): number | null {
	const found = ENGLISH.entries
		.get(word.toLowerCase())
		?.find(({ words, meaning }) => words.length === 1 && meaning.kind === "number");
	return found?.meaning.kind === "number" ? found.meaning.value : null;
}

/** A text that is a length of time and nothing else ("an hour and a half"); null for none. */
export function parseSpanWords(text: string): Span | null {
	const trimmed = text.trim();
	const cursor = new TokenCursor(trimmed, tokenize(trimmed), ENGLISH);
	const found = parseSpan(cursor);
	return found && cursor.end === trimmed.length ? found.span : null;
}
