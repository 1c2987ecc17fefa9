import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDueDate } from "./due-date.ts";
import { nowIn } from "./zoned-time.ts";

const ZONES = [
	"America/New_York",
	"Europe/Berlin",
	"Asia/Kolkata",
	"Australia/Lord_Howe",
	"Pacific/Apia",
	"Africa/Casablanca",
	"America/St_Johns",
];

test("a zone first asked about at the very moment of a change keeps the hours before apart", () => {
	// Halifax's clocks go back at 2027-11-07T05:00Z.
	const change = Date.parse("2027-11-07T05:00:00Z");
	expect(nowIn("America/Halifax", new Date(change))).toBe("2027-11-07T01:00:00");
	expect(nowIn("America/Halifax", new Date(change - 1000))).toBe("2027-11-07T01:59:59");
	expect(nowIn("America/Halifax", new Date("2027-07-01T12:00:00Z"))).toBe("2027-07-01T09:00:00");
	expect(formatDueDate("2027-07-01T09:00:00", "America/Halifax")).toBe("2027-07-01T09:00:00-03:00");
	expect(formatDueDate("2027-11-07T01:30:00", "America/Halifax")).toBe("2027-11-07T01:30:00-03:00");
});

test("a task due when summer time begins leaves winter its offset", () => {
	expect(formatDueDate("2027-03-14T03:00:00", "America/Toronto")).toBe("2027-03-14T03:00:00-04:00");
	expect(formatDueDate("2027-01-10T09:00:00", "America/Toronto")).toBe("2027-01-10T09:00:00-05:00");
});

test("what was learned of a zone says the same as the platform, in whatever order it is asked", () => {
	const moment = fc.date({
		min: new Date("1975-01-01"),
		max: new Date("2040-01-01"),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(fc.array(moment, { maxLength: 8 }), fc.constantFrom(...ZONES), (moments, zone) => {
			const format = new Intl.DateTimeFormat("sv-SE", {
				timeZone: zone,
				dateStyle: "short",
				timeStyle: "medium",
			});
			for (const at of moments) {
				expect(nowIn(zone, at)).toBe(format.format(at).replace(" ", "T"));
			}
		}),
		{ numRuns: 300 },
	);
});

test("zones without changes, and times before all of them, are as they are", () => {
	expect(nowIn("UTC", new Date("2026-12-01T09:00:00.999Z"))).toBe("2026-12-01T09:00:00");
	expect(nowIn("Asia/Kolkata", new Date("2300-01-01T00:00:00Z"))).toBe("2300-01-01T05:30:00");
	expect(nowIn("Europe/London", new Date("1700-06-01T12:01:15Z"))).toBe("1700-06-01T12:00:00");
});
