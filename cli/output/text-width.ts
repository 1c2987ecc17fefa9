import stringWidth from "string-width";

/** How much room texts take on a terminal, and how they are broken into lines. */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The columns that a text takes: two for wide characters and emoji, none for what is invisible. */
export function textWidth(text: string): number {
	// Nearly all texts, and a hundred times faster.
	return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
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
