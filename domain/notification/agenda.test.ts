import { describe, expect, test } from "vitest";
import type { Task } from "#domain/task/task.ts";
import { type AgendaItem, planAgenda, planReminders } from "./agenda.ts";
import { DEFAULT_NOTIFICATION_SETTINGS } from "./notification-settings.ts";

const NEW_YORK = "America/New_York";
const TOKYO = "Asia/Tokyo";
const NOW = new Date("2026-11-20T15:00:00Z");

type Given = Partial<Pick<Task, "due" | "reminders" | "remindersSince">>;

function plan(given: Given, timeZone = NEW_YORK, now = NOW): AgendaItem[] {
	const task = { id: 7, due: null, reminders: [], remindersSince: null, ...given };
	return planReminders(task, timeZone, now);
}

function times(given: Given, timeZone = NEW_YORK) {
	return plan(given, timeZone).map(({ at }) => at.toISOString().replace(".000", ""));
}

const atDue = [{ minutesBefore: 0 }];

describe("a reminder rings", () => {
	test("at a time, before a timed task, and before 09:00 of a day", () => {
		expect(times({ reminders: [{ at: "2026-11-30T18:00:00" }] })).toEqual(["2026-11-30T23:00:00Z"]);
		expect(times({ due: "2026-12-01T09:00:00", reminders: [{ minutesBefore: 90 }] })).toEqual([
			"2026-12-01T12:30:00Z",
		]);
		expect(times({ due: "2026-12-01", reminders: [{ minutesBefore: 30 }] })).toEqual([
			"2026-12-01T13:30:00Z",
		]);
		expect(times({ reminders: [{ minutesBefore: 30 }] })).toEqual([]);
	});

	test("case 4: at 09:00 on either side of a clock change", () => {
		const days = ["2027-03-13", "2027-03-14", "2027-03-15"];
		const all = days.flatMap((day) => times({ due: `${day}T09:00:00`, reminders: atDue }));
		expect(all).toEqual(["2027-03-13T14:00:00Z", "2027-03-14T13:00:00Z", "2027-03-15T13:00:00Z"]);
	});

	test("case 5: at a time that is skipped after the gap, at one that comes twice once", () => {
		expect(times({ due: "2027-03-14T02:30:00", reminders: atDue })).toEqual([
			"2027-03-14T07:30:00Z",
		]);
		expect(times({ due: "2027-03-15T02:30:00", reminders: atDue })).toEqual([
			"2027-03-15T06:30:00Z",
		]);
		expect(times({ due: "2027-11-07T01:30:00", reminders: atDue })).toEqual([
			"2027-11-07T05:30:00Z",
		]);
	});

	test("a half-hour's change in Lord Howe moves it by half an hour", () => {
		const due = "2027-10-03T02:15:00";
		expect(times({ due, reminders: atDue }, "Australia/Lord_Howe")).toEqual([
			"2027-10-02T15:45:00Z",
		]);
	});

	test("a day before at the same time of day, half an hour before by the clock that passes", () => {
		const due = "2027-03-14T09:00:00";
		expect(times({ due, reminders: [{ minutesBefore: 1440 }] })).toEqual(["2027-03-13T14:00:00Z"]);
		const early = "2027-03-14T03:15:00";
		expect(times({ due: early, reminders: [{ minutesBefore: 30 }] })).toEqual([
			"2027-03-14T06:45:00Z",
		]);
		expect(times({ due: early, reminders: [{ minutesBefore: 1470 }] })).toEqual([
			"2027-03-13T07:45:00Z",
		]);
	});

	test("case 11: for all of the day where its owner is", () => {
		const given = { due: "2026-11-20", reminders: atDue };
		const lateInLosAngeles = new Date("2026-11-21T07:30:00Z");
		const [item] = plan(given, "America/Los_Angeles", lateInLosAngeles);
		expect(item?.at.toISOString()).toBe("2026-11-20T17:00:00.000Z");
	});

	test("once where two of them fall on one time", () => {
		const reminders = [{ minutesBefore: 60 }, { at: "2026-12-01T08:00:00" }];
		expect(plan({ due: "2026-12-01T09:00:00", reminders })).toHaveLength(1);
	});
});

test("case 10: who moves takes 09:00 along, under the same key", () => {
	const given = { due: "2026-12-01T09:00:00", reminders: [{ minutesBefore: 10 }] };
	const [inTokyo, inNewYork] = [plan(given, TOKYO)[0], plan(given)[0]];
	expect(inTokyo?.at.toISOString()).toBe("2026-11-30T23:50:00.000Z");
	expect(inNewYork?.at.toISOString()).toBe("2026-12-01T13:50:00.000Z");
	expect(inTokyo?.key).toBe(inNewYork?.key);
});

test("what was past when it was set has no effect, what was missed since has", () => {
	const due = "2026-11-20T09:00:00";
	expect(plan({ due, reminders: atDue, remindersSince: NOW })).toEqual([]);
	const before = new Date("2026-11-20T13:59:00Z");
	expect(plan({ due, reminders: atDue, remindersSince: before })).toHaveLength(1);
	const due2MonthsAgo = "2026-09-20T09:00:00";
	expect(plan({ due: due2MonthsAgo, reminders: atDue })).toEqual([]);
});

test("the digest comes once a day at its time, to who wants it by e-mail", () => {
	const digest = (settings: Partial<typeof DEFAULT_NOTIFICATION_SETTINGS>, now = NOW) =>
		planAgenda({
			timeZone: NEW_YORK,
			settings: { ...DEFAULT_NOTIFICATION_SETTINGS, ...settings },
			tasks: [],
			snoozed: [],
			now,
		}).map(({ key, at }) => [key, at.toISOString()]);
	expect(digest({ email: true, digestAt: "10:30" })).toEqual([
		["digest:2026-11-20", "2026-11-20T15:30:00.000Z"],
	]);
	expect(digest({ email: true, digestAt: "10:00" })).toEqual([
		["digest:2026-11-21", "2026-11-21T15:00:00.000Z"],
	]);
	// Where the clock skips that time, after the gap; where it comes twice, once.
	const early = { email: true, digestAt: "02:30" };
	expect(digest(early, new Date("2027-03-14T05:00:00Z"))).toEqual([
		["digest:2027-03-14", "2027-03-14T07:30:00.000Z"],
	]);
	const twice = { email: true, digestAt: "01:30" };
	expect(digest(twice, new Date("2027-11-07T04:30:00Z"))).toEqual([
		["digest:2027-11-07", "2027-11-07T05:30:00.000Z"],
	]);
	expect(digest(twice, new Date("2027-11-07T05:30:00Z"))).toEqual([
		["digest:2027-11-08", "2027-11-08T06:30:00.000Z"],
	]);
	// Whether or not reminders come by mail.
	expect(digest({ email: false, digestAt: "10:30" })).toHaveLength(1);
	expect(digest({ email: true })).toEqual([]);
});
