/*
 * What a spreadsheet would run as a formula gets an apostrophe in front, and reading takes it off again
 * (OWASP, CSV Injection). A text that has apostrophes there itself gets one more, so that what comes
 * back is exactly what went out.
 */

/** Texts that get an apostrophe; also the characters that East Asian spreadsheets take for the same. */
export const FORMULA_PREFIX = /^'*[=+\-@\t\r\n＝＋－＠]/;

const ESCAPED_FORMULA = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** The text without the apostrophe that kept it from being a formula. */
export function unescapeFormula(text: string): string {
	return ESCAPED_FORMULA.test(text) ? text.slice(1) : text;
}
