import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseReminder } from "./reminder-text.ts";
import { reminderInWords } from "./reminder-words.ts";

const CONTEXT = { now: new Date("2026-11-20T15:00:00Z"), timeZone: "America/New_York" };

describe("a reminder from words", () => {
	test.each([
		["30 minutes before", 30],
		["30 min before", 30],
		["30m before", 30],
		["1 hour before", 60],
		["an hour before", 60],
		["half an hour before", 30],
		["1.5 hours before", 90],
		["1 hour 30 minutes before", 90],
		["1 day and 2 hours before", 1560],
		["2 days before", 2880],
		["the day before", 1440],
		["2 weeks beforehand", 20_160],
		["28 days before", 40_320],
		["  10 Minutes Before ", 10],
		["at due time", 0],
		["at the due time", 0],
		["on time", 0],
		["0 minutes before", 0],
	])("%s is %i minutes before", (text, minutesBefore) => {
		expect(parseReminder(text, CONTEXT)).toEqual({ minutesBefore });
	});

	test.each([
		["2026-11-30 18:00", "2026-11-30T18:00:00"],
		["2026-11-30T18:00:00+01:00", "2026-11-30T12:00:00"],
		["2026-11-30", "2026-11-30T09:00:00"],
		["tomorrow at 8am", "2026-11-21T08:00:00"],
		["friday noon", "2026-11-27T12:00:00"],
		["at 5pm", "2026-11-20T17:00:00"],
		["2027-03-14 02:30", "2027-03-14T03:30:00"],
	])("%s is at %s", (text, at) => {
		expect(parseReminder(text, CONTEXT)).toEqual({ at });
	});

	test.each([
		["soon", "is not a reminder"],
		["", "is not a reminder"],
		["30 minutes", "is not a reminder"],
		["30 minutes after", "is not a reminder"],
		["2026-02-30 18:00", "is not a reminder"],
		["29 days before", "at most 28 days"],
		["999999 weeks before", "at most 28 days"],
		["0.3 minutes before", "whole minutes"],
	])("%s is refused", (text, sentence) => {
		expect(() => parseReminder(text, CONTEXT)).toThrow(RangeError);
		expect(() => parseReminder(text, CONTEXT)).toThrow(sentence);
	});
});

test.each([
	[{ minutesBefore: 0 }, "at due time"],
	[{ minutesBefore: 1 }, "1 minute before"],
	[{ minutesBefore: 90 }, "90 minutes before"],
	[{ minutesBefore: 120 }, "2 hours before"],
	[{ minutesBefore: 1440 }, "1 day before"],
	[{ minutesBefore: 20_160 }, "2 weeks before"],
	[{ at: "2026-11-30T18:00:00" }, "2026-11-30 18:00"],
	[{ at: "2026-11-30T18:00:30" }, "2026-11-30 18:00:30"],
])("%j in words is %s", (reminder, words) => {
	expect(reminderInWords(reminder)).toBe(words);
});

test("every reminder is read back from its words", () => {
	const at = fc
		.date({ min: new Date("1900-01-02"), max: new Date("9999-12-30"), noInvalidDate: true })
		.map((date) => ({ at: date.toISOString().slice(0, 19) }));
	const before = fc.integer({ min: 0, max: 40_320 }).map((minutesBefore) => ({ minutesBefore }));
	fc.assert(
		fc.property(fc.oneof(at, before), (reminder) => {
			const context = { now: CONTEXT.now, timeZone: "UTC" };
			expect(parseReminder(reminderInWords(reminder), context)).toEqual(reminder);
		}),
	);
});
