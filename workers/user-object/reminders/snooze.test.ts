import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { type Caller, newCaller } from "#tests/caller.ts";
import { alarmOf, objectOf, ringAt, setClock } from "#tests/clock.ts";

let ann: Caller;
let id: string;

/** A reminder that has rung on Friday 19 November 2027 at 10:00 in New York. */
beforeEach(async () => {
	setClock("2027-11-19T14:00:00Z");
	ann = await newCaller();
	await ann.json("POST", "/api/tasks", {
		title: "Pay rent",
		dueDate: "2027-11-19T10:00:00",
		reminders: [{ minutesBefore: 0 }],
	});
	await alarmOf(ann);
	await ringAt(ann, "2027-11-19T15:00:00Z");
	id = (await list()).notifications[0].id;
});

const list = () => ann.json("GET", "/api/notifications");

const snooze = (how: string) => ann.json("POST", `/api/notifications/${id}/snooze`, { for: how });

async function countRings() {
	const { results } = await env.DB.prepare(
		"select id from events where type = 'reminder-due'",
	).all();
	return results.length;
}

test.each([
	["10-minutes", "2027-11-19T15:10:00Z"],
	["1-hour", "2027-11-19T16:00:00Z"],
	["tomorrow", "2027-11-20T14:00:00Z"],
])("snoozed for %s it comes again, as the same one, once", async (how, time) => {
	await snooze(how);
	expect(await list()).toMatchObject({ unread: 0 });
	expect(await alarmOf(ann)).toBe(time);
	await ringAt(ann, time);
	await objectOf(ann).repair();
	await ringAt(ann, time);
	const { notifications, unread } = await list();
	expect(unread).toBe(1);
	expect(notifications).toMatchObject(
		[{ id, readAt: null, snoozedUntil: null, late: false, body: "Was due at 10:00" }].map((row) =>
			how === "tomorrow" ? { ...row, body: "Was due Fri 19 Nov 10:00" } : row,
		),
	);
	expect(notifications[0].scheduledFor).toBe(time.replace("Z", ".000Z"));
	expect(await countRings()).toBe(2);
	// And again.
	await snooze("10-minutes");
	expect(await alarmOf(ann)).not.toBeNull();
});

test("it does not come again once its task is done or deleted", async () => {
	await snooze("10-minutes");
	await ann.json("PATCH", "/api/tasks/1/complete");
	await alarmOf(ann);
	await ringAt(ann, "2027-11-19T15:10:00Z");
	expect(await list()).toMatchObject({ unread: 0, notifications: [{ snoozedUntil: null }] });
	expect(await alarmOf(ann)).toBeNull();
	const answer = await ann.send("POST", `/api/notifications/${id}/snooze`, { for: "1-hour" });
	expect(answer.status).toBe(409);
});

test("after an outage it comes once, late", async () => {
	await snooze("10-minutes");
	await alarmOf(ann);
	await ringAt(ann, "2027-11-19T18:00:00Z");
	expect(await list()).toMatchObject({
		unread: 1,
		notifications: [{ late: true, body: "Was due at 10:10. The task was due at 10:00" }],
	});
});
