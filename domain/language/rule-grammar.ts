/** Rules: "every 2 weeks on mon", "on the 1st of every month", "daily", "twice a day", "after 3 days". */

import {
	parseRule,
	RULE_WEEKDAYS,
	type RuleDay,
	type RuleParts,
	type RuleWeekday,
} from "#domain/recurrence/recurrence-rule.ts";
import { someMonthHas } from "#domain/recurrence/recurrence-words.ts";
import { dayNumber, ruleWeekday } from "./date-grammar.ts";
import { parseOrdinal, parsePositions, ruleOf } from "./position-grammar.ts";
import { parseSpan } from "./span-grammar.ts";
import type { RequiredContext, RuleNode } from "./syntax.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { DayPart, Unit } from "./vocabulary.ts";

type Schedule = { parts: RuleParts; dayParts: DayPart[] };

const WORKDAYS = RULE_WEEKDAYS.slice(0, 5);
const WEEKEND = RULE_WEEKDAYS.slice(5);
const RAW_RULE = /(?:RRULE:)?FREQ=[^\s\uE000\uE001]+/iy;
const MAX_HOURS = 6;

/** The hours of "twice a day" and so on, up to six. */
const HOURS_OF_DAY: Record<number, number[]> = {
	2: [9, 21],
	3: [9, 15, 21],
	4: [9, 13, 17, 21],
	5: [9, 12, 15, 18, 21],
	6: [7, 10, 13, 16, 19, 22],
};

/** The rule at the cursor; `isOn` when "on" or the like stands before. */
export function parseRuleAt(cursor: TokenCursor, isOn: boolean): RuleNode | null {
	return cursor.longest<RuleNode>([
		() => everyRule(cursor),
		() => adverb(cursor),
		() => ofEvery(cursor),
		() => timesADay(cursor),
		() => weekdaysAlone(cursor, isOn),
		() => afterSpan(cursor),
		() => node(rawRule(cursor)),
	]);
}

function node(
	schedule: Schedule | null,
	from: RuleNode["from"] = "due",
	needs: RequiredContext = "nothing",
): RuleNode | null {
	return schedule && { ...schedule, from, ahead: null, needs };
}

/** "every! 3 days": the mark counts from completion. */
function everyRule(cursor: TokenCursor): RuleNode | null {
	if (!cursor.role("every")) return null;
	const from = cursor.isGlued() && cursor.mark("!") ? "completion" : "due";
	cursor.role("single");
	const schedule = cursor.longest<Schedule>([
		() => rawRule(cursor),
		() => positions(cursor),
		() => unit(cursor),
		() => weekdays(cursor),
		() => datesOfYear(cursor),
		() => dayPart(cursor),
		() => monthDays(cursor),
		() => holiday(cursor),
		() => edgeOfPeriod(cursor),
	]);
	// "Every hour counts."
	const isHour = schedule?.parts.frequency === "HOURLY" && schedule.parts.interval === 1;
	return node(schedule && except(cursor, schedule), from, isHour ? "boundary" : "nothing");
}

/** "daily", "weekly on monday", "monthly on the 15th"; what follows must not be what it describes. */
function adverb(cursor: TokenCursor): RuleNode | null {
	const before = cursor.tokens[cursor.at - 1];
	if (before && cursor.language.notBeforeAdverb.has(before.text)) return null;
	const found = cursor.take("adverb");
	if (!found) return null;
	const { frequency, interval, part } = found;
	const schedule = onDays(cursor, ruleOf({ frequency, interval }));
	const dayParts = part ? [part] : schedule.dayParts;
	return isNothingCounted(cursor) ? node(except(cursor, { ...schedule, dayParts })) : null;
}

/** "the 1st and 15th of every month", "first tuesday of each month", "last day of every 3 months". */
function ofEvery(cursor: TokenCursor): RuleNode | null {
	const days = cursor.longest([() => parsePositions(cursor), () => edgePosition(cursor)]);
	if (!days || !cursor.role("of") || !cursor.role("each", "every")) return null;
	const from = cursor.isGlued() && cursor.mark("!") ? "completion" : "due";
	const count = cursor.role("other") ? 2 : (parseOrdinal(cursor) ?? Number(cursor.digits(3) ?? 1));
	const found = cursor.take("unit", ({ isShort }) => !isShort);
	if (found?.unit === "month") {
		const interval = count * found.size;
		return node(scheduleOf(ruleOf({ frequency: "MONTHLY", interval, ...days })), from);
	}
	const month = found ? null : cursor.take("month");
	if (!month || count !== 1) return null;
	return node(scheduleOf(ruleOf({ frequency: "YEARLY", byMonth: [month.value], ...days })), from);
}

