/** A text as words, numbers and marks. It is gone through once, so the time is linear in the text. */

export type Token = {
	kind: "word" | "number" | "mark";
	/** As it stands in the text. */
	raw: string;
	/** In lower case, with a straight apostrophe and a plain hyphen. */
	text: string;
	start: number;
	end: number;
	/** Nothing stands between it and the token before. */
	isGlued: boolean;
};

const TOKEN = /[\p{L}\p{M}_][\p{L}\p{M}_]*(?:['’][\p{L}\p{M}]+)*|\d+|[\p{N}]+|\uE000+|\uE001+|\S/gu;
const LETTER = /^[\p{L}\p{M}_]/u;
const DASHES = /^[‐‑‒–—−]$/u;

/** The tokens of a text, in order. */
export function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let end = -1;
	for (const match of text.matchAll(TOKEN)) {
		const [raw] = match;
		const start = match.index;
		const first = raw.charCodeAt(0);
		const isDigit = first >= 48 && first <= 57;
		const kind = isDigit ? "number" : LETTER.test(raw) ? "word" : "mark";
		const plain = kind === "word" ? raw.toLowerCase().replaceAll("’", "'") : raw;
		tokens.push({
			kind,
			raw,
			text: DASHES.test(raw) ? "-" : plain,
			start,
			end: start + raw.length,
			isGlued: start === end,
		});
		end = start + raw.length;
	}
	return tokens;
}
