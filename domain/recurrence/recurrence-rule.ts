/**
 * The RFC 5545 RRULEs that Tend keeps (section 3.3.10, without the parts below an hour, BYYEARDAY
 * and BYWEEKNO). No package is imported: pages take this file to the browser.
 */

import { RULE_MAX_LENGTH } from "#domain/limits.ts";

const FREQUENCIES = ["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
type Frequency = (typeof FREQUENCIES)[number];

/** In week order, as RFC 5545 abbreviates them. */
export const RULE_WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type RuleWeekday = (typeof RULE_WEEKDAYS)[number];

/** How many days each month has, in a leap year. */
export const MAX_MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * How a task repeats: an RFC 5545 RRULE without its `RRULE:` name, and whether the next date is
 * counted from the due date or from the day of completion.
 */
export type Recurrence = { rule: string; from: "due" | "completion" };

/** One BYDAY value: every such weekday (ordinal 0), the 2nd (2) or the last (-1) of the period. */
export type RuleDay = { ordinal: number; weekday: RuleWeekday };

/** A rule taken apart. Empty lists and nulls are parts that the rule does not have. */
export type RuleParts = {
	frequency: Frequency;
	interval: number;
	byMonth: number[];
	byMonthDay: number[];
	byDay: RuleDay[];
	/** At most six. */
	byHour: number[];
	bySetPos: number[];
	/** The day that weeks start with, where INTERVAL counts them. */
	weekStart: RuleWeekday;
	count: number | null;
	/** `YYYYMMDD`, or a date-time `YYYYMMDDTHHMMSS` with or without `Z`. */
	until: string | null;
};

const MAX_INTERVAL = 999;
export const MAX_COUNT = 9999;
const MAX_HOURS = 6;

const PART_ORDER = [
	"FREQ",
	"INTERVAL",
	"BYMONTH",
	"BYMONTHDAY",
	"BYDAY",
	"BYHOUR",
	"BYSETPOS",
	"WKST",
	"COUNT",
	"UNTIL",
] as const;
type PartName = (typeof PART_ORDER)[number];

/**
 * Checks an RRULE (with or without its leading `RRULE:`) and answers its one canonical form: parts
 * in fixed order, upper case, lists sorted without repeats, no default `INTERVAL=1` or `WKST=MO`.
 * Throws a RangeError with a sentence for people, also for one of more than `RULE_MAX_LENGTH` characters.
 */
export function normalizeRule(rule: string): string {
	if (rule.length > RULE_MAX_LENGTH) {
		throw new RangeError(`A rule has at most ${RULE_MAX_LENGTH} characters.`);
	}
	return formatRule(parseRule(rule));
}

/**
 * Takes an RRULE apart, with the checks of `normalizeRule` but for its length: rules that are stored may
 * be older than that limit. Throws a RangeError like it.
 */
export function parseRule(rule: string): RuleParts {
	const values = partValues(rule);
	const frequency = values.get("FREQ");
	if (!isFrequency(frequency)) {
		throw new RangeError("A rule needs FREQ=HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY.");
	}
	const parts: RuleParts = {
		frequency,
		interval: whole(values, "INTERVAL", MAX_INTERVAL) ?? 1,
		byMonth: numbers(values, "BYMONTH", 12, false),
		byMonthDay: numbers(values, "BYMONTHDAY", 31, true),
		byDay: days(values.get("BYDAY"), frequency),
		byHour: hours(values),
		bySetPos: numbers(values, "BYSETPOS", 366, true),
		weekStart: weekStart(values.get("WKST")),
		count: whole(values, "COUNT", MAX_COUNT),
		until: until(values.get("UNTIL")),
	};
	checkTogether(parts);
	return parts;
}

/** Whether a rule has times of day of its own, besides that of its start. */
export function hasHours({ frequency, byHour }: RuleParts): boolean {
	return frequency === "HOURLY" || byHour.length > 0;
}

/** The canonical text of a rule. The parts are taken as valid. */
export function formatRule(parts: RuleParts): string {
	const byDay = parts.byDay.map(({ ordinal, weekday }) => `${ordinal || ""}${weekday}`);
	const values: Record<PartName, string | number | null> = {
		FREQ: parts.frequency,
		INTERVAL: parts.interval === 1 ? null : parts.interval,
		BYMONTH: parts.byMonth.join(","),
		BYMONTHDAY: parts.byMonthDay.join(","),
		BYDAY: byDay.join(","),
		BYHOUR: parts.byHour.join(","),
		BYSETPOS: parts.bySetPos.join(","),
		// MO is the default of RFC 5545, which calendars like to write out.
		WKST: parts.weekStart === "MO" ? null : parts.weekStart,
		COUNT: parts.count,
		UNTIL: parts.until,
	};
	return PART_ORDER.filter((name) => values[name] !== null && values[name] !== "")
		.map((name) => `${name}=${values[name]}`)
		.join(";");
}

function partValues(rule: string): Map<PartName, string> {
	const text = rule
		.trim()
		.toUpperCase()
		.replace(/^RRULE:/, "");
	const values = new Map<PartName, string>();
	for (const part of text.split(";")) {
		const [name = "", value = "", ...rest] = part.split("=");
		if (!isPartName(name)) {
			throw new RangeError(
				`A rule cannot have ${name === "" ? "an empty part" : clip(name)} here.`,
			);
		}
		if (value === "" || rest.length > 0) throw badValue(name, part.slice(name.length + 1));
		if (values.has(name)) throw new RangeError(`${name} stands twice in the rule.`);
		values.set(name, value);
	}
	return values;
}

function checkTogether(parts: RuleParts): void {
	const { frequency, byMonthDay, byDay, byHour, bySetPos, byMonth } = parts;
	if (parts.count !== null && parts.until !== null) {
		throw new RangeError("A rule ends by COUNT or by UNTIL, not by both.");
	}
	if (frequency === "WEEKLY" && byMonthDay.length > 0) {
		throw new RangeError("BYMONTHDAY does not go with FREQ=WEEKLY.");
	}
	if (bySetPos.length > 0 && (byHour.length > 0 || frequency === "HOURLY")) {
		throw new RangeError("BYSETPOS counts days, so it goes with neither BYHOUR nor FREQ=HOURLY.");
	}
	// Section 3.3.10 says of these what each does alone, and programs differ in what they do together.
	const isNumbered = byDay.some(({ ordinal }) => ordinal !== 0);
	if (frequency === "YEARLY" && byMonth.length === 0 && byMonthDay.length > 0 && isNumbered) {
		throw new RangeError("BYDAY with a number and BYMONTHDAY need BYMONTH in a yearly rule.");
	}
	if (bySetPos.length > 0 && byMonth.length + byMonthDay.length + byDay.length === 0) {
		throw new RangeError("BYSETPOS needs BYDAY, BYMONTHDAY or BYMONTH beside it.");
	}
}

function whole(values: Map<PartName, string>, name: PartName, max: number): number | null {
	const value = values.get(name);
	if (value === undefined) return null;
	const number = Number(value);
	if (!/^\d{1,5}$/.test(value) || number < 1 || number > max) throw badValue(name, value);
	return number;
}

function numbers(
	values: Map<PartName, string>,
	name: PartName,
	max: number,
	negative: boolean,
): number[] {
	const value = values.get(name);
	if (value === undefined) return [];
	const list = value.split(",").map((item) => {
		const number = Number(item);
		const size = Math.abs(number);
		if (!/^[+-]?\d{1,3}$/.test(item) || size < 1 || size > max || (number < 0 && !negative)) {
			throw badValue(name, item);
		}
		return number;
	});
	return [...new Set(list)].sort(fromStartThenFromEnd);
}

function hours(values: Map<PartName, string>): number[] {
	const value = values.get("BYHOUR");
	if (value === undefined) return [];
	const list = value.split(",").map((item) => {
		if (!/^\d{1,2}$/.test(item) || Number(item) > 23) throw badValue("BYHOUR", item);
		return Number(item);
	});
	const each = [...new Set(list)].sort((a, b) => a - b);
	if (each.length > MAX_HOURS) throw new RangeError("BYHOUR may have six hours at most.");
	return each;
}

function weekStart(value = "MO"): RuleWeekday {
	const weekday = RULE_WEEKDAYS.find((known) => known === value);
	if (!weekday) throw badValue("WKST", value);
	return weekday;
}

function days(value: string | undefined, frequency: Frequency): RuleDay[] {
	if (value === undefined) return [];
	const list = new Map<string, RuleDay>();
	for (const item of value.split(",")) {
		const [, digits, name] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(item) ?? [];
		const weekday = RULE_WEEKDAYS.find((known) => known === name);
		const ordinal = Number(digits ?? 0);
		const most = frequency === "MONTHLY" ? 5 : 53;
		if (!weekday || Math.abs(ordinal) > most || (ordinal === 0 && digits !== undefined)) {
			throw badValue("BYDAY", item);
		}
		if (ordinal !== 0 && frequency !== "MONTHLY" && frequency !== "YEARLY") {
			throw new RangeError(`BYDAY=${item} with a number needs FREQ=MONTHLY or YEARLY.`);
		}
		list.set(`${ordinal}${weekday}`, { ordinal, weekday });
	}
	return [...list.values()].sort(
		(a, b) =>
			fromStartThenFromEnd(a.ordinal, b.ordinal) ||
			RULE_WEEKDAYS.indexOf(a.weekday) - RULE_WEEKDAYS.indexOf(b.weekday),
	);
}

function until(value: string | undefined): string | null {
	if (value === undefined) return null;
	const [, year, month, day, time] =
		/^((?:19|[2-9]\d)\d\d)(\d\d)(\d\d)(?:T(\d{6})Z?)?$/.exec(value) ?? [];
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	const timeExists = time === undefined || /^([01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(time);
	if (date.getUTCMonth() + 1 !== Number(month) || !timeExists) throw badValue("UNTIL", value);
	return value;
}

/** 1, 2, 3 … and then -3, -2, -1: the order in which the days of a month come. */
function fromStartThenFromEnd(a: number, b: number): number {
	return Number(a < 0) - Number(b < 0) || a - b;
}

function badValue(name: PartName, value: string): RangeError {
	return new RangeError(`${name}=${clip(value)} is not possible in a rule.`);
}

function clip(text: string): string {
	return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

function isFrequency(value: string | undefined): value is Frequency {
	return FREQUENCIES.some((frequency) => frequency === value);
}

function isPartName(name: string): name is PartName {
	return PART_ORDER.some((known) => known === name);
}
