/** An utterance as words, each with its place in the text, so that a part of it is said as it was. */

import { normalizeText } from "#domain/text/normalize-text.ts";
import { ownEntry } from "./own-entry.ts";

export type Token = {
	/** In lower case, contractions taken apart ("don't" is "do" and "not"). */
	word: string;
	start: number;
	end: number;
	/** What stood in quotation marks is one token. */
	quoted: boolean;
};

const CHUNK =
	/"([^"]+)"|“([^”]+)”|«([^»]+)»|`([^`]+)`|(?<=^|\s)['‘]([^'’]+(?:['’]\p{L}[^'’]*)*)['’](?=$|[\s.,;:!?])|\S+/gu;
const LEADING = /^[([{'"‘“¿¡,;:.–—-]+(?=[^\d])|^[([{'"‘“¿¡,;:]+/u;
const TRAILING = /[)\]}'"’”.,;:!?…]+$/u;

const NEGATED =
	/^(do|does|did|is|are|was|were|have|has|had|ca|wo|would|could|should|need)(?:n['’]?t)$/;
const SUFFIX = /^([\p{L}\p{N}]+)['’](s|re|ve|d|ll|m)$/u;
const SUFFIXES: Record<string, string> = { re: "are", ve: "have", d: "would", ll: "will", m: "am" };
/** Behind these 's is "is"; behind other words it is possessive. */
const BEFORE_IS = new Set([
	"everything",
	"he",
	"here",
	"how",
	"it",
	"let",
	"she",
	"that",
	"there",
	"this",
	"what",
	"when",
	"where",
	"who",
]);
/** Typed without their apostrophe. */
const WITHOUT_APOSTROPHE: Record<string, [string, string]> = {
	whats: ["what", "is"],
	whens: ["when", "is"],
	wheres: ["where", "is"],
	hows: ["how", "is"],
	thats: ["that", "is"],
	lets: ["let", "us"],
	im: ["i", "am"],
	ive: ["i", "have"],
	dont: ["do", "not"],
	didnt: ["did", "not"],
	doesnt: ["does", "not"],
	isnt: ["is", "not"],
	havent: ["have", "not"],
	cannot: ["can", "not"],
	gimme: ["give", "me"],
	wanna: ["want", "to"],
	gotta: ["have", "to"],
	lemme: ["let", "me"],
	hafta: ["have", "to"],
	youd: ["you", "would"],
};
/** Short for a word that rules know. */
const ABBREVIATIONS: Record<string, string> = {
	u: "you",
	ur: "your",
	r: "are",
	n: "and",
	w: "with",
};
const STEMS: Record<string, string> = { ca: "can", wo: "will" };

/** The words of a text in their order. Punctuation around them is left out. */
export function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	for (const match of text.matchAll(CHUNK)) {
		const inner = match.slice(1).find((group) => group !== undefined);
		if (inner !== undefined) {
			const start = match.index + 1;
			tokens.push({ word: fold(inner), start, end: start + inner.length, quoted: true });
			continue;
		}
		const [chunk] = match;
		const lead = LEADING.exec(chunk)?.[0].length ?? 0;
		const kept = chunk.slice(lead).replace(TRAILING, "");
		if (kept === "") continue;
		tokens.push(...splitContractions(kept, match.index + lead));
	}
	return tokens;
}

/** The part of a text that some of its tokens cover, quotation marks left out. */
export function textOfTokens(text: string, tokens: Token[]): string {
	const [first] = tokens;
	const last = tokens.at(-1);
	if (!first || !last) return "";
	const part = text.slice(first.start, last.end);
	// Brackets are punctuation at the ends of words, but not half of them.
	const open = part.split("(").length > part.split(")").length;
	return open && text[last.end] === ")" ? `${part})` : part;
}

function splitContractions(chunk: string, start: number): Token[] {
	const word = fold(chunk);
	const end = start + chunk.length;
	const two = (first: string, second: string, at = end): Token[] => [
		{ word: first, start, end: at, quoted: false },
		{ word: second, start: at, end, quoted: false },
	];
	const bare = ownEntry(WITHOUT_APOSTROPHE, word);
	if (bare) return two(bare[0], bare[1]);
	const negated = NEGATED.exec(word)?.[1];
	if (negated) return two(STEMS[negated] ?? negated, "not");
	const [, base, suffix] = SUFFIX.exec(word) ?? [];
	if (base === undefined || suffix === undefined) {
		return [{ word: ownEntry(ABBREVIATIONS, word) ?? word, start, end, quoted: false }];
	}
	const apart = SUFFIXES[suffix] ?? (base === "let" ? "us" : BEFORE_IS.has(base) ? "is" : "'s");
	return two(base, apart, start + base.length);
}

function fold(text: string): string {
	return normalizeText(text, "NFKC").toLowerCase().replaceAll("’", "'");
}
