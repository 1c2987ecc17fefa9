/**
 * Dates in English words, parsed where they stand in a text. What is written out (`27 nov`, `12/1`,
 * an ISO form) is taken at its word or not at all; what is relative (`friday`, `in 2 weeks`)
 * chrono-node resolves.
 */

import { addDays, toCalendarDate } from "#domain/time/calendar-date.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import { nowPlus } from "#domain/time/zoned-time.ts";
import { parseRelativeDate, spanMilliseconds } from "./chrono-dates.ts";
import {
	endOfPeriod,
	nextDate,
	nextDayOfMonth,
	startOfNextPeriod,
	weekendDay,
} from "./date-periods.ts";
import {
	DAY_PARTS,
	FULL_WEEKDAY,
	MONTH,
	monthNumber,
	NUMBER_WORD,
	SAFE_SHORT_WEEKDAY,
	WEEKDAY,
	WORD_END,
} from "./date-vocabulary.ts";
import type { ReferenceTime } from "./reference-time.ts";

/**
 * What a date found inside a title needs before it counts. `nothing`: it is a date anywhere.
 * `boundary`: nothing it could count follows ("march 5 miles"). `support`: a preposition or a time
 * ("sun"). `edge`: a preposition, a time, or the start or end of the title ("1/2 cup").
 * `preposition`: one before it and a boundary behind ("the 5th").
 */
type RequiredContext = "nothing" | "boundary" | "support" | "edge" | "preposition";

export type FoundDate = {
	kind: "date";
	start: number;
	end: number;
	/** Null: it looks like a date and is none ("feb 30"), so that no part of it may be taken for one. */
	date: string | null;
	/** `HH:MM:SS` where the words fix the time too, `HH:MM` where they only suggest one ("tonight"). */
	time: string | null;
	needs: RequiredContext;
};

type ParsedDate = { date: string | null; time?: string | null; needs?: RequiredContext };
type DatePattern = {
	pattern: RegExp;
	parse: (match: string[], reference: ReferenceTime) => ParsedDate | null;
};

const ORDINAL_END = "(?:st|nd|rd|th)";
const YEAR = "(?:,?\\s+((?:19|20|21)\\d\\d))?";
const COUNT = `(?:\\d{1,4}(?:\\.\\d)?|an?|${NUMBER_WORD}|(?:a\\s+)?couple\\s+of|a\\s+few|half\\s+an?)`;
const LONG_UNIT = "(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?)";
const SPAN = `(?:${COUNT}\\s+${LONG_UNIT}|\\d{1,3}\\s*(?:${LONG_UNIT}|[mhdw]))`;
const SPANS = `${SPAN}(?:(?:\\s+and|,)?\\s+${SPAN})?`;

