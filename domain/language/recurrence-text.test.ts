import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatRule, normalizeRule, RULE_WEEKDAYS } from "#domain/recurrence/recurrence-rule.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { parseRecurrence } from "./recurrence-text.ts";

const CONTEXT = { now: new Date("2026-11-20T15:00:00Z"), timeZone: "America/New_York" };
const read = (text: string) => parseRecurrence(text, CONTEXT);

const WORKDAYS = "BYDAY=MO,TU,WE,TH,FR";

describe("a recurrence from words", () => {
	test.each([
		["every day", "FREQ=DAILY"],
		["Every Day", "FREQ=DAILY"],
		["daily", "FREQ=DAILY"],
		["every single day", "FREQ=DAILY"],
		["every other day", "FREQ=DAILY;INTERVAL=2"],
		["every 2nd day", "FREQ=DAILY;INTERVAL=2"],
		["every 3 days", "FREQ=DAILY;INTERVAL=3"],
		["every weekday", `FREQ=WEEKLY;${WORKDAYS}`],
		["every weekdays", `FREQ=WEEKLY;${WORKDAYS}`],
		["every workday", `FREQ=WEEKLY;${WORKDAYS}`],
		["every weekend", "FREQ=WEEKLY;BYDAY=SA,SU"],
		["every monday", "FREQ=WEEKLY;BYDAY=MO"],
		["every Mondays", "FREQ=WEEKLY;BYDAY=MO"],
		["every mon and thu", "FREQ=WEEKLY;BYDAY=MO,TH"],
		["every thu & mon", "FREQ=WEEKLY;BYDAY=MO,TH"],
		["every mon, wed and fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR"],
		["every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"],
		["every 2 weeks on mon and thu", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"],
		["every two weeks", "FREQ=WEEKLY;INTERVAL=2"],
		["every week", "FREQ=WEEKLY"],
		["weekly", "FREQ=WEEKLY"],
		["weekly on monday", "FREQ=WEEKLY;BYDAY=MO"],
		["biweekly", "FREQ=WEEKLY;INTERVAL=2"],
		["fortnightly", "FREQ=WEEKLY;INTERVAL=2"],
		["every fortnight", "FREQ=WEEKLY;INTERVAL=2"],
		["every month", "FREQ=MONTHLY"],
		["monthly", "FREQ=MONTHLY"],
		["monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"],
		["every month on the 31st", "FREQ=MONTHLY;BYMONTHDAY=31"],
		["every 15th", "FREQ=MONTHLY;BYMONTHDAY=15"],
		["every 1st and 15th", "FREQ=MONTHLY;BYMONTHDAY=1,15"],
		["every month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"],
		["every last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"],
		["every last friday", "FREQ=MONTHLY;BYDAY=-1FR"],
		["every 2nd tuesday", "FREQ=MONTHLY;BYDAY=2TU"],
		["every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"],
		["every 1st and 3rd friday", "FREQ=MONTHLY;BYDAY=1FR,3FR"],
		["every 5th friday", "FREQ=MONTHLY;BYDAY=5FR"],
		["every 2nd to last friday", "FREQ=MONTHLY;BYDAY=-2FR"],
		["every first monday of january", "FREQ=YEARLY;BYMONTH=1;BYDAY=1MO"],
		["every last weekday", `FREQ=MONTHLY;${WORKDAYS};BYSETPOS=-1`],
		["every last weekday of the month", `FREQ=MONTHLY;${WORKDAYS};BYSETPOS=-1`],
		["every year", "FREQ=YEARLY"],
		["yearly", "FREQ=YEARLY"],
		["annually", "FREQ=YEARLY"],
		["every year on feb 29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"],
		["every feb 29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"],
		["every 29 february", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"],
		["quarterly", "FREQ=MONTHLY;INTERVAL=3"],
		["every quarter", "FREQ=MONTHLY;INTERVAL=3"],
		["every 3 months", "FREQ=MONTHLY;INTERVAL=3"],
		["every jan and jul on the 1st", "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1"],
		["every jan 1 and jul 1", "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1"],
		["every june", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"],
		["every day until 2027-01-01", "FREQ=DAILY;UNTIL=20270101"],
		["every day, 5 times", "FREQ=DAILY;COUNT=5"],
		["every day for five times", "FREQ=DAILY;COUNT=5"],
		["FREQ=DAILY;BYDAY=MO", "FREQ=DAILY;BYDAY=MO"],
		["everyday", "FREQ=DAILY"],
		["every hour", "FREQ=HOURLY"],
		["every 6 hours", "FREQ=HOURLY;INTERVAL=6"],
		["every monday to friday", `FREQ=WEEKLY;${WORKDAYS}`],
		["fri-mon", "FREQ=WEEKLY;BYDAY=MO,FR,SA,SU"],
		["tuesdays and thursdays", "FREQ=WEEKLY;BYDAY=TU,TH"],
		["every weekday but friday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"],
		["every month except july", "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,8,9,10,11,12"],
		["the last friday of every month", "FREQ=MONTHLY;BYDAY=-1FR"],
		["every 5, 15, 25", "FREQ=MONTHLY;BYMONTHDAY=5,15,25"],
		["every 15th workday", `FREQ=MONTHLY;${WORKDAYS};BYSETPOS=15`],
		["every christmas", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"],
		["end of every month", "FREQ=MONTHLY;BYMONTHDAY=-1"],
	])("%s is %s", (text, rule) => {
		expect(read(text)).toEqual({ recurrence: { rule, from: "due" }, time: null, start: null });
	});

	test("every! counts from completion", () => {
		expect(read("every! 3 days")?.recurrence).toEqual({
			rule: "FREQ=DAILY;INTERVAL=3",
			from: "completion",
		});
	});

	test.each([
		["every 2 weeks on Mon and Thu, 09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "09:00"],
		["every day at 9am", "FREQ=DAILY", "09:00"],
		["every day at 9", "FREQ=DAILY", "09:00"],
		["every weekday 17:30", `FREQ=WEEKLY;${WORKDAYS}`, "17:30"],
		["every monday morning", "FREQ=WEEKLY;BYDAY=MO", "09:00"],
		["every evening", "FREQ=DAILY", "19:00"],
		["every morning at 9am", "FREQ=DAILY", "09:00"],
		["every night at 10", "FREQ=DAILY", "22:00"],
		["every day at 9am and 5pm", "FREQ=DAILY;BYHOUR=9,17", "09:00"],
		["every day at 9am, 5 times", "FREQ=DAILY;COUNT=5", "09:00"],
		["every month until 2027-01-01 at noon", "FREQ=MONTHLY;UNTIL=20270101", "12:00"],
	])("%s has a time", (text, rule, time) => {
		expect(read(text)).toEqual({ recurrence: { rule, from: "due" }, time, start: null });
	});

	test.each([
		"",
		"every",
		"every thing",
		"every feb 30",
		"every 31st of february",
		"every 32nd",
		"every 1st floor",
		"every 5000 days",
		"every 0 days",
		"every last",
		"every day at 25:00",
		"every day at 9am please",
		"every day until feb 30",
		"monday",
		"every 30 minutes",
		"every day except holidays",
		"every FREQ=MINUTELY",
	])("%s is none", (text) => {
		expect(read(text)).toBeNull();
	});
});

describe("a recurrence in words", () => {
	test.each([
		["FREQ=DAILY", "every day"],
		["FREQ=DAILY;INTERVAL=3", "every 3 days"],
		[`FREQ=WEEKLY;${WORKDAYS}`, "every weekday"],
		["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every 2 weeks on Monday and Thursday"],
		["FREQ=MONTHLY;BYMONTHDAY=31", "every month on the 31st"],
		["FREQ=MONTHLY;BYMONTHDAY=1,12,-1", "every month on the 1st, 12th and last day"],
		["FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"],
		["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "every year on 29 February"],
		["FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "every year on the 1st of January and July"],
		["FREQ=DAILY;COUNT=5", "every day, 5 times"],
		["FREQ=MONTHLY;UNTIL=20270101", "every month until 2027-01-01"],
		["FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYDAY=20MO"],
		["FREQ=DAILY;UNTIL=20270101T235959Z", "FREQ=DAILY;UNTIL=20270101T235959Z"],
	])("%s is %s", (rule, words) => {
		expect(recurrenceInWords({ rule, from: "due" })).toBe(words);
	});

	test("has the time behind it where one is given", () => {
		const recurrence = { rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", from: "due" } as const;
		expect(recurrenceInWords(recurrence, "09:00")).toBe(
			"every 2 weeks on Monday and Thursday, 09:00",
		);
	});

	test("from completion it is every!", () => {
		expect(recurrenceInWords({ rule: "FREQ=WEEKLY", from: "completion" })).toBe("every! week");
	});

	test("every rule is read back from its words", () => {
		fc.assert(
			fc.property(
				rules,
				fc.constantFrom("due" as const, "completion" as const),
				fc.constantFrom(null, "00:00", "09:00", "17:45"),
				(rule, from, time) => {
					const words = recurrenceInWords({ rule, from }, time);
					const isSpoken = !words.includes("FREQ=");
					expect(read(words)).toEqual({
						recurrence: { rule, from },
						time: isSpoken ? time : null,
						start: null,
					});
				},
			),
			{ numRuns: 1000 },
		);
	});
});

const ordinals = (max: number) =>
	fc.integer({ min: 1, max }).chain((number) => fc.constantFrom(number, -number));
const some = <Value>(value: fc.Arbitrary<Value>) =>
	fc.oneof(fc.constant<Value[]>([]), fc.array(value, { minLength: 1, maxLength: 4 }));
const days = (numbered: boolean) =>
	fc.record({
		ordinal: numbered ? fc.oneof(fc.constant(0), ordinals(5)) : fc.constant(0),
		weekday: fc.constantFrom(...RULE_WEEKDAYS),
	});

/** Valid rules in canonical form, the sensible and the odd. */
const rules = fc
	.constantFrom("DAILY" as const, "WEEKLY" as const, "MONTHLY" as const, "YEARLY" as const)
	.chain((frequency) =>
		fc.record({
			frequency: fc.constant(frequency),
			interval: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 999 })),
			byMonth:
				frequency === "YEARLY" ? some(fc.integer({ min: 1, max: 12 })) : fc.constant<number[]>([]),
			byMonthDay: frequency === "WEEKLY" ? fc.constant<number[]>([]) : some(ordinals(31)),
			byDay: some(days(frequency === "MONTHLY" || frequency === "YEARLY")),
			bySetPos: fc.oneof(fc.constant<number[]>([]), fc.array(ordinals(5), { maxLength: 2 })),
			end: fc.constantFrom({}, { count: 7 }, { until: "20270131" }, { until: "20270131T080000" }),
		}),
	)
	.map(({ end, bySetPos, ...parts }) => {
		const open = parts.byMonth.length + parts.byMonthDay.length + parts.byDay.length === 0;
		const isYear = parts.frequency === "YEARLY" && parts.byMonth.length === 0;
		return normalizeRule(
			formatRule({
				...parts,
				// Of a year, days with numbers and days of months do not go together.
				byMonthDay: isYear && parts.byDay.length > 0 ? [] : parts.byMonthDay,
				bySetPos: open ? [] : bySetPos,
				byHour: [],
				weekStart: "MO",
				count: null,
				until: null,
				...end,
			}),
		);
	});
