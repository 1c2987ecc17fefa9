/** Unicode normalisation (UAX #15) in time linear in the text. */

/** More marks on one letter than any language writes: the limit of UAX #15's stream-safe text. */
const MARKS_TOGETHER_MAX = 30;
const MANY_MARKS = new RegExp(`\\p{M}{${MARKS_TOGETHER_MAX + 1}}`, "u");
const PIECES = new RegExp(`\\P{M}*\\p{M}{0,${MARKS_TOGETHER_MAX}}`, "gu");

/**
 * The text in a normal form. Engines sort the marks on a letter in the square of their number: ten
 * thousand take 100 ms. So of more than thirty each thirty are sorted by themselves.
 */
export function normalizeText(text: string, form: "NFC" | "NFKC" | "NFKD"): string {
	if (!MANY_MARKS.test(text)) return text.normalize(form);
	return text.replace(PIECES, (piece) => piece.normalize(form));
}
