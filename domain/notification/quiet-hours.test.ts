import { expect, test } from "vitest";
import { endOfQuietHours } from "./quiet-hours.ts";

const NIGHT = { from: "22:00", until: "07:00" };
const NOON = { from: "12:00", until: "13:30" };

function end(quietHours: typeof NIGHT | null, now: string, timeZone = "America/New_York") {
	return endOfQuietHours(quietHours, timeZone, new Date(now))?.toISOString() ?? null;
}

test("quiet hours end in the user's zone, over midnight, too", () => {
	// 23:30 and 02:00 in New York.
	expect(end(NIGHT, "2026-11-21T04:30:00Z")).toBe("2026-11-21T12:00:00.000Z");
	expect(end(NIGHT, "2026-11-21T07:00:00Z")).toBe("2026-11-21T12:00:00.000Z");
	expect(end(NIGHT, "2026-11-20T15:00:00Z")).toBeNull();
	expect(end(NOON, "2026-11-20T17:15:00Z")).toBe("2026-11-20T18:30:00.000Z");
	expect(end(NIGHT, "2026-11-20T15:00:00Z", "Asia/Tokyo")).toBe("2026-11-20T22:00:00.000Z");
});

test("they begin with their first minute and end before their last", () => {
	expect(end(NOON, "2026-11-20T17:00:00Z")).toBe("2026-11-20T18:30:00.000Z");
	expect(end(NOON, "2026-11-20T18:30:00Z")).toBeNull();
	expect(end(null, "2026-11-20T17:00:00Z")).toBeNull();
});

test("a clock change moves the end with the clock", () => {
	// On 14 March 2027 the clock goes from 02:00 to 03:00, on 7 November back from 02:00 to 01:00.
	expect(end(NIGHT, "2027-03-14T06:30:00Z")).toBe("2027-03-14T11:00:00.000Z");
	expect(end({ from: "01:00", until: "02:30" }, "2027-03-14T06:30:00Z")).toBe(
		"2027-03-14T07:30:00.000Z",
	);
	expect(end({ from: "00:30", until: "01:30" }, "2027-11-07T06:10:00Z")).toBeNull();
});
