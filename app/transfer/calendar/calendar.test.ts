import fc from "fast-check";
import ICAL from "ical.js";
import ical, { type VEvent } from "node-ical";
import rrule from "rrule";
import { describe, expect, test } from "vitest";
import { nextOccurrence } from "#domain/recurrence/occurrences.server.ts";
import { normalizeRule } from "#domain/recurrence/recurrence-rule.ts";
import type { Task } from "#domain/task/task.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import { nowIn, toInstant } from "#domain/time/zoned-time.ts";
import { arbitraryTasks } from "#tests/arbitrary-tasks.ts";
import { plainTask } from "#tests/task.ts";
import { calendarRule } from "./calendar-rule.server.ts";
import { type CalendarContext, eventComponent, todoComponent } from "./calendar-task.server.ts";
import { calendarText } from "./calendar-text.ts";
import { calendarEnd, calendarHead } from "./calendar-writer.server.ts";
import { zoneComponent } from "./calendar-zone.ts";

const now = new Date("2026-11-20T15:00:00Z");

const context: CalendarContext = {
	timeZone: "America/New_York",
	now,
	uidOf: (id) => `uid-${id}`,
	urlOf: (id) => `https://tend.example.com/tasks/${id}`,
};

const blank = plainTask(now);

function calendarOf(tasks: Task[], given: Partial<CalendarContext> = {}) {
	const full = { ...context, ...given };
	const components = tasks.flatMap((task) => {
		const { due } = task;
		const todo = todoComponent(task, full, { isLossless: true });
		return due && due.length > 10 ? [todo, eventComponent({ ...task, due }, full)] : [todo];
	});
	return calendarHead("Tend", full) + components.map(calendarText).join("") + calendarEnd;
}

const linesOf = (task: Partial<Task>) =>
	calendarText(todoComponent({ ...blank, ...task }, context))
		.replace(/\r\n /g, "")
		.split("\r\n");

describe("a task in a calendar", () => {
	test("on the 31st comes on the last day of shorter months", () => {
		const monthly = { rule: "FREQ=MONTHLY", from: "due" } as const;
		expect(linesOf({ due: "2027-01-31", recurrence: monthly })).toEqual(
			expect.arrayContaining([
				"DTSTART;VALUE=DATE:20270131",
				"DUE;VALUE=DATE:20270131",
				"RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
			]),
		);
	});

	test("without a time is a day, wherever it is read", () => {
		expect(linesOf({ due: "2026-11-20" })).toContain("DUE;VALUE=DATE:20261120");
		expect(linesOf({ due: "2026-11-20" }).join()).not.toContain("DTSTART");
	});

	test("with a time is in the user's zone, and its rule ends in UTC", () => {
		const recurrence = { rule: "FREQ=DAILY;UNTIL=20270315", from: "due" } as const;
		expect(linesOf({ due: "2026-11-20T09:00:00", recurrence })).toEqual(
			expect.arrayContaining([
				"DUE;TZID=America/New_York:20261120T090000",
				"RRULE:FREQ=DAILY;UNTIL=20270316T035959Z",
			]),
		);
	});

	test.each([
		[
			{ due: "2026-11-20T09:00:00", reminders: [{ minutesBefore: 30 }] },
			"TRIGGER;RELATED=END:-PT30M",
		],
		// Counted from 09:00, while a date stands for its midnight.
		[{ due: "2026-11-20", reminders: [{ minutesBefore: 0 }] }, "TRIGGER;RELATED=END:PT540M"],
		[{ due: "2026-11-20", reminders: [{ minutesBefore: 1440 }] }, "TRIGGER;RELATED=END:-PT900M"],
		[{ reminders: [{ at: "2026-11-30T18:00:00" }] }, "TRIGGER;VALUE=DATE-TIME:20261130T230000Z"],
	])("reminds: %o", (task, trigger) => {
		expect(linesOf(task)).toEqual(
			expect.arrayContaining(["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Pay rent", trigger]),
		);
	});

	test("says its state, priority, tags and parent", () => {
		const task = { priority: "high", tags: ["home", "a; b"], parentId: 7 } as const;
		expect(
			linesOf({ ...task, tags: [...task.tags], status: "completed", completedAt: now }),
		).toEqual(
			expect.arrayContaining([
				"STATUS:COMPLETED",
				"COMPLETED:20261120T150000Z",
				"PERCENT-COMPLETE:100",
				"PRIORITY:1",
				"CATEGORIES:home,a\\; b",
				"RELATED-TO:uid-7",
				"DTSTAMP:20261120T150000Z",
			]),
		);
	});
});

