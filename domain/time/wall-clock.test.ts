import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "#tests/cpu-time.ts";
import { addDays, addMonths, toCalendarDate } from "./calendar-date.ts";
import { isoWeekday } from "./day-number.ts";
import { formatDueDate, parseDueDate } from "./due-date.ts";
import { nowIn, todayIn, toInstant } from "./zoned-time.ts";

const NEW_YORK = "America/New_York";
const ZONES = [
	NEW_YORK,
	"UTC",
	"Europe/Berlin",
	"Asia/Kolkata",
	"Australia/Lord_Howe",
	"Pacific/Kiritimati",
	"America/Santiago",
	"Africa/Casablanca",
];

describe("the due date of a program", () => {
	test.each([
		["2026-12-01", "2026-12-01"],
		[" 2026-12-01 ", "2026-12-01"],
		["2028-02-29", "2028-02-29"],
		["2026-12-01T09:00:00+01:00", "2026-12-01T03:00:00"],
		["2026-12-01T09:00Z", "2026-12-01T04:00:00"],
		["2026-12-01t09:00:00z", "2026-12-01T04:00:00"],
		["2026-12-01T09:00:00.999Z", "2026-12-01T04:00:00"],
		["2026-12-01T02:00:00+14:00", "2026-11-30T07:00:00"],
		["2026-12-01T09:00:00", "2026-12-01T09:00:00"],
		["2026-12-01T09:00", "2026-12-01T09:00:00"],
		["2026-12-01 09:00", "2026-12-01T09:00:00"],
		["2026-W53", "2026-12-28"],
		["2026-w53-5", "2027-01-01"],
		["2027-W01", "2027-01-04"],
		["2020-W01", "2019-12-30"],
	])("%s is %s in New York", (input, due) => {
		expect(parseDueDate(input, NEW_YORK)).toBe(due);
	});

	test.each([
		["2026-02-30", "There is no date 2026-02-30."],
		["2026-02-29T09:00", "There is no date 2026-02-29."],
		["2026-13-01", "There is no date 2026-13-01."],
		["2026-00-10", "There is no date 2026-00-10."],
		["2027-W53", "2027 has no week 53."],
		["2026-W00", "2026 has no week 0."],
		["2026-W53-8", "not a date"],
		["10000-01-01", "between 1900 and 9999"],
		["+010000-01-01", "between 1900 and 9999"],
		["1899-12-31", "between 1900 and 9999"],
		["0000-01-01", "between 1900 and 9999"],
		["9999-12-31T23:00:00-10:00", "between 1900 and 9999"],
		["1900-01-01T00:00:00Z", "between 1900 and 9999"],
		["9999-W52-7", "between 1900 and 9999"],
		["2026-12-01T24:00", "There is no time 24:00:00."],
		["2026-12-01T25:00:00Z", "There is no time 25:00:00."],
		["2026-12-01T09:60", "There is no time 09:60:00."],
		["2026-12-01T09:00+25:00", "no UTC offset"],
		["tomorrow", "not a date"],
		["", "not a date"],
		["2026-1-1", "not a date"],
		["12/01/2026", "not a date"],
		["2026-12-01T09:00:00[Europe/Berlin]", "not a date"],
		[`2026-12-01${"x".repeat(500)}`, "…"],
	])("%s is refused", (input, sentence) => {
		expect(() => parseDueDate(input, NEW_YORK)).toThrow(RangeError);
		expect(() => parseDueDate(input, NEW_YORK)).toThrow(sentence);
	});

	test("a time that a clock change skips moves forward by the gap", () => {
		expect(parseDueDate("2027-03-14T02:30", NEW_YORK)).toBe("2027-03-14T03:30:00");
		expect(parseDueDate("2026-10-04 02:15", "Australia/Lord_Howe")).toBe("2026-10-04T02:45:00");
	});

	test("what is read in a zone without that gap stays", () => {
		expect(parseDueDate("2027-03-14T02:30", "UTC")).toBe("2027-03-14T02:30:00");
	});
});

