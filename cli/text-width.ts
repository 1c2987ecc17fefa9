/** How much room texts take on a terminal, and how they are broken into lines. */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

// East Asian Wide and Fullwidth (Unicode Standard Annex #11), by blocks.
const WIDE = new RegExp(
	"^[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\u33ff\\u3400-\\u4dbf\\u4e00-\\ua4cf\\ua960-\\ua97f" +
		"\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6" +
		"\\u{1b000}-\\u{1b2ff}\\u{20000}-\\u{3fffd}]",
	"u",
);
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{RI}\p{RI})|\ufe0f/u;
const INVISIBLE = /^[\p{M}\p{Cf}\p{Cc}]+$/u;

/** The columns that a text takes. */
export function textWidth(text: string): number {
	// Nearly all texts, and a hundred times faster.
	if (/^[\x20-\x7e]*$/.test(text)) return text.length;
	let width = 0;
	for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
	return width;
}

function graphemeWidth(grapheme: string): number {
	if (INVISIBLE.test(grapheme)) return 0;
	return WIDE.test(grapheme) || EMOJI.test(grapheme) ? 2 : 1;
}

export function padEnd(text: string, width: number): string {
	return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

export function padStart(text: string, width: number): string {
	return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/** A text in lines of at most `width` columns: broken between words, and within one that is longer. */
export function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	let line = "";
	for (const word of text.split(" ")) {
		const longer = line === "" ? word : `${line} ${word}`;
		if (textWidth(longer) <= width) {
			line = longer;
			continue;
		}
		if (line !== "") lines.push(line);
		const pieces = breakWord(word, width);
		line = pieces.pop() ?? "";
		lines.push(...pieces);
	}
	return [...lines, line];
}

function breakWord(word: string, width: number): string[] {
	const pieces: string[] = [];
	let piece = "";
	for (const { segment } of graphemes.segment(word)) {
		if (piece !== "" && textWidth(piece + segment) > width) {
			pieces.push(piece);
			piece = "";
		}
		piece += segment;
	}
	return [...pieces, piece];
}
