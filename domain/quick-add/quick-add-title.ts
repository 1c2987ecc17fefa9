/** What is left of a quick-add line as the title. */

import { escapePositions, type TextRange } from "./quick-add-tokens.ts";

/** Text beside its masked copy, cut alike: what is masked is never tidied. */
type Piece = { text: string; masked: string };

const OPENING = /[([{]\s*$/;
const CLOSING = /^\s*[)\]}]/;
const LEADING = /^(?:[\s,;:.]|[–—-](?=\s|$))+/;
const TRAILING = /(?:[\s,;:]|(?<=\s)[–—-])+$/;
const PUNCTUATION_NEXT = /^\s*(?=[,;:.!?)\]}…])/;

/**
 * The text without its sorted ranges: white space folded, escapes undone, and without the commas,
 * dashes and empty brackets that stood around what was taken out. When no word is left, the text as
 * a whole. `masked` is the text with what must stay as it is masked, position by position.
 */
export function withoutRanges(text: string, masked: string, ranges: TextRange[]): string {
	const escapes = escapePositions(text.slice(0, masked.length));
	const between = ranges.map(({ start }, index) => ({
		start: ranges[index - 1]?.end ?? 0,
		end: start,
	}));
	const last = { start: ranges.at(-1)?.end ?? 0, end: text.length };
	const [first, ...others] = [...between, last].map((range) => ({
		text: without(escapes, text, range),
		masked: without(escapes, masked, range),
	}));
	const joined = others.reduce(join, first ?? { text: "", masked: "" });
	const atEnd = others.at(-1)?.masked.trim() === "";
	const title = fold(atEnd ? cutEnd(joined, TRAILING).text : joined.text);
	if (ranges.length === 0 || /[^\s\p{P}]/u.test(title)) return title;
	return fold(without(escapes, text, { start: 0, end: text.length }));
}

function join(before: Piece, after: Piece): Piece {
	const brackets = OPENING.test(before.masked) && CLOSING.test(after.masked);
	const left = brackets ? cutEnd(before, OPENING) : before;
	const right = brackets ? cutStart(after, CLOSING) : after;
	if (left.masked.trim() === "") return cutStart(right, LEADING);
	if (!PUNCTUATION_NEXT.test(right.masked)) return append(left, " ", right);
	return append(cutEnd(left, TRAILING), "", cutStart(right, PUNCTUATION_NEXT));
}

function append(left: Piece, space: string, right: Piece): Piece {
	return { text: left.text + space + right.text, masked: left.masked + space + right.masked };
}

function cutStart({ text, masked }: Piece, pattern: RegExp): Piece {
	const length = pattern.exec(masked)?.[0].length ?? 0;
	return { text: text.slice(length), masked: masked.slice(length) };
}

function cutEnd({ text, masked }: Piece, pattern: RegExp): Piece {
	const length = masked.length - (pattern.exec(masked)?.[0].length ?? 0);
	return { text: text.slice(0, length), masked: masked.slice(0, length) };
}

function without(positions: number[], text: string, { start, end }: TextRange): string {
	const inside = positions.filter((position) => position >= start && position < end);
	const starts = [start, ...inside.map((position) => position + 1)];
	return starts.map((from, index) => text.slice(from, inside[index] ?? end)).join("");
}

function fold(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
