/**
 * The marks of quick add: what is kept as text, `#tags` and priorities. They are found in a copy of
 * the text in which what has been parsed is masked by characters that no word contains, so that every
 * position stays what it is in the text itself.
 */

import { TAG_MAX_LENGTH } from "#domain/limits.ts";
import { PRIORITIES, type Priority } from "#domain/task/task.ts";

/** Stands for text that has to stay text. */
export const KEPT_MASK = "\uE000";
/** Stands for a part that has been parsed: for what is beside it, the text ends there. */
const READ_MASK = "\uE001";

export type TextRange = { start: number; end: number };
export type FoundTag = TextRange & { tag: string };
export type FoundPriority = TextRange & { priority: Priority };

/** A backslash before a word, or before what a bracket opens; the word lasts to the next space. */
const ESCAPED = /(?<=^|[\s([{,;])\\\S+/g;
const QUOTED = /(?<=^|[\s([{])(?:"[^"]*"|“[^“”]*”)(?=$|[\s.,;:!?)\]}])/g;
const ADDRESS = /(?<=^|[\s([{<"])(?:[a-z][a-z\d+.-]*:\/\/\S+|www\.\S+|[^\s@]+@[^\s@]+\.[^\s@]+)/gi;
const TAG =
	/(?<=^|[\s([{,;\uE001])#(?:"([^"#,\uE000\uE001]+)"|([\p{L}\p{N}_\p{Extended_Pictographic}][^\s,#\uE000\uE001]*))/gu;
/** Punctuation behind a tag is the sentence's; a number alone is one of an issue or a place. */
const TAG_END = /[.;:!?)\]}>'"’”…]+$/u;
const HAS_LETTER = /[\p{L}\p{Extended_Pictographic}]/u;
const PRIORITY =
	/(?<=^|[\s([{,;\uE001])(?:!(high|medium|low)|p([123]))(?=$|[\s.,;:)\]}!?\uE001])/giu;

/** A copy of the text with everything that has to stay text masked. */
export function maskKept(text: string): string {
	let masked = text.replaceAll(KEPT_MASK, "\uFFFD").replaceAll(READ_MASK, "\uFFFD");
	for (const pattern of [ESCAPED, QUOTED, ADDRESS]) {
		masked = masked.replace(pattern, (found) => KEPT_MASK.repeat(found.length));
	}
	return masked;
}

/** The copy with ranges masked as parsed. */
export function maskParsed(masked: string, ranges: TextRange[]): string {
	return ranges.reduce(
		(text, { start, end }) =>
			text.slice(0, start) + READ_MASK.repeat(end - start) + text.slice(end),
		masked,
	);
}

/** The tags of a masked text as tasks keep them (lower case, no `#`). */
export function findTags(masked: string): FoundTag[] {
	const found: FoundTag[] = [];
	const tags = new Set<string>();
	for (const match of masked.matchAll(TAG)) {
		const [whole, quoted, plain = ""] = match;
		const written = quoted?.trim() ?? plain.replace(TAG_END, "");
		const tag = written.toLowerCase();
		if (!HAS_LETTER.test(tag) || [...tag].length > TAG_MAX_LENGTH) continue;
		tags.add(tag);
		const end = match.index + (quoted === undefined ? 1 + written.length : whole.length);
		found.push({ tag, start: match.index, end });
	}
	return found;
}

/** The last priority of a masked text; those before it stay text. */
export function findPriority(masked: string): FoundPriority | null {
	const match = [...masked.matchAll(PRIORITY)].at(-1);
	if (!match) return null;
	const [whole, name, number] = match;
	const priority = PRIORITIES.find(
		(known, index) => known === name?.toLowerCase() || String(index + 1) === number,
	);
	return priority ? { priority, start: match.index, end: match.index + whole.length } : null;
}

/** Where the backslashes stand that keep words as text. */
export function escapePositions(text: string): number[] {
	return [...text.matchAll(ESCAPED)].map(({ index }) => index);
}

/** The text with each word of a range kept as text. */
export function escapeRange(text: string, { start, end }: TextRange): string {
	const words = text.slice(start, end).replace(/(^|\s)(?=\S)/g, "$1\\");
	return text.slice(0, start) + words + text.slice(end);
}