const DATE_PATTERNS: DatePattern[] = [
	datePattern(
		"(\\d{4}-\\d\\d-\\d\\d)(t\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:z|[+-]\\d\\d:\\d\\d)?|\\s\\d\\d:\\d\\d(?::\\d\\d)?)",
		machineDate,
	),
	datePattern("\\d{4}-(?:\\d\\d-\\d\\d|w\\d\\d(?:-\\d)?)", machineDate),
	datePattern("(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})", ([, year, , month, day]) => ({
		date: toCalendarDate(Number(year), Number(month), Number(day)),
	})),
	datePattern(
		`(?:(${WEEKDAY}),?\\s+)?(?:the\\s+)?(${MONTH})\\s+(?:the\\s+)?(\\d{1,2})(${ORDINAL_END})?${YEAR}`,
		([, weekday, month = "", day, ordinal, year], reference) =>
			dayOfMonth({ weekday, month, day, sure: ordinal, year }, reference),
	),
	datePattern(
		`(?:(${WEEKDAY}),?\\s+)?(?:the\\s+)?(\\d{1,2})(${ORDINAL_END}?(?:\\s+of)?)\\s+(${MONTH})${YEAR}`,
		([, weekday, day, ordinal, month = "", year], reference) =>
			dayOfMonth({ weekday, month, day, sure: ordinal, year }, reference),
	),
	datePattern("(\\d{1,2})([/.-])(\\d{1,2})(?:\\2(\\d{4}|\\d\\d))?", slashDate),
	datePattern(
		"today|tod|tonight|tomorrow|tmrw?|tom|(?:the\\s+)?day\\s+after\\s+tomorrow",
		casualDay,
	),
	datePattern(
		`(?:(this|next|coming|this\\s+coming)\\s+)?(${WEEKDAY})(\\s+next\\s+week)?`,
		weekdayDate,
	),
	datePattern(`next\\s+week\\s+(?:on\\s+)?(${FULL_WEEKDAY})`, ([, weekday = ""], reference) => ({
		date: parseRelativeDate(`${weekday} next week`, reference.today),
	})),
	datePattern("next\\s+(week|month|year)", ([, unit = ""], { today }) => ({
		date: startOfNextPeriod(unit.toLowerCase(), today),
	})),
	datePattern("(this|next)\\s+weekend", ([, which = ""], { today }) => ({
		date: weekendDay(which.toLowerCase() === "next" ? addDays(today, 7) : today),
	})),
	datePattern(
		"(?:the\\s+)?end\\s+of\\s+(?:(?:the|this|(next))\\s+)?(day|week|month|year)|eo([dwmy])",
		([, next, unit = "", short = ""], { today }) => ({
			date: endOfPeriod((unit || short).charAt(0).toLowerCase(), next !== undefined, today),
		}),
	),
	datePattern(
		`(?:in|within)\\s+(?!a\\s+min)(?:(?:about|around)\\s+)?(${SPANS})`,
		([, spans = ""], reference) => later(spans, reference, reference.today),
	),
	datePattern(
		`(${SPANS})\\s+from\\s+(now|today|tomorrow|${FULL_WEEKDAY}|${SAFE_SHORT_WEEKDAY})`,
		([, spans = "", from = ""], reference) => {
			const base =
				from.toLowerCase() === "now" ? reference.today : casualOrWeekday(from, reference);
			return base === null ? null : later(spans, reference, base);
		},
	),
	datePattern("this\\s+(morning|afternoon|evening)", ([, part = ""], { today }) => ({
		date: today,
		time: DAY_PARTS[part.toLowerCase()],
		needs: "boundary",
	})),
	datePattern(`(?:the\\s+)?(\\d{1,2})${ORDINAL_END}`, ([, day], { today }) => ({
		date: nextDayOfMonth(Number(day), today),
		needs: "preposition",
	})),
];

/** The date whose words start at `at`; null where none does. */
export function parseDateAt(text: string, at: number, reference: ReferenceTime): FoundDate | null {
	for (const { pattern, parse } of DATE_PATTERNS) {
		pattern.lastIndex = at;
		const match = pattern.exec(text);
		const parsed = match && attempt(() => parse(match, reference));
		if (!match || !parsed) continue;
		const { date, time = null, needs = "nothing" } = parsed;
		return { kind: "date", start: at, end: pattern.lastIndex, date, time, needs };
	}
	return null;
}

function datePattern(source: string, parse: DatePattern["parse"]): DatePattern {
	return { pattern: new RegExp(`(?:${source})${WORD_END}`, "iuy"), parse };
}

/** A date beyond the years that there are counts as one that does not exist. */
function attempt(parse: () => ParsedDate | null): ParsedDate | null {
	try {
		return parse();
	} catch (error) {
		if (error instanceof RangeError) return { date: null };
		throw error;
	}
}

function machineDate([text = ""]: string[], { timeZone }: ReferenceTime): ParsedDate {
	const [date = "", time] = parseDueDate(text, timeZone).split("T");
	return { date, time };
}

