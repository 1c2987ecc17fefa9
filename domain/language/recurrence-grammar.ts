/** Parses the schedule of a recurrence from words: what comes after "every", and "daily" and the like. */

import { parseRule, RULE_WEEKDAYS, type RuleParts } from "#domain/recurrence/recurrence-rule.ts";
import { someMonthHas } from "#domain/recurrence/recurrence-words.ts";
import {
	DAY_PART,
	DAY_PARTS,
	FULL_WEEKDAY,
	LIST_SEPARATOR,
	MONTH,
	monthNumber,
	NUMBER_WORD,
	parseNumber,
	WEEKDAY,
	WORD_END,
} from "./date-vocabulary.ts";
import {
	ORDINAL,
	parseMonthPositions,
	parseOrdinal,
	parseRuleWeekday,
	WORKDAYS,
} from "./recurrence-positions.ts";
import { type Cursor, parseList, sticky, take } from "./text-cursor.ts";

export type ParsedSchedule = {
	parts: RuleParts;
	/** `HH:MM` where the words name a part of the day ("every morning"). */
	time: string | null;
};

const WEEKEND = RULE_WEEKDAYS.slice(5);

const RAW_RULE = sticky("(?:RRULE:)?FREQ=[^\\s\\uE000\\uE001]+");
const UNIT = sticky(
	`(?:(other|${NUMBER_WORD}|${ORDINAL}|\\d{1,3})\\s+)?(day|week|fortnight|month|quarter|year)s?${WORD_END}`,
);
const OTHER = sticky("other\\s+");
const WEEKDAY_ITEM = sticky(
	`(?:(weekday|workday|work day)s?|(weekend)s?|(?:${FULL_WEEKDAY}s|${WEEKDAY}))${WORD_END}`,
);
/** "mon wed and fri": between weekdays a comma may be missing, but "every monday sunday lunch" has one. */
const OF_WEEKDAYS = sticky(
	`${LIST_SEPARATOR}|\\s+(?=${WEEKDAY}(?:\\s*(?:$|[\\uE001,.;:!?)\\]])|\\s+(?:and|&|at|until|till|${WEEKDAY})${WORD_END}|\\s+\\d))`,
);
const DAY_PART_AFTER = sticky(`\\s+(${DAY_PART})s?${WORD_END}`);
const DAY_PART_ALONE = sticky(`(${DAY_PART})${WORD_END}`);
const OF_THE_MONTH = sticky(
	`\\s+(?:of|in)\\s+(?:the|each|every)\\s+month${WORD_END}|\\s+of\\s+month${WORD_END}`,
);
const OF = sticky("\\s+(?:of|in)\\s+");
const ON = sticky("\\s+on\\s+(?:the\\s+)?");
const MONTH_NAME = sticky(`(${MONTH})${WORD_END}`);
const MONTH_DAY = sticky(`(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?${WORD_END}`);
const DAY_MONTH = sticky(`(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTH})${WORD_END}`);
/** After a number or month alone something must end, or it counts a noun ("every 1st floor"). */
const NOTHING_COUNTED = sticky(
	"(?=\\s*(?:$|[\\uE001,.;:!?)\\]]|(?:at|until|till|for|from|starting|on)\\s|@|\\d{1,2}(?:[:.]\\d\\d|\\s*[ap]m)))",
);

const ADVERBS: Record<string, [RuleParts["frequency"], number]> = {
	daily: ["DAILY", 1],
	weekly: ["WEEKLY", 1],
	biweekly: ["WEEKLY", 2],
	fortnightly: ["WEEKLY", 2],
	monthly: ["MONTHLY", 1],
	quarterly: ["MONTHLY", 3],
	yearly: ["YEARLY", 1],
	annually: ["YEARLY", 1],
};
export const SCHEDULE_ADVERB = `(?:${Object.keys(ADVERBS).join("|")})`;
const ADVERB_ALONE = sticky(`(${SCHEDULE_ADVERB})${WORD_END}`);

/** The schedule that stands at the cursor (after "every"), which moves behind it; null for none. */
export function parseSchedule(cursor: Cursor): ParsedSchedule | null {
	for (const parse of [rawRule, positions, unit, weekdays, datesOfYear, dayPart]) {
		const attempt = { ...cursor };
		const schedule = parse(attempt);
		if (!schedule) continue;
		cursor.at = attempt.at;
		return schedule;
	}
	return null;
}