describe("a rule in a calendar", () => {
	const zone = "America/New_York";
	const ruleOf = (task: Partial<Task>) => calendarRule({ ...blank, ...task }, zone);
	const series = { id: "s", start: "2027-01-31", scheduled: "2027-02-28", occurrence: 2 };

	test.each([
		["FREQ=WEEKLY;BYDAY=MO", "2026-11-23", "FREQ=WEEKLY;BYDAY=MO"],
		["FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"],
		["FREQ=MONTHLY", "2027-01-30", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"],
		["FREQ=MONTHLY", "2027-01-28", "FREQ=MONTHLY"],
		[
			"FREQ=MONTHLY;BYMONTHDAY=1,15,31;COUNT=7",
			"2027-01-01",
			"FREQ=MONTHLY;BYMONTHDAY=1,15,28,29,30,31;BYSETPOS=1,2,-1;COUNT=7",
		],
		["FREQ=YEARLY", "2028-02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"],
		["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2026-12-31", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"],
		[
			"FREQ=YEARLY;BYMONTH=1,6;BYMONTHDAY=31",
			"2027-01-31",
			"FREQ=MONTHLY;BYMONTH=1,6;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
		],
		["FREQ=DAILY;UNTIL=20270101", "2026-12-01", "FREQ=DAILY;UNTIL=20270101"],
		["FREQ=DAILY;UNTIL=20270101", "2026-12-01T09:00:00", "FREQ=DAILY;UNTIL=20270102T045959Z"],
		["FREQ=DAILY;UNTIL=20270101T010000Z", "2026-12-01", "FREQ=DAILY;UNTIL=20261231"],
		[
			"FREQ=DAILY;UNTIL=20270101T010000Z",
			"2026-12-01T09:00:00",
			"FREQ=DAILY;UNTIL=20270101T010000Z",
		],
	])("says %s from %s", (rule, due, expected) => {
		expect(ruleOf({ due, recurrence: { rule: normalizeRule(rule), from: "due" } })).toBe(
			normalizeRule(expected),
		);
	});

	test("counts what is left of its series, by the day that it began with", () => {
		const recurrence = { rule: "FREQ=MONTHLY;COUNT=5", from: "due" } as const;
		expect(ruleOf({ due: "2027-02-28", recurrence, series })).toBe(
			"FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4",
		);
	});

	test("counts those that were let pass", () => {
		const recurrence = { rule: "FREQ=DAILY;COUNT=10", from: "due" } as const;
		const late = { id: "s", start: "2026-11-01", scheduled: "2026-11-06", occurrence: 2 };
		expect(ruleOf({ due: "2026-11-06", recurrence, series: late })).toBe("FREQ=DAILY;COUNT=5");
	});

	test("is left out where a calendar could not follow it", () => {
		const recurrence = { rule: "FREQ=DAILY;INTERVAL=3", from: "completion" } as const;
		expect(ruleOf({ due: "2027-02-28", recurrence })).toBeNull();
		const monthly = { rule: "FREQ=MONTHLY", from: "due" } as const;
		const done = { status: "completed", completedAt: now } as const;
		expect(ruleOf({ ...done, due: "2027-02-28", recurrence: monthly, series })).toBeNull();
		// Moved away from its day.
		expect(ruleOf({ due: "2027-03-02", recurrence: monthly, series })).toBeNull();
		// It takes several rules, of which node-ical, like others, reads only one.
		const days = { rule: "FREQ=MONTHLY;BYMONTHDAY=30,31", from: "due" } as const;
		expect(ruleOf({ due: "2027-01-30", recurrence: days })).toBeNull();
	});

	test("has the dates that the series goes on with", () => {
		const rules = fc.constantFrom(
			...["MONTHLY", "MONTHLY;INTERVAL=2", "YEARLY;BYMONTH=2", "YEARLY", "WEEKLY;INTERVAL=2"],
			...["MONTHLY;BYMONTHDAY=31", "MONTHLY;BYMONTHDAY=1,30", "MONTHLY;BYMONTHDAY=-1"],
			...["MONTHLY;BYDAY=-1FR", "MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "DAILY;INTERVAL=3"],
		);
		const starts = fc
			.date({ min: new Date("2024-01-01"), max: new Date("2032-12-31"), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 10));
		const check = fc.property(
			rules,
			starts,
			fc.constantFrom("", ";COUNT=9"),
			fc.nat({ max: 5 }),
			(given, start, end, passed) => {
				const rule = normalizeRule(`FREQ=${given}${end}`);
				const dates = [start];
				for (let last: string | null = start; last && dates.length < 12; ) {
					last = nextOccurrence({ rule, start }, [last], zone);
					if (last) dates.push(last);
				}
				const due = dates[passed] as string;
				const place = { id: "s", start, scheduled: due, occurrence: 2 };
				const told = ruleOf({ due, recurrence: { rule, from: "due" }, series: place });
				fc.pre(told !== null);
				const options = rrule.RRule.parseString(told ?? "");
				const theirs = new rrule.RRule({ ...options, dtstart: new Date(`${due}T00:00:00Z`) })
					.all((_, i) => i < 12)
					.map((date) => date.toISOString().slice(0, 10));
				// A start that does not fit its rule counts for Tend, and for rrule it does not.
				fc.pre(theirs[0] === due);
				expect(theirs.slice(0, dates.length - passed)).toEqual(dates.slice(passed));
				if (end) expect(theirs).toHaveLength(dates.length - passed);
			},
		);
		fc.assert(check, { numRuns: 300 });
	});
});

describe("the whole calendar", () => {
	test("keeps the rules of RFC 5545, and node-ical reads it", () => {
		fc.assert(
			fc.property(
				arbitraryTasks,
				fc.constantFrom("America/New_York", "Asia/Karachi", "Australia/Lord_Howe", "UTC"),
				(tasks, timeZone) => {
					const text = calendarOf(tasks, { timeZone });
					expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
					const lines = text.slice(0, -2).split("\r\n");
					expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
					expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
					const calendar = new ICAL.Component(ICAL.parse(text));
					for (const name of ["version", "prodid"]) expect(calendar.hasProperty(name)).toBe(true);
					for (const component of calendar.getAllSubcomponents()) checkComponent(component);
					const uids = calendar
						.getAllSubcomponents()
						.map((one) => one.getFirstPropertyValue("uid"));
					const named = uids.filter((uid) => uid !== null);
					expect(new Set(named).size).toBe(named.length);
					const read = Object.values(ical.parseICS(text));
					const todos = read.filter((one) => one?.type === "VTODO");
					expect(todos).toHaveLength(tasks.length);
				},
			),
			{ numRuns: 40 },
		);
	});

	test("has the moments that Tend means, by its own time zone and by node-ical's", () => {
		const due = "2027-03-14T09:00:00";
		const recurrence = { rule: "FREQ=DAILY", from: "due" } as const;
		const text = calendarOf([{ ...blank, due: "2027-03-13T09:00:00", recurrence }]);
		const event = Object.values(ical.parseICS(text)).find(
			(one) => one?.type === "VEVENT",
		) as VEvent;
		expect(event.start.toISOString()).toBe("2027-03-13T14:00:00.000Z");
		const dates = event.rrule?.between(new Date("2027-03-13"), new Date("2027-03-16")) ?? [];
		expect(dates.map((date) => date.toISOString())).toEqual([
			"2027-03-13T14:00:00.000Z",
			toInstant(due, "America/New_York").toISOString(),
			"2027-03-15T13:00:00.000Z",
		]);
	});
});

function checkComponent(component: ICAL.Component) {
	const has = (name: string) => component.getAllProperties(name).length;
	if (component.name === "vtimezone") return expect(has("tzid")).toBe(1);
	for (const name of ["uid", "dtstamp"]) expect(has(name), name).toBe(1);
	for (const name of ["due", "dtstart", "completed", "status", "summary", "duration"]) {
		expect(has(name), name).toBeLessThanOrEqual(1);
	}
	if (has("rrule") || component.name === "vevent") expect(has("dtstart")).toBe(1);
	const due = component.getFirstProperty("due");
	const start = component.getFirstProperty("dtstart");
	if (due && start) expect(due.type).toBe(start.type);
	for (const alarm of component.getAllSubcomponents()) {
		for (const name of ["action", "description", "trigger"])
			expect(alarm.hasProperty(name)).toBe(true);
		const trigger = alarm.getFirstProperty("trigger");
		if (trigger?.type === "date-time") expect(String(trigger.getFirstValue())).toMatch(/Z$/);
		else if (component.name === "vtodo") expect(has("due")).toBe(1);
	}
}

describe("a time zone in a calendar", () => {
	test.each([
		"America/New_York",
		"Europe/Berlin",
		"Australia/Lord_Howe",
		"Asia/Karachi",
		"Pacific/Apia",
		"Africa/Casablanca",
		"America/Sao_Paulo",
		"Asia/Tehran",
	])("%s has the offsets that it has", (timeZone) => {
		const component = new ICAL.Component(zoneComponent(timeZone, now));
		const zone = new ICAL.Timezone({ component, tzid: timeZone });
		fc.assert(
			fc.property(
				fc.date({ min: new Date("1971-01-01"), max: new Date("2045-12-31"), noInvalidDate: true }),
				(instant) => {
					const local = nowIn(timeZone, instant);
					// In the hours around a change a wall clock can be meant in two ways.
					const nearby = [-3, 3].map((hours) => offsetAt(timeZone, instant, hours));
					fc.pre(nearby.every((offset) => offset === offsetAt(timeZone, instant, 0)));
					const offset = zone.utcOffset(ICAL.Time.fromDateTimeString(local)) * 1000;
					expect(offset).toBe(offsetAt(timeZone, instant, 0));
				},
			),
			{ numRuns: 150 },
		);
	});

	test("goes on by its rule where it has one", () => {
		const text = calendarText(zoneComponent("America/New_York", now));
		expect(text).toContain("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n");
		expect(text).toContain("RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n");
		expect(calendarText(zoneComponent("Europe/Berlin", now))).toContain("BYDAY=-1SU");
	});
});

function offsetAt(timeZone: string, instant: Date, hoursOff: number) {
	const at = new Date(Math.floor(instant.getTime() / 1000) * 1000 + hoursOff * HOUR_MS);
	return Date.parse(`${nowIn(timeZone, at)}Z`) - at.getTime();
}
