import { describe, expect, test } from "vitest";
import { dueInWords, isOverdue } from "./format-due-date.ts";

const NOW = "2026-11-20T10:00:00";

describe("a due date in words", () => {
	test.each([
		["2026-11-20", "today"],
		["2026-11-20T17:00:00", "today 17:00"],
		["2026-11-21", "tomorrow"],
		["2026-11-21T09:05:00", "tomorrow 09:05"],
		["2026-11-19", "yesterday"],
		["2026-12-07", "Mon 7 Dec"],
		["2026-12-07T08:00:00", "Mon 7 Dec 08:00"],
		["2027-12-07", "Tue 7 Dec 2027"],
		["2025-11-20", "Thu 20 Nov 2025"],
		["1969-12-31", "Wed 31 Dec 1969"],
		["9999-12-31", "Fri 31 Dec 9999"],
	])("%s is %s", (due, words) => {
		expect(dueInWords(due, NOW)).toBe(words);
	});

	test("yesterday and tomorrow reach over the end of a year", () => {
		expect(dueInWords("2027-01-01", "2026-12-31T23:59:59")).toBe("tomorrow");
		expect(dueInWords("2026-12-31", "2027-01-01T00:00:00")).toBe("yesterday");
	});

	test.each([
		["00:00", "12:00 am"],
		["09:05", "9:05 am"],
		["12:00", "12:00 pm"],
		["17:30", "5:30 pm"],
	])("%s on a twelve-hour clock is %s", (time, words) => {
		expect(dueInWords(`2026-11-20T${time}:00`, NOW, { hour12: true })).toBe(`today ${words}`);
	});
});

describe("overdue", () => {
	test.each([
		["2026-11-20T09:59:59", true],
		["2026-11-20T10:00:00", false],
		["2026-11-20T10:00:01", false],
		["2026-11-19", true],
		["2026-11-20", false],
		["2026-11-21", false],
	])("a task due %s at 10:00 on 20 Nov: %s", (due, late) => {
		expect(isOverdue(due, NOW)).toBe(late);
	});

	test("an all-day task is not late at 23:30 of its day", () => {
		expect(isOverdue("2026-11-20", "2026-11-20T23:30:00")).toBe(false);
	});
});
