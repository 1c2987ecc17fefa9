import { expect, test } from "vitest";
import { readAll } from "#tests/read-file.ts";

const read = (...lines: string[]) =>
	readAll(["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n"));

const vtodo = (...lines: string[]) => ["BEGIN:VTODO", "UID:1", "SUMMARY:x", ...lines, "END:VTODO"];

const BERLIN = [
	"BEGIN:VTIMEZONE",
	"TZID:Mitteleuropa",
	"BEGIN:STANDARD",
	"DTSTART:19701025T030000",
	"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
	"TZOFFSETFROM:+0200",
	"TZOFFSETTO:+0100",
	"END:STANDARD",
	"BEGIN:DAYLIGHT",
	"DTSTART:19700329T020000",
	"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
	"TZOFFSETFROM:+0100",
	"TZOFFSETTO:+0200",
	"END:DAYLIGHT",
	"END:VTIMEZONE",
];

test("a to-do of another app is read", async () => {
	const { format, tasks, notes } = await read(
		...vtodo(
			"DESCRIPTION:Two\\nlines\\, and a com",
			" ma",
			"CATEGORIES:home,errands",
			"CATEGORIES:later",
			"PRIORITY:2",
			"DUE;VALUE=DATE:20261120",
			"RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
			"RELATED-TO:parent",
			"URL:https://example.com/x",
			"CREATED:20260101T100000Z",
			"STATUS:IN-PROCESS",
			"X-APPLE-SORT-ORDER:1",
		),
	);
	expect(format).toBe("ics");
	expect(notes).toEqual([]);
	expect(tasks).toMatchObject([
		{
			title: "x",
			description: "Two\nlines, and a comma\n\nhttps://example.com/x",
			tags: ["home", "errands", "later"],
			priority: "high",
			due: "2026-11-20",
			recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", from: "due" },
			ref: "1",
			parentRef: "parent",
			status: "pending",
			createdAt: "2026-01-01T10:00:00.000Z",
		},
	]);
});

test.each([
	["DUE:20261201T090000Z", "2026-12-01T04:00:00"],
	["DUE:20261201T090000", "2026-12-01T09:00:00"],
	["DUE;TZID=America/New_York:20261201T090000", "2026-12-01T09:00:00"],
	["DUE;TZID=Europe/Berlin:20261201T090000", "2026-12-01T03:00:00"],
	[
		"DUE;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261201T090000",
		"2026-12-01T03:00:00",
	],
	["DUE;TZID=Mitteleuropa:20260701T090000", "2026-07-01T03:00:00"],
	["DTSTART;VALUE=DATE:20261201", "2026-12-01"],
])("%s is due %s", async (line, due) => {
	const { tasks, notes } = await read(...BERLIN, ...vtodo(line));
	expect(notes).toEqual([]);
	expect(tasks).toMatchObject([{ due }]);
});

test.each([
	["DUE:20261201T090000", "TRIGGER:-PT30M", { minutesBefore: 30 }],
	["DUE:20261201T090000", "TRIGGER;RELATED=END:-P1DT2H", { minutesBefore: 1560 }],
	["DUE;VALUE=DATE:20261201", "TRIGGER:PT9H", { minutesBefore: 0 }],
	["DUE;VALUE=DATE:20261201", "TRIGGER:-PT15H", { minutesBefore: 1440 }],
	// After it is due there is no "before".
	["DUE:20261201T090000", "TRIGGER:PT1H", { at: "2026-12-01T10:00:00" }],
	[
		"DUE:20261201T090000",
		"TRIGGER;VALUE=DATE-TIME:20261130T230000Z",
		{ at: "2026-11-30T18:00:00" },
	],
])("%s with %s reminds %o", async (due, trigger, reminder) => {
	const { tasks } = await read(
		...vtodo(due, "BEGIN:VALARM", "ACTION:DISPLAY", trigger, "END:VALARM"),
	);
	expect(tasks).toMatchObject([{ reminders: [reminder] }]);
});

test("what is no to-do is left out, with the reason", async () => {
	const { tasks, notes } = await read(
		"BEGIN:VEVENT",
		"UID:2",
		"SUMMARY:Party",
		"END:VEVENT",
		...vtodo("STATUS:CANCELLED"),
		...vtodo("RECURRENCE-ID:20261201T090000Z"),
		"BEGIN:VJOURNAL",
		"END:VJOURNAL",
	);
	expect(tasks).toEqual([]);
	expect(notes).toEqual([
		"3 ignored: This is an event, not a task.",
		"7 ignored: This to-do was cancelled.",
		"12 ignored: This is one changed date of a to-do that repeats.",
		"17 ignored: This is a journal entry, not a task.",
	]);
});

test("what cannot be kept of a to-do is named", async () => {
	const { tasks, notes } = await read(
		...vtodo("DUE:20261201T090000Z", "RRULE:FREQ=MINUTELY", "EXDATE:20261202T090000Z"),
		...vtodo("DUE;TZID=Nowhere:20261201T090000"),
		...vtodo("DUE:20260230T090000"),
		...vtodo("DUE;VALUE=DATE-TIME"),
	);
	expect(tasks).toMatchObject([{ recurrence: null, due: "2026-12-01T04:00:00" }]);
	expect(notes).toEqual([
		"3 note: EXDATE is left out: the rule alone is kept.",
		"3 note: It does not repeat any more, as Tend has no such rule (FREQ=MINUTELY).",
		"10 error: The time zone “Nowhere” is not known.",
		"15 error: There is no date 2026-02-30.",
		expect.stringMatching(/^20 error: This to-do cannot be read/),
	]);
});

test("what another app has changed since counts more than what Tend had written beside it", async () => {
	const state = '{"id":7\\,"due":"2026-11-20"\\,"updatedAt":"2026-11-20T15:00:00.123Z"}';
	const lines = (modified: string) =>
		vtodo(
			"DUE;VALUE=DATE:20270101",
			`LAST-MODIFIED:${modified}`,
			`X-TEND-STATE;VALUE=TEXT:${state}`,
		);
	const same = await read(...lines("20261120T150000Z"));
	expect(same.tasks).toMatchObject([{ id: 7, due: "2026-11-20" }]);
	const changed = await read(...lines("20261121T150000Z"));
	expect(changed.tasks).toMatchObject([{ due: "2027-01-01" }]);
	expect(changed.tasks[0]?.id).toBeUndefined();
});
