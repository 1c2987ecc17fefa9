/** Recurrences for people. Light, for the browser: what it writes, recurrence-text.ts reads. */

import { WORDS_MAX_LENGTH } from "#domain/limits.ts";
import { MONTH_NAMES, WEEKDAY_NAMES } from "#domain/time/format-due-date.ts";
import {
	MAX_MONTH_LENGTHS,
	parseRule,
	type Recurrence,
	RULE_WEEKDAYS,
	type RuleDay,
	type RuleParts,
} from "./recurrence-rule.ts";

const UNITS = { HOURLY: "hour", DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" };
const WORKDAYS = "MO,TU,WE,TH,FR";
const WEEKEND = "SA,SU";

/**
 * A recurrence in words ("every 2 weeks on Monday and Thursday, 5 times", "every! 3 days" for one
 * counted from completion), with the `time` of day (`HH:MM`) behind where one is given; what
 * `parseRecurrence` reads back to the same. A rule that has no words comes as it is and alone, since
 * a rule half told would be a wrong one.
 */
export function recurrenceInWords({ rule, from }: Recurrence, time: string | null = null): string {
	const said = ruleInWords(rule, time);
	// What is longer would not be read back.
	const words = said !== null && said.length <= WORDS_MAX_LENGTH - 20 ? said : null;
	const every = from === "completion" ? "every!" : "every";
	if (words !== null) return `${every} ${words}`;
	return from === "completion" ? `${every} ${rule}` : rule;
}

function ruleInWords(rule: string, time: string | null): string | null {
	let parts: RuleParts;
	try {
		parts = parseRule(rule);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
	const hours = hoursInWords(parts, time);
	const days = scheduleInWords(parts);
	const schedule = days === null || hours === null ? null : days + hours;
	if (schedule === null || (parts.until !== null && parts.until.length > 8)) return null;
	const clock = time === null || hours !== "" ? "" : `, ${time}`;
	if (parts.count !== null) return `${schedule}, ${parts.count} times${clock}`;
	if (parts.until === null) return schedule + clock;
	return `${schedule} until ${parts.until.replace(/^(....)(..)(..)$/, "$1-$2-$3")}${clock}`;
}

/** " at 09:00 and 21:00", with the minutes of the due date's time; null for one hour, which words would give to the due date. */
function hoursInWords({ byHour, frequency }: RuleParts, time: string | null): string | null {
	if (byHour.length === 0) return "";
	if (byHour.length === 1 || frequency === "HOURLY") return null;
	const minutes = time?.slice(2) ?? ":00";
	return ` at ${listed(byHour.map((hour) => String(hour).padStart(2, "0") + minutes))}`;
}

function scheduleInWords(parts: RuleParts): string | null {
	const { frequency, interval, byMonth, byMonthDay, byDay, bySetPos } = parts;
	if (parts.weekStart !== "MO") return null;
	const unit = interval === 1 ? UNITS[frequency] : `${interval} ${UNITS[frequency]}s`;
	if (byMonth.length + byMonthDay.length + byDay.length + bySetPos.length === 0) return unit;
	if (frequency === "DAILY" || frequency === "HOURLY") return null;
	if (frequency === "WEEKLY")
		return byMonth.length + bySetPos.length > 0 ? null : weekly(parts, unit);
	const positions = positionsInWords(parts);
	if (frequency === "MONTHLY") return monthly(parts, unit, positions);
	if (positions === null || byMonth.length === 0) return null;
	const [month, ...otherMonths] = byMonth.map((number) => MONTH_NAMES[number - 1] ?? "");
	const [day = 0, ...otherDays] = byMonthDay;
	if (otherMonths.length + otherDays.length === 0 && day > 0) return `${unit} on ${day} ${month}`;
	return `${unit} on the ${positions} of ${listed([month ?? "", ...otherMonths])}`;
}

/** "month on the 15th except July" for all months but that. */
function monthly(
	{ byMonth, byMonthDay, byDay, interval }: RuleParts,
	unit: string,
	positions: string | null,
) {
	const isOpen = byMonthDay.length + byDay.length === 0;
	if (positions === null && !isOpen) return null;
	const schedule = isOpen ? unit : `${unit} on the ${positions}`;
	if (byMonth.length === 0) return schedule;
	if (interval !== 1) return null;
	return `${schedule} except ${listed(MONTH_NAMES.filter((_, index) => !byMonth.includes(index + 1)))}`;
}

function weekly({ byDay, interval }: RuleParts, unit: string): string {
	const days = byDay.map((day) => day.weekday).join(",");
	if (days === WORKDAYS) return interval === 1 ? "weekday" : `${unit} on weekdays`;
	if (days === WEEKEND) return interval === 1 ? "weekend" : `${unit} on weekends`;
	if (interval === 1 && byDay.length === 6) {
		const [missing] = RULE_WEEKDAYS.filter((weekday) => !days.includes(weekday));
		if (missing) return `day except ${weekdayName({ ordinal: 0, weekday: missing })}`;
	}
	const names = listed(byDay.map(weekdayName));
	return interval === 1 ? names : `${unit} on ${names}`;
}

/** "1st, 15th and last day", "2nd Tuesday and last Friday", "last weekday"; null: beyond words. */
function positionsInWords({ byMonth, byMonthDay, byDay, bySetPos }: RuleParts): string | null {
	if (bySetPos.length > 0) {
		const days = byDay.map(({ ordinal, weekday }) => `${ordinal || ""}${weekday}`).join(",");
		if (days !== WORKDAYS || byMonthDay.length > 0 || byMonth.length > 1) return null;
		if (bySetPos.some((position) => Math.abs(position) > 23)) return null;
		return listed(bySetPos.map((position) => `${ordinalInWords(position)} weekday`));
	}
	if (byMonthDay.length > 0) {
		if (byDay.length > 0 || !someMonthHas(byMonthDay, byMonth)) return null;
		return listed(
			byMonthDay.map((day) => (day > 0 ? ordinalInWords(day) : `${ordinalInWords(day)} day`)),
		);
	}
	const spoken = byDay.every(({ ordinal }) => ordinal !== 0 && Math.abs(ordinal) <= 5);
	if (byDay.length === 0 || !spoken) return null;
	return listed(byDay.map((day) => `${ordinalInWords(day.ordinal)} ${weekdayName(day)}`));
}

/** Whether each of the days is one that at least one of the months (any, when empty) can have. */
export function someMonthHas(monthDays: number[], months: number[]): boolean {
	const longest = Math.max(0, ...months.map((month) => MAX_MONTH_LENGTHS[month - 1] ?? 0)) || 31;
	return monthDays.every((day) => Math.abs(day) <= longest);
}

function weekdayName({ weekday }: RuleDay): string {
	return WEEKDAY_NAMES[RULE_WEEKDAYS.indexOf(weekday)] ?? weekday;
}

function ordinalInWords(number: number): string {
	if (number === -1) return "last";
	if (number < 0) return `${ordinalInWords(-number)} to last`;
	const teen = number >= 11 && number <= 13;
	const suffix = (!teen && ["th", "st", "nd", "rd"][number % 10]) || "th";
	return `${number}${suffix}`;
}

function listed(items: string[]): string {
	const last = items.at(-1) ?? "";
	return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
