import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDueWords } from "./due-text.ts";

const CONTEXT = { now: new Date("2026-11-20T15:00:00Z"), timeZone: "America/New_York" };
const read = (text: string) => parseDueWords(text, CONTEXT);

describe("a text that is one date, on Friday 20 Nov 2026 at 10:00 in New York", () => {
	test.each([
		["today", "2026-11-20"],
		["tod", "2026-11-20"],
		["tomorrow", "2026-11-21"],
		["Tomorrow", "2026-11-21"],
		["tom", "2026-11-21"],
		["tmr", "2026-11-21"],
		["day after tomorrow", "2026-11-22"],
		["yesterday", "2026-11-19"],
		["3 days ago", "2026-11-17"],
		["last friday", "2026-11-13"],
		["friday", "2026-11-27"],
		["next friday", "2026-11-27"],
		["this friday", "2026-11-20"],
		["mon", "2026-11-23"],
		["sun", "2026-11-22"],
		["next friday 3pm", "2026-11-27T15:00:00"],
		["noon tomorrow", "2026-11-21T12:00:00"],
		["tomorrow at 5", "2026-11-21T17:00:00"],
		["tomorrow morning", "2026-11-21T09:00:00"],
		["8 in the evening", "2026-11-20T20:00:00"],
		["tonight", "2026-11-20T21:00:00"],
		["tonight at 8", "2026-11-20T20:00:00"],
		["tonight at midnight", "2026-11-21T00:00:00"],
		["9am", "2026-11-21T09:00:00"],
		["10:30", "2026-11-20T10:30:00"],
		["in 3 days", "2026-11-23"],
		["in a week", "2026-11-27"],
		["in 2 hours", "2026-11-20T12:00:00"],
		["in 1 hour 30 minutes", "2026-11-20T11:30:00"],
		["5 days from now", "2026-11-25"],
		["a week from friday", "2026-12-04"],
		["next week", "2026-11-23"],
		["next month", "2026-12-01"],
		["next year", "2027-01-01"],
		["this weekend", "2026-11-21"],
		["next weekend", "2026-11-28"],
		["friday next week", "2026-11-27"],
		["end of month", "2026-11-30"],
		["the end of next month", "2026-12-31"],
		["eod", "2026-11-20"],
		["27 nov", "2026-11-27"],
		["nov 19", "2027-11-19"],
		["the 27th of november", "2026-11-27"],
		["first of december", "2026-12-01"],
		["fri, 27 nov 2026 3pm", "2026-11-27T15:00:00"],
		["the 5th", "2026-12-05"],
		["feb 29", "2028-02-29"],
		["12/1", "2026-12-01"],
		["13/1/2027", "2027-01-13"],
		["2026/12/01", "2026-12-01"],
		["2026-12-01", "2026-12-01"],
		["2026-12-01 9am", "2026-12-01T09:00:00"],
		["2026-12-01T09:00:00+01:00", "2026-12-01T03:00:00"],
		["2026-W53", "2026-12-28"],
		["2027-03-14 02:30", "2027-03-14T03:30:00"],
		["  next   friday ", "2026-11-27"],
		["by friday", "2026-11-27"],
		["3pm EST", "2026-11-20T15:00:00"],
	])("%s is %s", (text, due) => {
		expect(read(text)).toBe(due);
	});

	test.each([
		"",
		" ",
		"banana",
		"1984",
		"5",
		"feb 30",
		"feb 30 3pm",
		"30 feb 2027",
		"feb 29 2027",
		"2027-W53",
		"2026-02-30",
		"2026-13-01",
		"99999-01-01",
		"tomorrow 25:00",
		"13:75",
		"pay rent tomorrow",
		"tomorrow #home",
		"every friday",
		"friday and saturday",
		"in 99999999 years",
		"in 8000 years",
		"friday".repeat(100),
	])("%s is none", (text) => {
		expect(read(text)).toBeNull();
	});

	test("12/1 is in December in the United States and in January elsewhere", () => {
		expect(parseDueWords("12/1/2027", { ...CONTEXT, timeZone: "Europe/London" })).toBe(
			"2027-01-12",
		);
		expect(read("12/1/2027")).toBe("2027-12-01");
	});

	test("hours pass in real time across a clock change", () => {
		const context = { now: new Date("2027-03-14T06:30:00Z"), timeZone: "America/New_York" };
		expect(parseDueWords("in 1 hour", context)).toBe("2027-03-14T03:30:00");
	});

	test("no text throws, and what is read exists", () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: "binary" }), dateLike), (text) => {
				const due = read(text);
				if (due === null) return;
				expect(due).toMatch(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?$/);
				expect(new Date(due.padEnd(19, "T00:00:00").concat("Z")).toISOString()).toContain(due);
			}),
			{ numRuns: 500 },
		);
	});
});

const dateLike = fc
	.array(
		fc.constantFrom(
			..."feb 30 31 29 2027 friday next in 3 days at 25 pm 5pm 24:00 mar may every the 2nd 13/13 - from now to 2027-02-29 W53".split(
				" ",
			),
		),
		{ maxLength: 6 },
	)
	.map((words) => words.join(" "));