function dayOfMonth(
	words: { weekday?: string; month: string; day?: string; sure?: string; year?: string },
	{ today }: ReferenceTime,
): ParsedDate {
	const month = monthNumber(words.month);
	const day = Number(words.day);
	const sure = words.weekday ?? (words.sure || words.year);
	const isWord = /^(?:may|mar|march)$/i.test(words.month);
	return {
		date: words.year ? toCalendarDate(Number(words.year), month, day) : nextDate(month, day, today),
		needs: isWord && !sure ? "boundary" : "nothing",
	};
}

/** Month first where that is the custom, the United States; day first elsewhere. */
function slashDate(
	[text = "", first, separator, second, year]: string[],
	{ timeZone, today }: ReferenceTime,
): ParsedDate | null {
	// Only slashes make a date without a year: 2.5 and 3-5 are numbers and ranges.
	if (year === undefined && (separator !== "/" || text === "24/7")) return null;
	if (year?.length === 2 && separator !== "/") return null;
	const [a, b] = [Number(first), Number(second)];
	const monthFirst =
		separator !== "." && b <= 31 && a <= 12 && (b > 12 || MONTH_FIRST.test(timeZone));
	const [month, day] = monthFirst ? [a, b] : [b, a];
	if (year === undefined) {
		return { date: nextDate(month, day, today), needs: text === "9/11" ? "support" : "edge" };
	}
	return { date: toCalendarDate(Number(year.padStart(4, "20")), month, day) };
}

const MONTH_FIRST =
	/^(?:US\/|Etc\/|UTC$|GMT$|Pacific\/Honolulu|America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Juneau|Sitka|Nome|Adak|Yakutat|Metlakatla|Menominee|Indiana|Kentucky|North_Dakota|Louisville))/;

function casualDay([text = ""]: string[], reference: ReferenceTime): ParsedDate | null {
	const short = text === "tom" || text === "tod";
	// Tom and Tod are people, so only the short forms in lower case can be days.
	if (!short && /^(?:tom|tod)$/i.test(text)) return null;
	return {
		date: casualOrWeekday(text, reference),
		time: /^tonight$/i.test(text) ? "22:00" : null,
		needs: short ? "boundary" : "nothing",
	};
}

function weekdayDate(
	[, which = "", weekday = "", nextWeek]: string[],
	{ today }: ReferenceTime,
): ParsedDate | null {
	const modifier = which.toLowerCase();
	const bare = modifier.endsWith("coming") || modifier === "";
	const words = bare ? weekday : `${which} ${weekday}`;
	const date = parseRelativeDate(nextWeek ? `${weekday}${nextWeek}` : words, today);
	if (date === null) return null;
	const isWord = /^(?:mon|wed|sat|sun)\.?$/i.test(weekday);
	const needs = !isWord || modifier === "next" || nextWeek ? "nothing" : "support";
	// On a Friday "friday" is the one to come; "this friday" may be today, but never one that has passed.
	const passed = modifier === "this" ? date < today : date <= today;
	return { date: passed ? addDays(date, 7) : date, needs };
}

const ONE_WEEKDAY = new RegExp(`^${WEEKDAY}$`, "iu");

function casualOrWeekday(text: string, reference: ReferenceTime): string | null {
	const word = text.toLowerCase();
	if (ONE_WEEKDAY.test(word)) {
		return weekdayDate(["", "", word], reference)?.date ?? null;
	}
	const words: Record<string, string> = { tod: "today", tonight: "today", tom: "tomorrow" };
	return parseRelativeDate(
		(words[word] ?? word).replace(/^day after/, "the day after"),
		reference.today,
	);
}

/** What is `spans` ("2 weeks", "1 hour and 30 minutes") after a date, or after now for hours. */
function later(spans: string, reference: ReferenceTime, base: string): ParsedDate | null {
	if (/\d\s*m\b|min|h(?:ou)?rs?\b|\d\s*h\b/i.test(spans)) {
		const added = spanMilliseconds(spans);
		if (added === null || base !== reference.today) return null;
		const [date = "", time = ""] = nowPlus(added, reference.timeZone, reference.now).split("T");
		return { date, time: `${time.slice(0, 5)}:00` };
	}
	return { date: parseRelativeDate(`in ${spans}`, base) };
}
