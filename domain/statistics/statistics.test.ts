import { describe, expect, test } from "vitest";
import { linesFor } from "#app/statistics/column-chart.tsx";
import { fromDayNumber, isoWeekdayOfDay, toDayNumber } from "#domain/time/day-number.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import { durationInWords } from "./duration-words.ts";
import { countLastDays, countPerWeekday, findStreaks, sortByWeekStart } from "./statistics.ts";
import { zonePeriods } from "./zone-periods.ts";

const on = (...days: number[]) => days.map((day) => ({ day, count: 1 }));

describe("a streak", () => {
	test.each([
		["no day", [], { current: 0, longest: 0 }],
		["today alone", [100], { current: 1, longest: 1 }],
		["up to yesterday, as today is not over", [98, 99], { current: 2, longest: 2 }],
		["up to the day before yesterday: over", [97, 98], { current: 0, longest: 2 }],
		["the longest was earlier", [1, 2, 3, 99, 100], { current: 2, longest: 3 }],
		["in any order", [100, 98, 99], { current: 3, longest: 3 }],
		["what lies in the future does not count", [100, 101, 102], { current: 1, longest: 1 }],
	])("%s", (_, days, expected) => {
		expect(findStreaks(on(...days), 100)).toEqual(expected);
	});
});

test("days have numbers, dates and weekdays", () => {
	const day = toDayNumber("2026-11-20");
	expect(fromDayNumber(day)).toBe("2026-11-20");
	expect(isoWeekdayOfDay(day)).toBe(5);
	expect(isoWeekdayOfDay(toDayNumber("1969-12-28"))).toBe(7);
});

test("the last 30 days are all there, empty ones too, and end today", () => {
	const today = toDayNumber("2026-11-20");
	const days = countLastDays([{ day: today - 29, count: 2 }, ...on(today - 30, today)], today);
	expect(days).toHaveLength(30);
	expect(days[0]).toEqual({ date: "2026-10-22", count: 2 });
	expect(days[1]).toEqual({ date: "2026-10-23", count: 0 });
	expect(days.at(-1)).toEqual({ date: "2026-11-20", count: 1 });
});

test("weekdays stand in the order of the user's week", () => {
	const friday = toDayNumber("2026-11-20");
	const counts = countPerWeekday(on(friday, friday - 7, friday + 2));
	expect(sortByWeekStart(counts, 7)).toEqual([
		{ weekday: 7, count: 1 },
		...[1, 2, 3, 4].map((weekday) => ({ weekday, count: 0 })),
		{ weekday: 5, count: 2 },
		{ weekday: 6, count: 0 },
	]);
});

describe("the periods of a zone", () => {
	const now = new Date("2026-11-20T15:00:00Z");
	const offsetAt = (timeZone: string, instant: string) => {
		const at = Date.parse(instant);
		const found = zonePeriods(timeZone, now).filter(({ from, until }) => from <= at && at < until);
		expect(found).toHaveLength(1);
		return (found[0]?.offset ?? 0) / HOUR_MS;
	};

	test.each([
		["America/New_York", "2026-03-08T06:59:59Z", -5],
		["America/New_York", "2026-03-08T07:00:00Z", -4],
		["America/New_York", "2026-11-01T05:59:59Z", -4],
		["America/New_York", "2026-11-01T06:00:00Z", -5],
		["Australia/Lord_Howe", "2026-07-01T00:00:00Z", 10.5],
		["Asia/Kathmandu", "1990-01-01T00:00:00Z", 5.75],
		["UTC", "2099-01-01T00:00:00Z", 0],
	])("%s at %s: %d hours", (timeZone, instant, hours) => {
		expect(offsetAt(timeZone, instant)).toBe(hours);
	});

	test("go on when a clock change has come since they were first asked for", () => {
		const zone = "Europe/Paris";
		expect(zonePeriods(zone, new Date("2026-03-01T00:00:00Z")).at(-1)?.offset).toBe(3_600_000);
		expect(zonePeriods(zone, new Date("2026-04-01T00:00:00Z")).at(-1)?.offset).toBe(7_200_000);
	});
});

test.each([
	[0, "under a minute"],
	[59, "under a minute"],
	[60, "1 minute"],
	[5399, "90 minutes"],
	[5400, "2 hours"],
	[36 * 3600, "2 days"],
	[30 * 86_400, "30 days"],
])("%d seconds are %s", (seconds, words) => {
	expect(durationInWords(seconds)).toBe(words);
});

test.each([0, 1, 2, 3, 5, 6, 11, 26, 50, 51, 101, 8733])(
	"the lines of a chart up to %d are few and round",
	(most) => {
		const lines = linesFor(most);
		expect(lines.length).toBeLessThanOrEqual(5);
		expect(lines.at(-1)).toBeGreaterThanOrEqual(most);
		for (const line of lines) expect(line % (lines[0] ?? 1)).toBe(0);
	},
);
