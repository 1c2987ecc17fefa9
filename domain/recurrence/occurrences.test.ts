import fc from "fast-check";
import rrule from "rrule";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, daysInMonth } from "#domain/time/calendar-date.ts";
import { isoWeekday } from "#domain/time/day-number.ts";
import { formatDueDate } from "#domain/time/due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { cpuTime } from "#tests/cpu-time.ts";
import { firstOccurrence } from "./first-occurrence.ts";
import { countOccurrences, nextOccurrence } from "./occurrences.server.ts";
import { normalizeRule, RULE_WEEKDAYS } from "./recurrence-rule.ts";

/** The occurrences of a rule after its start, at most `most` of them. */
function series(rule: string, start: WallClock, most: number, timeZone = "UTC"): WallClock[] {
	const found: WallClock[] = [];
	for (let last = start; found.length < most; ) {
		const next = nextOccurrence({ rule, start }, [last], timeZone);
		if (next === null) break;
		found.push(next);
		last = next;
	}
	return found;
}

const WORKDAYS = "BYDAY=MO,TU,WE,TH,FR";

describe("the dates of a rule", () => {
	test.each([
		[
			"case 1: every month on the 31st",
			"FREQ=MONTHLY;BYMONTHDAY=31",
			"2027-01-31",
			["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
		],
		[
			"case 1: every month, from the 31st",
			"FREQ=MONTHLY",
			"2027-01-31",
			["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
		],
		[
			"case 2: yearly from 29 February",
			"FREQ=YEARLY",
			"2028-02-29",
			["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
		],
		[
			"case 2: every year on 29 February",
			"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
			"2028-02-29",
			["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
		],
		[
			"case 3: every 5th Friday",
			"FREQ=MONTHLY;BYDAY=5FR",
			"2027-01-29",
			["2027-04-30", "2027-07-30"],
		],
		[
			"case 3: every last Friday",
			"FREQ=MONTHLY;BYDAY=-1FR",
			"2027-01-29",
			["2027-02-26", "2027-03-26"],
		],
		[
			"the last weekday of the month",
			`FREQ=MONTHLY;${WORKDAYS};BYSETPOS=-1`,
			"2027-01-29",
			["2027-02-26", "2027-03-31", "2027-04-30", "2027-05-31"],
		],
		[
			"the 30th and the 31st",
			"FREQ=MONTHLY;BYMONTHDAY=30,31",
			"2027-01-31",
			["2027-02-28", "2027-03-30", "2027-03-31", "2027-04-30"],
		],
		[
			"the 28th and the 31st",
			"FREQ=MONTHLY;BYMONTHDAY=28,31",
			"2028-01-31",
			["2028-02-28", "2028-02-29", "2028-03-28", "2028-03-31"],
		],
		[
			"every other month on the 30th",
			"FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=30",
			"2026-12-30",
			["2027-02-28", "2027-04-30", "2027-06-30"],
		],
		[
			"Friday the 31st, which no other day stands in for",
			"FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=FR",
			"2026-07-31",
			["2027-12-31"],
		],
		[
			"every other week from a Friday on",
			"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
			"2026-11-20",
			["2026-11-30", "2026-12-03", "2026-12-14"],
		],
	])("%s", (_, rule, start, expected) => {
		expect(series(rule, start, expected.length)).toEqual(expected);
	});

	test("end by COUNT, the start included, also where the start does not fit the rule", () => {
		const rule = "FREQ=WEEKLY;BYDAY=MO;COUNT=3";
		expect(series(rule, "2026-11-23", 9)).toEqual(["2026-11-30", "2026-12-07"]);
		expect(series(rule, "2026-11-20", 9)).toEqual(["2026-11-23", "2026-11-30"]);
		expect(countOccurrences({ rule, start: "2026-11-20" }, "2026-11-30")).toBe(3);
	});

	test("count each day once, however many rules have it", () => {
		const rule = "FREQ=MONTHLY;BYMONTHDAY=29,30,31;COUNT=4";
		expect(series(rule, "2027-01-31", 9)).toEqual(["2027-02-28", "2027-03-29", "2027-03-30"]);
	});

	test.each([
		["a date", "20261122", "2026-11-20", ["2026-11-21", "2026-11-22"]],
		["a date, for timed tasks", "20261122", "2026-11-20T22:00:00", 2],
		["a local time", "20261122T090000", "2026-11-20T09:00:00", 2],
		["a local time before the last", "20261122T085959", "2026-11-20T09:00:00", 1],
		["an instant", "20261122T140000Z", "2026-11-20T09:00:00", 2],
		["an instant before the last", "20261122T135959Z", "2026-11-20T09:00:00", 1],
	])("end by UNTIL with %s", (_, until, start, expected) => {
		const found = series(`FREQ=DAILY;UNTIL=${until}`, start, 9, "America/New_York");
		expect(Array.isArray(expected) ? found : found.length).toEqual(expected);
	});

	test("of a rule that has none end at once", () => {
		const schedule = { rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO", start: "2026-11-20" };
		expect(nextOccurrence(schedule, [], "UTC")).toBe("2026-11-20");
		expect(nextOccurrence(schedule, ["2026-11-20"], "UTC")).toBeNull();
	});

	test("end with the calendar", () => {
		expect(series("FREQ=DAILY", "9999-12-30", 9)).toEqual(["9999-12-31"]);
	});

	test("are found as fast after a century", () => {
		const schedule = { rule: "FREQ=DAILY;INTERVAL=3", start: "1926-11-20T09:00:00" };
		const counted = { rule: "FREQ=DAILY;COUNT=9", start: "1900-01-01" };
		const ms = cpuTime(() => {
			for (let i = 0; i < 20; i += 1) {
				nextOccurrence(schedule, ["2026-11-20T10:00:00"], "UTC");
				expect(nextOccurrence(counted, ["2026-11-20"], "UTC")).toBeNull();
			}
		});
		expect(ms).toBeLessThan(2000);
	});
});

describe("what comes after a moment", () => {
	const timed = { rule: "FREQ=DAILY", start: "2026-11-20T09:00:00" };
	const allDay = { rule: "FREQ=DAILY", start: "2026-11-20" };

	test.each([
		[
			"a time on its day, when that is to come",
			timed,
			"2026-11-21T08:59:59",
			"2026-11-21T09:00:00",
		],
		["not a time that has come", timed, "2026-11-21T09:00:00", "2026-11-22T09:00:00"],
		["a day after an all-day moment", timed, "2026-11-21", "2026-11-22T09:00:00"],
		["a day after today, for all-day tasks", allDay, "2026-11-21T00:00:00", "2026-11-22"],
	])("is %s", (_, schedule, moment, expected) => {
		expect(nextOccurrence(schedule, [moment], "UTC")).toBe(expected);
	});

	test("is after the latest of several", () => {
		const moments = ["2026-11-20", "2026-11-25", "2026-11-22T10:00:00"];
		expect(nextOccurrence(allDay, moments, "UTC")).toBe("2026-11-26");
	});
});

describe("the same rule keeps its time on the clock", () => {
	test.each([
		["America/New_York", "2027-03-13", "02:30", ["03:30:00-04:00", "02:30:00-04:00"]],
		["America/New_York", "2027-11-06", "01:30", ["01:30:00-04:00", "01:30:00-05:00"]],
		["Europe/Berlin", "2027-03-27", "02:30", ["03:30:00+02:00", "02:30:00+02:00"]],
		["Europe/Berlin", "2027-10-30", "02:30", ["02:30:00+02:00", "02:30:00+01:00"]],
		["Asia/Karachi", "2027-03-27", "02:30", ["02:30:00+05:00", "02:30:00+05:00"]],
		// Half an hour, in October forward and in April back.
		["Australia/Lord_Howe", "2027-10-02", "02:10", ["02:40:00+11:00", "02:10:00+11:00"]],
		["Australia/Lord_Howe", "2027-04-03", "01:45", ["01:45:00+11:00", "01:45:00+10:30"]],
		["Pacific/Apia", "2027-04-03", "03:30", ["03:30:00+13:00", "03:30:00+13:00"]],
	])("in %s from %s %s", (timeZone, date, time, expected) => {
		const found = series("FREQ=DAILY", `${date}T${time}:00`, 2, timeZone);
		expect(found.map((due) => formatDueDate(due, timeZone).slice(11))).toEqual(expected);
	});
});

describe("over random rules", () => {
	const HORIZON = "2060-01-01";
	const START = fc
		.date({
			min: new Date("2024-01-01"),
			max: new Date("2032-12-31"),
			noInvalidDate: true,
		})
		.map((date) => date.toISOString().slice(0, 10));
	const DAY = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }));
	const some = <T>(value: fc.Arbitrary<T>, maxLength: number) =>
		fc.option(
			fc.uniqueArray(value, { minLength: 1, maxLength }).map((values) => values.join(",")),
			{ nil: null },
		);
	const WEEKDAYS = fc.uniqueArray(fc.constantFrom(...RULE_WEEKDAYS), {
		minLength: 1,
		maxLength: 3,
	});
	const ORDINALS = fc.array(fc.constantFrom(1, 2, 4, 5, -1, -2), { minLength: 3, maxLength: 3 });
	/** Rules that mean the same here and in RFC 5545. */
	const LITERAL = fc
		.record({
			frequency: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
			interval: fc.integer({ min: 1, max: 5 }),
			byMonth: some(fc.integer({ min: 1, max: 12 }), 3),
			byMonthDay: some(DAY, 4),
			weekdays: fc.option(WEEKDAYS, { nil: null }),
			ordinals: fc.option(ORDINALS, { nil: null }),
			bySetPos: some(fc.constantFrom(1, -1), 2),
			end: fc.constantFrom("", ";COUNT=6", ";UNTIL=20330630"),
		})
		.map(({ frequency, interval, byMonth, byMonthDay, weekdays, ordinals, bySetPos, end }) => {
			const isLong = frequency === "MONTHLY" || frequency === "YEARLY";
			const days = frequency === "WEEKLY" ? null : byMonthDay;
			// Narrowed to days of the month as well, there may be none, on which rrule spends seconds.
			const isNumbered = isLong && !days;
			const byDay = weekdays
				?.map((weekday, i) => `${(isNumbered && ordinals?.[i]) || ""}${weekday}`)
				.join(",");
			const hasPositions = isLong && bySetPos && (days || byDay);
			return [
				`FREQ=${frequency};INTERVAL=${byMonth ? 1 : interval}`,
				byMonth && `BYMONTH=${byMonth}`,
				days && `BYMONTHDAY=${days}`,
				byDay && `BYDAY=${byDay}`,
				hasPositions && `BYSETPOS=${bySetPos}`,
			]
				.filter(Boolean)
				.join(";")
				.concat(end);
		})
		.filter((rule) => !/BYMONTHDAY=(?:-?\d+,)*(?:29|3\d)/.test(rule) || /BYDAY|SETPOS/.test(rule));

	test("finds the dates that rrule finds, another implementation of RFC 5545", () => {
		const check = fc.property(LITERAL, START, (rule, start) => {
			const day = Number(start.slice(8));
			fc.pre(day <= 28 || /BY(?:MONTHDAY|DAY|SETPOS)/.test(rule) || /DAILY|WEEKLY/.test(rule));
			fc.pre(attempt(() => firstOccurrence(rule.replace(/;UNTIL.*/, ""), start)) !== null);
			const found = series(normalizeRule(rule), start, 8).filter((date) => date < HORIZON);
			expect(found).toEqual(byRrule(rule, start, 8));
		});
		fc.assert(check, { numRuns: 200 });
	});

	test("starts where firstOccurrence says, which the browser has for quick add", () => {
		const days = some(DAY, 3).map((byMonthDay) => (byMonthDay ? `;BYMONTHDAY=${byMonthDay}` : ""));
		const frequencies = fc.constantFrom("FREQ=DAILY", "FREQ=MONTHLY", "FREQ=YEARLY;BYMONTH=2,4,7");
		const tends = fc.tuple(frequencies, days).map(([frequency, day]) => frequency + day);
		const check = fc.property(fc.oneof(LITERAL, tends), START, (rule, start) => {
			// It is what INTERVAL and COUNT are counted from.
			const plain = rule.replace(/;(?:INTERVAL|COUNT)=\d+/g, "");
			const isOpen = !/BY(?:MONTHDAY|DAY)/.test(plain);
			const first = attempt(() => firstOccurrence(rule, start));
			fc.pre(!isOpen || first !== start);
			const [expected = null] = series(plain, isOpen ? start : addDays(start, -1), 1);
			expect(first).toBe(expected);
		});
		fc.assert(check, { numRuns: 400 });
	});

	test("keeps to the month's end: the 29th, 30th and 31st are never skipped", () => {
		const check = fc.property(
			fc.integer({ min: 29, max: 31 }),
			fc.integer({ min: 1, max: 6 }),
			START,
			(day, interval, date) => {
				const month = `${date.slice(0, 7)}-01`;
				const start = `${date.slice(0, 8)}${Math.min(day, daysInMonth(date))}`;
				const rule = `FREQ=MONTHLY;INTERVAL=${interval};BYMONTHDAY=${day}`;
				const expected = [1, 2, 3, 4, 5, 6].map((index) => {
					const next = addMonths(month, index * interval);
					return `${next.slice(0, 8)}${Math.min(day, daysInMonth(next))}`;
				});
				expect(series(rule, start, 6)).toEqual(expected);
			},
		);
		fc.assert(check);
	});

	function attempt<T>(command: () => T): T | null {
		try {
			return command();
		} catch (error) {
			if (error instanceof RangeError) return null;
			throw error;
		}
	}

	/** What rrule has after the start, with the start as the first that counts. */
	function byRrule(rule: string, start: string, most: number): string[] {
		const count = /;COUNT=(\d+)/.exec(rule)?.[1];
		const options = rrule.RRule.parseString(rule.replace(/;COUNT=\d+/, ""));
		const found = new rrule.RRule({
			...options,
			dtstart: new Date(`${start}T00:00:00Z`),
			// On rules that have no date it goes on to the year 9999 otherwise.
			until: options.until ?? new Date(`${HORIZON}T00:00:00Z`),
		})
			// A day that two positions fall on comes twice.
			.all((_, i) => i < most * 4)
			.map((date) => date.toISOString().slice(0, 10));
		const dates = [...new Set(found)].filter((date) => date > start && date < HORIZON);
		return dates.slice(0, count === undefined ? most : Math.min(most, Number(count) - 1));
	}
});

test("weekdays are the weekdays they say", () => {
	const found = series(`FREQ=WEEKLY;${WORKDAYS}`, "2026-11-20", 10);
	expect(found.map(isoWeekday)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
});

describe("a rule with hours", () => {
	test("every 6 hours keeps its hours over a clock change", () => {
		expect(series("FREQ=HOURLY;INTERVAL=6", "2027-03-13T20:00:00", 5, "America/New_York")).toEqual([
			"2027-03-14T02:00:00",
			"2027-03-14T08:00:00",
			"2027-03-14T14:00:00",
			"2027-03-14T20:00:00",
			"2027-03-15T02:00:00",
		]);
	});

	test("every hour comes once where the clock shows it twice", () => {
		const due = "2027-11-07T00:00:00";
		const found = series("FREQ=HOURLY", due, 3, "America/New_York");
		expect(found.map((one) => formatDueDate(one, "America/New_York"))).toEqual([
			"2027-11-07T01:00:00-04:00",
			"2027-11-07T02:00:00-05:00",
			"2027-11-07T03:00:00-05:00",
		]);
	});

	test("twice a day ends by COUNT and by UNTIL", () => {
		const start = "2026-11-30T09:30:00";
		const all = ["2026-11-30T21:30:00", "2026-12-01T09:30:00", "2026-12-01T21:30:00"];
		expect(series("FREQ=DAILY;BYHOUR=9,21;COUNT=4", start, 9)).toEqual(all);
		expect(series("FREQ=DAILY;BYHOUR=9,21;UNTIL=20261201", start, 9)).toEqual(all);
		expect(countOccurrences({ rule: "FREQ=DAILY;BYHOUR=9,21", start }, all[2] ?? "")).toBe(4);
	});

	test("two years late, the next one comes quickly", () => {
		const set = { rule: "FREQ=HOURLY;INTERVAL=5;BYDAY=MO", start: "2024-01-01T00:00:00" };
		const next = () => nextOccurrence(set, ["2026-11-20T10:00:00"], "UTC");
		expect(next()).toMatch(/^2026-11-23T/);
		expect(cpuTime(next)).toBeLessThan(50);
	});

	test("finds the hours that rrule finds", () => {
		const hours = fc
			.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 6 })
			.map((list) => `;BYHOUR=${list.sort((a, b) => a - b).join(",")}`);
		const rule = fc.oneof(
			fc
				.record({
					interval: fc.integer({ min: 1, max: 30 }),
					days: fc.constantFrom("", ";BYDAY=MO,TH", ";BYMONTHDAY=1,15", ";BYMONTH=3,11"),
				})
				.map(({ interval, days }) => `FREQ=HOURLY;INTERVAL=${interval}${days}`),
			fc
				.tuple(
					fc.constantFrom("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,FR"),
					hours,
				)
				.map((parts) => parts.join("")),
		);
		const start = fc
			.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
			.map((date) => `${date.toISOString().slice(0, 13)}:30:00`);
		const check = fc.property(rule, start, (text, from) => {
			const options = rrule.RRule.parseString(text);
			const first = new rrule.RRule({
				...options,
				byminute: 30,
				bysecond: 0,
				dtstart: new Date(`${from}Z`),
			}).after(new Date(`${from}Z`), true);
			fc.pre(first !== null);
			const begin = first?.toISOString().slice(0, 19) ?? from;
			const expected = new rrule.RRule({
				...options,
				byminute: 30,
				bysecond: 0,
				dtstart: new Date(`${begin}Z`),
			})
				.all((_, index) => index < 7)
				.map((date) => date.toISOString().slice(0, 19))
				.slice(1);
			expect(series(normalizeRule(text), begin, 6)).toEqual(expected.slice(0, 6));
		});
		fc.assert(check, { numRuns: 150 });
	});
});
