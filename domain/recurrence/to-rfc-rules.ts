/**
 * The one thing in which a rule of Tend means something else than RFC 5545 (section 3.3.10): a day
 * that a month lacks is its last one, where iCalendar skips the month.
 */

import { MAX_MONTH_LENGTHS, type RuleParts } from "./recurrence-rule.ts";

const ALL_MONTHS = MAX_MONTH_LENGTHS.map((_, index) => index + 1);
/** The last day that all months have. */
const COMMON_LAST = 28;

/**
 * The rules that, read by the letter of RFC 5545, together have the dates of a rule of Tend which
 * starts on the date `start`. Usually that is the rule itself. The 31st becomes the last of the days
 * from the 28th on; where no single rule can say it there is one for each length of month.
 * Beside BYDAY or BYSETPOS a day is taken at its word: no other day stands in for Friday the 31st.
 */
export function toRfcRules(parts: RuleParts, start: string): RuleParts[] {
	const rule = withDayOfStart(parts, start);
	const months = rule.byMonth.length > 0 ? rule.byMonth : ALL_MONTHS;
	if (!hasStandIns(rule, months)) return [parts];
	// BYSETPOS would pick one of the hours.
	const single = rule.frequency === "HOURLY" || rule.byHour.length > 0 ? null : singleRule(rule);
	return single ? [single] : rulesByLength(rule, months);
}

/** Whether the days of a rule that start at the end of a month move in shorter ones. */
function hasStandIns({ byMonthDay, byDay, bySetPos, frequency }: RuleParts, months: number[]) {
	if (frequency === "WEEKLY" || byDay.length + bySetPos.length > 0) return false;
	return byMonthDay.some((day) => day > COMMON_LAST && months.some((month) => day > lasts(month)));
}

/** With what the rule leaves open and its start decides: "every month" from the 31st is the 31st. */
function withDayOfStart(parts: RuleParts, start: string): RuleParts {
	const { frequency, byMonth, byMonthDay, byDay, bySetPos } = parts;
	const isOpen = byMonthDay.length + byDay.length + bySetPos.length === 0;
	if (!isOpen || (frequency !== "MONTHLY" && frequency !== "YEARLY")) return parts;
	const isMonthOpen = frequency === "YEARLY" && byMonth.length === 0;
	return {
		...parts,
		byMonth: isMonthOpen ? [Number(start.slice(5, 7))] : byMonth,
		byMonthDay: [Number(start.slice(8, 10))],
	};
}

/** `BYMONTHDAY=31` as `BYMONTHDAY=28,29,30,31;BYSETPOS=-1`; null where that does not do. */
function singleRule(rule: RuleParts): RuleParts | null {
	const late = rule.byMonthDay.filter((day) => day > COMMON_LAST);
	const early = rule.byMonthDay.filter((day) => day <= COMMON_LAST);
	// A position has to be one day in every month, and no day may have two.
	if (late.length > 1 || early.some((day) => day < 1 || day === COMMON_LAST)) return null;
	const isOneMonth = rule.frequency === "YEARLY" && rule.byMonth.length === 1;
	// BYSETPOS counts through the period of FREQ, which has to be a month.
	if (rule.frequency !== "MONTHLY" && !isOneMonth && rule.interval > 1) return null;
	const [last = COMMON_LAST] = late;
	const ends = Array.from({ length: last - COMMON_LAST + 1 }, (_, index) => COMMON_LAST + index);
	return {
		...rule,
		frequency: isOneMonth ? "YEARLY" : "MONTHLY",
		byMonthDay: [...early, ...ends],
		bySetPos: [...early.map((_, index) => index + 1), -1],
	};
}

function rulesByLength(rule: RuleParts, months: number[]): RuleParts[] {
	return [31, 30, 29].flatMap((length) => {
		const byMonth = months.filter((month) => MAX_MONTH_LENGTHS[month - 1] === length);
		if (byMonth.length === 0) return [];
		const days = rule.byMonthDay.map((day) => {
			if (length === 29) return day > COMMON_LAST ? -1 : day;
			return Math.min(day, length);
		});
		return [{ ...rule, byMonth, byMonthDay: [...new Set(days)] }];
	});
}

/** The days that a month has in every year. */
function lasts(month: number): number {
	return month === 2 ? COMMON_LAST : (MAX_MONTH_LENGTHS[month - 1] ?? COMMON_LAST);
}