function edgePosition(cursor: TokenCursor): Partial<RuleParts> | null {
	cursor.role("the");
	const day = cursor.role("endOf") ? -1 : cursor.role("startOf") ? 1 : null;
	return day === null ? null : { byMonthDay: [day] };
}

/** "twice a day", "3 times a day", "once a week". */
function timesADay(cursor: TokenCursor): RuleNode | null {
	const count = parseTimes(cursor);
	if (count === null || !cursor.role("per")) return null;
	const found = cursor.take("unit", ({ size, isShort }) => size === 1 && !isShort);
	const frequency = found && FREQUENCIES[found.unit];
	if (!frequency) return null;
	if (count === 1) return node(onDays(cursor, ruleOf({ frequency })));
	const byHour = frequency === "DAILY" ? HOURS_OF_DAY[count] : undefined;
	return byHour ? node({ parts: ruleOf({ frequency, byHour }), dayParts: [] }) : null;
}

function parseTimes(cursor: TokenCursor): number | null {
	if (cursor.role("once")) return 1;
	if (cursor.role("twice")) return 2;
	const digits = cursor.digits(1);
	const count = digits === null ? cursor.take("number")?.value : Number(digits);
	return count !== undefined && cursor.role("times") ? count : null;
}

/** "tuesdays", "mondays and wednesdays", "mon-fri", "weekdays", "fridays biweekly". */
function weekdaysAlone(cursor: TokenCursor, isOn: boolean): RuleNode | null {
	const found = cursor.list(() => {
		if (cursor.role("weekdaySet")) return WORKDAYS;
		if (cursor.role("weekendSet")) return WEEKEND;
		const { at } = cursor;
		const first = cursor.take("weekday");
		if (!first) return null;
		const last = cursor.attempt(() => {
			const isDash = cursor.mark("-");
			if (!isDash && !(first.isPlural && cursor.role("through"))) return null;
			return cursor.take("weekday");
		});
		if (!last && !first.isPlural) {
			cursor.at = at;
			return null;
		}
		return last ? weekdayRange(first.value, last.value) : [ruleWeekday(first.value)];
	});
	if (found.length === 0) return null;
	const every = cursor.attempt(() => {
		const adverb = cursor.take("adverb");
		return adverb?.frequency === "WEEKLY" ? adverb.interval : null;
	});
	const schedule = weekly(found.flat(), every ?? 1);
	return node(except(cursor, schedule), "due", isOn ? "nothing" : "boundary");
}

/** "after 3 days": from completion, and the first time so far from now. */
function afterSpan(cursor: TokenCursor): RuleNode | null {
	if (!cursor.role("after")) return null;
	const found = parseSpan(cursor);
	if (!found?.isCounted || !Number.isInteger(found.count) || !cursor.isBoundary()) return null;
	const frequency = FREQUENCIES[found.unit];
	if (!frequency || frequency === "HOURLY") return null;
	const parts = ruleOf({ frequency, interval: found.count });
	return { parts, dayParts: [], from: "completion", ahead: found.span, needs: "boundary" };
}

