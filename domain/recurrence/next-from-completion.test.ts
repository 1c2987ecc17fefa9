import { expect, test } from "vitest";
import { nextFromCompletion } from "./next-from-completion.server.ts";

const ZONE = "America/New_York";

test.each([
	[
		"every! 3 days, done at 23:30",
		"FREQ=DAILY;INTERVAL=3",
		"2026-11-20",
		"2026-11-23T23:30:00",
		"2026-11-26",
	],
	[
		"every! month on the 1st, done before it",
		"FREQ=MONTHLY;BYMONTHDAY=1",
		"2026-12-01",
		"2026-11-27T10:00:00",
		"2027-01-01",
	],
	[
		"every! month on the 1st, done after it",
		"FREQ=MONTHLY;BYMONTHDAY=1",
		"2026-12-01",
		"2026-12-03T10:00:00",
		"2027-01-01",
	],
	[
		"every! 4 weeks on sunday",
		"FREQ=WEEKLY;INTERVAL=4;BYDAY=SU",
		"2026-11-22",
		"2026-11-25T10:00:00",
		"2026-12-27",
	],
	[
		"every! 2 months on the 5th",
		"FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5",
		"2026-11-05",
		"2026-11-05T10:00:00",
		"2027-01-05",
	],
	[
		"every! friday, done on a Friday",
		"FREQ=WEEKLY;BYDAY=FR",
		"2026-11-27",
		"2026-11-27T10:00:00",
		"2026-12-04",
	],
	[
		"every! 2 months, until a day before",
		"FREQ=MONTHLY;INTERVAL=2;UNTIL=20270101",
		"2026-11-20",
		"2026-11-20T10:00:00",
		null,
	],
])("%s", (_, rule, due, completed, next) => {
	expect(nextFromCompletion(rule, { start: due, due, completed }, ZONE)).toBe(next);
});

test("every! 6 hours is six hours after the completion, to the minute", () => {
	const due = "2026-11-20T08:00:00";
	const completion = { start: due, due, completed: "2026-11-20T20:15:42" };
	expect(nextFromCompletion("FREQ=HOURLY;INTERVAL=6", completion, ZONE)).toBe(
		"2026-11-21T02:15:00",
	);
});

test("the time of day is that of the series", () => {
	const due = "2026-12-01T09:00:00";
	const completion = { start: due, due, completed: "2026-11-27T22:00:00" };
	expect(nextFromCompletion("FREQ=MONTHLY;BYMONTHDAY=1", completion, ZONE)).toBe(
		"2027-01-01T09:00:00",
	);
});