describe("the due date as the API answers it", () => {
	test.each([
		["2026-12-01", NEW_YORK, "2026-12-01"],
		["2026-12-01T09:00:00", NEW_YORK, "2026-12-01T09:00:00-05:00"],
		["2026-07-01T09:00:00", NEW_YORK, "2026-07-01T09:00:00-04:00"],
		["2026-12-01T09:00:00", "UTC", "2026-12-01T09:00:00+00:00"],
		["2026-12-01T09:00:00", "Asia/Kolkata", "2026-12-01T09:00:00+05:30"],
		["2027-03-14T02:30:00", NEW_YORK, "2027-03-14T03:30:00-04:00"],
		["2027-11-07T01:30:00", NEW_YORK, "2027-11-07T01:30:00-04:00"],
		["2027-11-07T02:00:00", NEW_YORK, "2027-11-07T02:00:00-05:00"],
	])("%s in %s is %s", (due, zone, answer) => {
		expect(formatDueDate(due, zone)).toBe(answer);
		// Once more, from what is remembered of the zone.
		expect(formatDueDate(due, zone)).toBe(answer);
	});

	test("what is remembered of a zone never differs from its rules", () => {
		const due = fc
			.date({ min: new Date("1980-01-01"), max: new Date("2060-01-01"), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 19));
		fc.assert(
			fc.property(due, fc.constantFrom(...ZONES), (wallClock, zone) => {
				const answer = formatDueDate(wallClock, zone);
				expect(new Date(answer)).toEqual(toInstant(wallClock, zone));
				expect(parseDueDate(answer, zone)).toBe(answer.slice(0, 19));
				expect(nowIn(zone, new Date(answer))).toBe(answer.slice(0, 19));
			}),
			{ numRuns: 500 },
		);
	});

	test("times around each clock change keep their offsets", () => {
		for (let minute = 0; minute < 360; minute += 5) {
			const local = new Date(Date.UTC(2027, 10, 7, 0, minute)).toISOString().slice(0, 19);
			const expected = local < "2027-11-07T02:00:00" ? "-04:00" : "-05:00";
			expect(formatDueDate(local, NEW_YORK)).toBe(local + expected);
		}
	});

	test("fifty rows cost less than a millisecond", () => {
		const format = () => {
			for (let day = 1; day <= 50; day += 1) {
				formatDueDate(`2026-12-${String((day % 28) + 1).padStart(2, "0")}T09:00:00`, NEW_YORK);
			}
		};
		format();
		const ms = cpuTime(() => {
			for (let round = 0; round < 100; round += 1) format();
		});
		expect(ms / 100).toBeLessThan(1);
	});
});

describe("instants and days", () => {
	const evening = new Date("2026-11-21T07:30:00Z");

	test("at 23:30 in Los Angeles it is still the day before", () => {
		expect(todayIn("America/Los_Angeles", evening)).toBe("2026-11-20");
		expect(todayIn("UTC", evening)).toBe("2026-11-21");
		expect(nowIn("America/Los_Angeles", evening)).toBe("2026-11-20T23:30:00");
	});

	test("an all-day date starts with its day, or at the time asked for", () => {
		expect(toInstant("2026-11-20", NEW_YORK)).toEqual(new Date("2026-11-20T05:00:00Z"));
		expect(toInstant("2026-11-20", NEW_YORK, "09:00:00")).toEqual(new Date("2026-11-20T14:00:00Z"));
	});

	test("09:00 is 14:00Z before the clocks change and 13:00Z after", () => {
		const instants = ["2027-03-13", "2027-03-14", "2027-03-15"].map((date) =>
			toInstant(`${date}T09:00:00`, NEW_YORK).toISOString().slice(11, 16),
		);
		expect(instants).toEqual(["14:00", "13:00", "13:00"]);
	});

	test("a skipped time is after the gap, a doubled one the first", () => {
		expect(toInstant("2027-03-14T02:30:00", NEW_YORK)).toEqual(new Date("2027-03-14T07:30:00Z"));
		expect(toInstant("2027-11-07T01:30:00", NEW_YORK)).toEqual(new Date("2027-11-07T05:30:00Z"));
	});

	test("days and months are added over leap days and ends of months", () => {
		expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
		expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
		expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
		expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
		expect(isoWeekday("2026-11-20")).toBe(5);
		expect(toCalendarDate(2027, 2, 29)).toBeNull();
	});

	test("an unknown zone throws", () => {
		expect(() => nowIn("Mars/Olympus", evening)).toThrow(RangeError);
	});
});