function rawRule(cursor: TokenCursor): Schedule | null {
	const { token } = cursor;
	if (!token || (token.text !== "freq" && token.text !== "rrule")) return null;
	RAW_RULE.lastIndex = token.start;
	const text = RAW_RULE.exec(cursor.text)?.[0];
	if (text === undefined) return null;
	const end = token.start + text.length;
	// A rule may have more parts than a phrase has words.
	while (cursor.tokens[cursor.at] && (cursor.tokens[cursor.at]?.end ?? 0) <= end) cursor.at += 1;
	try {
		return { parts: parseRule(text), dayParts: [] };
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

const FREQUENCIES: Partial<Record<Unit, RuleParts["frequency"]>> = {
	hour: "HOURLY",
	day: "DAILY",
	week: "WEEKLY",
	month: "MONTHLY",
	year: "YEARLY",
};

/** "3 days", "other week on mon and thu", "month on the 31st", "year on feb 29". */
function unit(cursor: TokenCursor): Schedule | null {
	const count = cursor.role("other") ? 2 : parseCountOrOrdinal(cursor);
	const found = cursor.take("unit", ({ isShort }) => !isShort);
	const frequency = found && FREQUENCIES[found.unit];
	if (!found || !frequency || count < 1) return null;
	return onDays(cursor, ruleOf({ frequency, interval: count * found.size }));
}

function parseCountOrOrdinal(cursor: TokenCursor): number {
	const ordinal = parseOrdinal(cursor);
	if (ordinal !== null) return ordinal;
	const digits = cursor.digits(4);
	if (digits !== null) return Number(digits);
	return cursor.take("number")?.value ?? 1;
}

/** The days that follow a unit after "on"; what fits the unit is parsed, the rest left alone. */
function onDays(cursor: TokenCursor, parts: RuleParts): Schedule {
	const days = cursor.attempt(() => {
		const isOn = cursor.role("on", "at");
		if (!isOn) return null;
		cursor.role("the");
		const found = daysWithin(cursor, parts);
		return cursor.isWordEnd() ? found : null;
	});
	return scheduleOf({ ...parts, ...days });
}

function daysWithin(cursor: TokenCursor, { frequency }: RuleParts): Partial<RuleParts> | null {
	if (frequency === "WEEKLY") {
		const days = weekdayList(cursor);
		return days.length > 0 ? { byDay: days.map((weekday) => ({ ordinal: 0, weekday })) } : null;
	}
	if (frequency === "MONTHLY") {
		const found = cursor.longest([
			() => parsePositions(cursor),
			() => edgePosition(cursor),
			() => dayNumbers(cursor),
		]);
		if (found) takeOfTheMonth(cursor);
		return found;
	}
	return frequency === "YEARLY" ? datesInYear(cursor) : null;
}

function dayNumbers(cursor: TokenCursor): Partial<RuleParts> | null {
	const byMonthDay = cursor.list(() => {
		const digits = cursor.digits(2);
		const day = Number(digits ?? 0);
		return day >= 1 && day <= 31 && cursor.isWordEnd() ? day : null;
	});
	return byMonthDay.length > 0 && isNothingCounted(cursor) ? { byMonthDay } : null;
}

/** "5, 15, 25" and "27": days of the month. */
function monthDays(cursor: TokenCursor): Schedule | null {
	const days = dayNumbers(cursor);
	return days && { parts: ruleOf({ frequency: "MONTHLY", ...days }), dayParts: [] };
}

/** "monday", "mon, wed and fri", "other friday", "weekday". */
function weekdays(cursor: TokenCursor): Schedule | null {
	const interval = cursor.role("other") ? 2 : 1;
	const days = weekdayList(cursor);
	return days.length > 0 ? weekly(days, interval) : null;
}

function weekly(days: RuleWeekday[], interval: number): Schedule {
	const byDay = [...new Set(days)].map((weekday) => ({ ordinal: 0, weekday }));
	return scheduleOf(ruleOf({ frequency: "WEEKLY", interval, byDay }));
}

function weekdayList(cursor: TokenCursor): RuleWeekday[] {
	let isAfterSpace = false;
	const found = cursor.list(
		() => {
			const days = weekdayItem(cursor);
			// "mon wed and fri": a comma may be missing, but "every friday sat nav" has only one.
			return days && isAfterSpace && !isListEnd(cursor) ? null : days;
		},
		() => {
			isAfterSpace = !cursor.separator();
			return true;
		},
	);
	return found.flat();
}

function weekdayItem(cursor: TokenCursor): RuleWeekday[] | null {
	if (cursor.role("workday")) return WORKDAYS;
	if (cursor.role("weekend")) return WEEKEND;
	const first = cursor.take("weekday");
	if (!first) return null;
	const last = cursor.attempt(() => (cursor.role("through") ? cursor.take("weekday") : null));
	if (!cursor.isWordEnd()) return null;
	return last ? weekdayRange(first.value, last.value) : [ruleWeekday(first.value)];
}

function isListEnd(cursor: TokenCursor): boolean {
	const { at } = cursor;
	const isEnd =
		cursor.isBoundary() ||
		cursor.token?.kind === "number" ||
		cursor.role("and", "at", "until", "starting", "from", "for", "around") ||
		cursor.take("weekday") !== null;
	cursor.at = at;
	return isEnd;
}

/** From one weekday to another, over the end of the week where that is the way. */
function weekdayRange(first: number, last: number): RuleWeekday[] {
	const length = ((last - first + 7) % 7) + 1;
	return Array.from({ length }, (_, index) => ruleWeekday(((first - 1 + index) % 7) + 1));
}

/** "last friday", "1st and 15th", "2nd tuesday of the month", "first monday of january", "1st wed jan". */
function positions(cursor: TokenCursor): Schedule | null {
	const start = cursor.at;
	const inMonths = positionsOfMonths(cursor);
	if (inMonths) return scheduleOf(ruleOf({ frequency: "YEARLY", ...inMonths }));
	cursor.at = start;
	const days = parsePositions(cursor);
	if (!days) return null;
	const isDay = cursor.tokens[cursor.at - 1]?.kind === "word" && isUnitDay(cursor);
	const isOfTheMonth = takeOfTheMonth(cursor);
	// "every 2nd day" goes on in steps of two; "every last day" and "every 2nd day of the month" do not.
	const isFromStart = days.byMonthDay?.some((day) => day > 0) ?? false;
	if (isFromStart && !isOfTheMonth && (isDay || !isNothingCounted(cursor))) return null;
	return scheduleOf(ruleOf({ frequency: "MONTHLY", ...days }));
}

function isUnitDay(cursor: TokenCursor): boolean {
	const { at } = cursor;
	cursor.at = at - 1;
	const isDay = cursor.take("unit", ({ unit: found }) => found === "day") !== null;
	cursor.at = at;
	return isDay;
}

function positionsOfMonths(cursor: TokenCursor): Partial<RuleParts> | null {
	const days = parsePositions(cursor);
	if (!days) return null;
	const isOf = cursor.role("of");
	// "every 1st wed jan" is one; "every 1st jan" is a date.
	if (!isOf && !days.byDay) return null;
	const byMonth = monthList(cursor);
	if (byMonth.length === 0 || !someMonthHas(days.byMonthDay ?? [], byMonth)) return null;
	// BYSETPOS counts through the whole year: of several months it would pick in one of them.
	return days.bySetPos && byMonth.length > 1 ? null : { byMonth, ...days };
}

/** "feb 29", "29 feb", "jan 1 and jul 1", "jan and jul on the 1st", "june" (its first). */
function datesOfYear(cursor: TokenCursor): Schedule | null {
	const dates = cursor.longest([() => dateList(cursor), () => monthsOn(cursor)]);
	return dates && { parts: ruleOf({ frequency: "YEARLY", ...dates }), dayParts: [] };
}

/** "the 1st of january and july", "1 jan and 1 jul", "the last friday of may". */
function datesInYear(cursor: TokenCursor): Partial<RuleParts> | null {
	return cursor.longest([
		() => dateList(cursor),
		() => positionsOfMonths(cursor),
		() => holidayDate(cursor),
	]);
}

function dateList(cursor: TokenCursor): Partial<RuleParts> | null {
	const byMonth: number[] = [];
	let day = 0;
	cursor.list(() =>
		cursor.attempt(() => {
			cursor.role("the");
			const monthFirst = cursor.take("month");
			if (monthFirst && cursor.isGlued()) cursor.mark(".");
			cursor.role("the");
			const number = dayNumber(cursor)?.value;
			if (number === undefined || number < 1) return null;
			if (!monthFirst) cursor.role("of");
			const month = monthFirst ?? cursor.take("month");
			// One rule has one list of days for all its months.
			if (!month || (day !== 0 && number !== day)) return null;
			if (!someMonthHas([number], [month.value]) || !cursor.isWordEnd()) return null;
			day = number;
			byMonth.push(month.value);
			return month;
		}),
	);
	return byMonth.length > 0 ? { byMonth, byMonthDay: [day] } : null;
}

function monthsOn(cursor: TokenCursor): Partial<RuleParts> | null {
	const byMonth = monthList(cursor);
	if (byMonth.length === 0) return null;
	const days = cursor.attempt(() => {
		if (!cursor.role("on")) return null;
		const found = parsePositions(cursor);
		if (!found || !someMonthHas(found.byMonthDay ?? [], byMonth)) return null;
		return found.bySetPos && byMonth.length > 1 ? null : found;
	});
	if (days) return { byMonth, ...days };
	return isNothingCounted(cursor) ? { byMonth, byMonthDay: [1] } : null;
}

function monthList(cursor: TokenCursor): number[] {
	return cursor.list(() => cursor.take("month")?.value ?? null);
}

/** "morning", "morning and evening". */
function dayPart(cursor: TokenCursor): Schedule | null {
	const dayParts = cursor.list(() => cursor.take("part", ({ isWhole }) => !isWhole)?.part ?? null);
	return dayParts.length > 0 ? { parts: ruleOf({ frequency: "DAILY" }), dayParts } : null;
}

function holiday(cursor: TokenCursor): Schedule | null {
	const date = holidayDate(cursor);
	return date && { parts: ruleOf({ frequency: "YEARLY", ...date }), dayParts: [] };
}

function holidayDate(cursor: TokenCursor): Partial<RuleParts> | null {
	const found = cursor.take("holiday");
	return found && { byMonth: [found.month], byMonthDay: [found.day] };
}

/** "end of the month", "start of month". */
function edgeOfPeriod(cursor: TokenCursor): Schedule | null {
	const day = edgePosition(cursor);
	return day && takeOfTheMonth(cursor)
		? { parts: ruleOf({ frequency: "MONTHLY", ...day }), dayParts: [] }
		: null;
}

/** "of the month", "in each month", "of month". */
function takeOfTheMonth(cursor: TokenCursor): boolean {
	return (
		cursor.attempt(() => {
			if (!cursor.role("of")) return null;
			cursor.role("the", "each", "every");
			const found = cursor.take("unit", ({ unit: month, size }) => month === "month" && size === 1);
			return found ? true : null;
		}) ?? false
	);
}

function scheduleOf(parts: RuleParts): Schedule {
	return { parts, dayParts: [] };
}

/** "except sunday", "but not in july": only where the rest is one rule again; else all of it is none. */
function except(cursor: TokenCursor, schedule: Schedule): Schedule | null {
	const isException = cursor.attempt(() => {
		cursor.mark(",");
		return cursor.role("except") ? true : null;
	});
	if (!isException) return schedule;
	cursor.role("on");
	cursor.role("of");
	const { parts } = schedule;
	if (parts.interval !== 1) return null;
	if (parts.frequency === "MONTHLY") {
		const excepted = monthList(cursor);
		const byMonth = Array.from({ length: 12 }, (_, index) => index + 1).filter(
			(month) => !excepted.includes(month),
		);
		const isOne = excepted.length > 0 && byMonth.length > 0 && parts.byMonth.length === 0;
		return isOne ? { ...schedule, parts: { ...parts, byMonth } } : null;
	}
	const excepted = weekdayList(cursor);
	const days = daysOfWeek(parts)?.filter((day) => !excepted.includes(day.weekday));
	if (excepted.length === 0 || !days || days.length === 0) return null;
	return { ...schedule, parts: { ...parts, frequency: "WEEKLY", byDay: days } };
}

function daysOfWeek({ frequency, byDay, byMonth }: RuleParts): RuleDay[] | null {
	if (byMonth.length > 0) return null;
	if (frequency === "DAILY") return RULE_WEEKDAYS.map((weekday) => ({ ordinal: 0, weekday }));
	return frequency === "WEEKLY" && byDay.length > 0 ? byDay : null;
}

/** Behind a number, month or adverb alone something must end, or it counts a noun ("every 1st floor"). */
function isNothingCounted(cursor: TokenCursor): boolean {
	if (cursor.isBoundary()) return true;
	const { at } = cursor;
	const isEnd =
		cursor.role("at", "until", "for", "from", "starting", "on", "due", "except", "around") ||
		cursor.take("part") !== null ||
		cursor.take("clock") !== null ||
		isTimeAhead(cursor) ||
		(cursor.digits(4) !== null && cursor.role("times"));
	cursor.at = at;
	return isEnd;
}

function isTimeAhead(cursor: TokenCursor): boolean {
	const { at } = cursor;
	const digits = cursor.digits(2);
	const isClock =
		digits !== null &&
		(cursor.role("am", "pm") || (cursor.isGlued() && (cursor.mark(":") || cursor.mark("."))));
	cursor.at = at;
	return isClock;
}

/** BYHOUR for times of day that all have the same minute; null for more than a rule may have. */
export function hoursOf(times: string[]): number[] | null {
	const minutes = new Set(times.map((time) => time.slice(2)));
	const hours = [...new Set(times.map((time) => Number(time.slice(0, 2))))].sort((a, b) => a - b);
	return minutes.size === 1 && hours.length <= MAX_HOURS ? hours : null;
}
