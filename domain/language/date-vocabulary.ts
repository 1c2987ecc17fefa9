/** English words of dates and times as sources of regular expressions; all for the flags `iu`. */

import { MONTH_NAMES } from "#domain/time/format-due-date.ts";

/** What may not follow a word of a date: it would be part of a longer word, name or number. */
export const WORD_END = "(?![\\p{L}\\p{M}\\p{N}_]|[-'’.:/@](?=[\\p{L}\\p{N}]))";

/** What may stand before one: the start, white space, or opening punctuation. */
export const WORD_START = "(?<=^|[\\s([{,;\\uE001])";

export const FULL_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
/** Short forms that are no words of their own, and those that are ("the cat sat", "sun cream"). */
export const SAFE_SHORT_WEEKDAY = "(?:tues?|thu(?:rs?)?|fri)\\.?";
const WORDLIKE_SHORT_WEEKDAY = "(?:mon|wed|sat|sun)\\.?";
export const WEEKDAY = `(?:${FULL_WEEKDAY}|${SAFE_SHORT_WEEKDAY}|${WORDLIKE_SHORT_WEEKDAY})`;

export const MONTH =
	"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";

/** Between the items of a list: ", ", " and ", ", and ". */
export const LIST_SEPARATOR = "(?:\\s*,\\s*(?:and\\s+)?|\\s+(?:and|&)\\s+)";

export const NUMBER_WORDS = [
	"one",
	"two",
	"three",
	"four",
	"five",
	"six",
	"seven",
	"eight",
	"nine",
	"ten",
	"eleven",
	"twelve",
];
export const NUMBER_WORD = `(?:${NUMBER_WORDS.join("|")})`;

/** Clock hours that parts of the day stand for. */
export const DAY_PARTS: Record<string, string> = {
	morning: "09:00",
	afternoon: "15:00",
	evening: "20:00",
	night: "20:00",
};
export const DAY_PART = `(?:${Object.keys(DAY_PARTS).join("|")})`;

/** The number (1–12) of a month by its English name or the first three letters of it; 0 for none. */
export function monthNumber(name: string): number {
	const short = name.slice(0, 3).toLowerCase();
	return MONTH_NAMES.findIndex((month) => month.slice(0, 3).toLowerCase() === short) + 1;
}

/** A number written as digits or as a word up to twelve; NaN for none. */
export function parseNumber(word: string): number {
	const index = NUMBER_WORDS.indexOf(word.toLowerCase());
	return index < 0 ? Number(word) : index + 1;
}