/** The schedule of an adverb ("daily", "monthly on the 15th") at the cursor; else as `parseSchedule`. */
export function parseScheduleAdverb(cursor: Cursor): ParsedSchedule | null {
	const [frequency, interval] = ADVERBS[take(cursor, ADVERB_ALONE)?.[1]?.toLowerCase() ?? ""] ?? [];
	if (!frequency || !interval) return null;
	const schedule = onDays(cursor, rule({ frequency, interval }));
	return take(cursor, NOTHING_COUNTED) ? schedule : null;
}

function rawRule(cursor: Cursor): ParsedSchedule | null {
	const match = take(cursor, RAW_RULE);
	try {
		return match && { parts: parseRule(match[0]), time: null };
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/** "3 days", "other week on mon and thu", "month on the 31st", "year on feb 29". */
function unit(cursor: Cursor): ParsedSchedule | null {
	const match = take(cursor, UNIT);
	if (!match) return null;
	const [, count = "1", word = ""] = match;
	const times = count.toLowerCase() === "other" ? 2 : (parseOrdinal(count) ?? parseNumber(count));
	if (times < 1) return null;
	const [frequency, size] = UNITS[word.toLowerCase()] ?? ["DAILY", 1];
	return onDays(cursor, rule({ frequency, interval: times * size }));
}

const UNITS: Record<string, [RuleParts["frequency"], number]> = {
	day: ["DAILY", 1],
	week: ["WEEKLY", 1],
	fortnight: ["WEEKLY", 2],
	month: ["MONTHLY", 1],
	quarter: ["MONTHLY", 3],
	year: ["YEARLY", 1],
};

/** The days that follow a unit after "on"; what fits the unit is parsed, the rest left alone. */
function onDays(cursor: Cursor, parts: RuleParts): ParsedSchedule {
	const attempt = { ...cursor };
	const days = take(attempt, ON) ? daysWithin(attempt, parts.frequency) : null;
	if (days) cursor.at = attempt.at;
	return { parts: { ...parts, ...days }, time: dayPartAfter(cursor) };
}

function daysWithin(cursor: Cursor, frequency: RuleParts["frequency"]): Partial<RuleParts> | null {
	if (frequency === "WEEKLY") return weekdayList(cursor);
	if (frequency === "DAILY") return null;
	if (frequency === "YEARLY") return datesInYear(cursor);
	const positions = parseMonthPositions(cursor);
	if (positions) take(cursor, OF_THE_MONTH);
	return positions;
}

/** "monday", "mon, wed and fri", "other friday", "weekday", with "morning" or the like behind. */
function weekdays(cursor: Cursor): ParsedSchedule | null {
	const interval = take(cursor, OTHER) ? 2 : 1;
	const days = weekdayList(cursor);
	return (
		days && {
			parts: rule({ frequency: "WEEKLY", interval, ...days }),
			time: dayPartAfter(cursor),
		}
	);
}

function weekdayList(cursor: Cursor): Partial<RuleParts> | null {
	const found = parseList(
		cursor,
		() => {
			const match = take(cursor, WEEKDAY_ITEM);
			if (!match) return null;
			return match[1] ? WORKDAYS : match[2] ? WEEKEND : [parseRuleWeekday(match[0])];
		},
		OF_WEEKDAYS,
	);
	const byDay = found.flat().map((weekday) => ({ ordinal: 0, weekday }));
	return found.length > 0 ? { byDay } : null;
}

/** "last friday", "1st and 15th", "2nd tuesday of the month", "first monday of january". */
function positions(cursor: Cursor): ParsedSchedule | null {
	const yearly = { ...cursor };
	const inMonths = positionsOfMonths(yearly);
	if (inMonths) {
		cursor.at = yearly.at;
		return { parts: rule({ frequency: "YEARLY", ...inMonths }), time: dayPartAfter(cursor) };
	}
	const days = parseMonthPositions(cursor);
	if (!days) return null;
	const ofTheMonth = take(cursor, OF_THE_MONTH) !== null;
	// "every 2nd day" goes on in steps of two; "every last day" and "every 2nd day of the month" do not.
	const fromStart = days.byMonthDay?.some((day) => day > 0);
	if (fromStart && !ofTheMonth && /\bday$/i.test(cursor.text.slice(0, cursor.at))) return null;
	if (fromStart && !ofTheMonth && !take(cursor, NOTHING_COUNTED)) return null;
	return { parts: rule({ frequency: "MONTHLY", ...days }), time: dayPartAfter(cursor) };
}

function positionsOfMonths(cursor: Cursor): Partial<RuleParts> | null {
	const days = parseMonthPositions(cursor);
	const byMonth = days && take(cursor, OF) ? monthList(cursor) : [];
	if (!days || byMonth.length === 0 || !someMonthHas(days.byMonthDay ?? [], byMonth)) return null;
	// BYSETPOS counts through the whole year: of several months it would pick in one of them.
	return days.bySetPos && byMonth.length > 1 ? null : { byMonth, ...days };
}

/** "feb 29", "29 feb", "jan 1 and jul 1", "jan and jul on the 1st", "june" (its first). */
function datesOfYear(cursor: Cursor): ParsedSchedule | null {
	const dates = dateList(cursor) ?? monthsOn(cursor);
	return dates && { parts: rule({ frequency: "YEARLY", ...dates }), time: null };
}

/** "the 1st of january and july" or "1 jan and 1 jul": whichever reads on further. */
function datesInYear(cursor: Cursor): Partial<RuleParts> | null {
	const inMonths = { ...cursor };
	const positions = positionsOfMonths(inMonths);
	const dates = dateList(cursor);
	if (!positions || (dates && cursor.at >= inMonths.at)) return dates;
	cursor.at = inMonths.at;
	return positions;
}

function dateList(cursor: Cursor): Partial<RuleParts> | null {
	const byMonth: number[] = [];
	let day = 0;
	parseList(cursor, () => {
		const attempt = { ...cursor };
		const monthFirst = take(attempt, MONTH_DAY);
		const match = monthFirst ?? take(attempt, DAY_MONTH);
		const number = Number(match?.[monthFirst ? 2 : 1] ?? 0);
		const month = monthNumber(match?.[monthFirst ? 1 : 2] ?? "-");
		// One rule has one list of days for all its months.
		if (!match || number < 1 || (day !== 0 && number !== day)) return null;
		if (!someMonthHas([number], [month])) return null;
		day = number;
		cursor.at = attempt.at;
		byMonth.push(month);
		return month;
	});
	return byMonth.length > 0 ? { byMonth, byMonthDay: [day] } : null;
}

function monthsOn(cursor: Cursor): Partial<RuleParts> | null {
	const byMonth = monthList(cursor);
	if (byMonth.length === 0) return null;
	const attempt = { ...cursor };
	const days = take(attempt, ON) ? parseMonthPositions(attempt) : null;
	if (!days) return take(cursor, NOTHING_COUNTED) ? { byMonth, byMonthDay: [1] } : null;
	if (!someMonthHas(days.byMonthDay ?? [], byMonth)) return null;
	if (days.bySetPos && byMonth.length > 1) return null;
	cursor.at = attempt.at;
	return { byMonth, ...days };
}

function monthList(cursor: Cursor): number[] {
	return parseList(cursor, () => monthNumber(take(cursor, MONTH_NAME)?.[1] ?? "-") || null);
}

function dayPart(cursor: Cursor): ParsedSchedule | null {
	const part = take(cursor, DAY_PART_ALONE)?.[1]?.toLowerCase();
	if (part === undefined) return null;
	return { parts: rule({ frequency: "DAILY" }), time: DAY_PARTS[part] ?? null };
}

function dayPartAfter(cursor: Cursor): string | null {
	return DAY_PARTS[take(cursor, DAY_PART_AFTER)?.[1]?.toLowerCase() ?? ""] ?? null;
}

function rule(parts: Partial<RuleParts> & Pick<RuleParts, "frequency">): RuleParts {
	return {
		interval: 1,
		byMonth: [],
		byMonthDay: [],
		byDay: [],
		bySetPos: [],
		count: null,
		until: null,
		...parts,
	};
}
