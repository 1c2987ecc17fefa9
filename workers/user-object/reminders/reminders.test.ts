import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { changeProfile } from "#app/auth/accounts/account-commands.server.ts";
import { type Caller, callerFor, newCaller } from "#tests/caller.ts";
import { alarmOf, objectOf, ringAt, setClock } from "#tests/clock.ts";
import { expectConsoleError } from "#tests/console.ts";
import { newScope } from "#tests/factories.ts";
import { deliver } from "#tests/worker.ts";

type Row = {
	id: string;
	key: string;
	title: string;
	body: string;
	late: number;
	scheduled_for: number;
	read_at: number | null;
	snoozed_until: number | null;
	event_id: string;
};

/** Saturday 13 March 2027, 12:00 in New York: the night before the clocks change. */
const START = "2027-03-13T17:00:00Z";

let ann: Caller;

beforeEach(async () => {
	setClock(START);
	ann = await newCaller();
});

async function notifications(): Promise<Row[]> {
	const { results } = await env.DB.prepare("select * from notifications order by id").all<Row>();
	return results;
}

async function ringEvents() {
	const { results } = await env.DB.prepare(
		"select id, after, published_at from events where type = 'reminder-due' order by id",
	).all<{ id: string; after: string; published_at: number | null }>();
	return results;
}

const add = (task: object) => ann.json("POST", "/api/tasks", task);
const atDue = [{ minutesBefore: 0 }];

describe("the alarm", () => {
	test("is the earliest reminder, through every change, and gone with the last", async () => {
		const due = "2027-03-13T15:00:00";
		await add({ title: "a", dueDate: due, reminders: [{ minutesBefore: 30 }] });
		expect(await alarmOf(ann)).toBe("2027-03-13T19:30:00Z");
		await add({ title: "b", reminders: [{ at: "2027-03-13T13:00:00" }] });
		expect(await alarmOf(ann)).toBe("2027-03-13T18:00:00Z");
		await ann.json("PATCH", "/api/tasks/2/complete");
		expect(await alarmOf(ann)).toBe("2027-03-13T19:30:00Z");
		await ann.json("PATCH", "/api/tasks/1", { dueDate: "2027-03-14" });
		expect(await alarmOf(ann)).toBe("2027-03-14T12:30:00Z");
		await ann.json("DELETE", "/api/tasks/1");
		expect(await alarmOf(ann)).toBeNull();
		await ann.json("POST", "/api/undo");
		expect(await alarmOf(ann)).toBe("2027-03-14T12:30:00Z");
	});

	test("case 10: moves with its owner to New York, and what has rung in Tokyo does not again", async () => {
		const { bob, moveTo } = await newTraveller("Asia/Tokyo");
		for (const day of ["2027-03-15", "2027-03-16"]) {
			const task = { title: day, dueDate: `${day}T09:00:00`, reminders: atDue };
			await bob.json("POST", "/api/tasks", task);
		}
		expect(await alarmOf(bob)).toBe("2027-03-15T00:00:00Z");
		await ringAt(bob, "2027-03-15T00:00:00Z");
		await moveTo("America/New_York");
		expect(await alarmOf(bob)).toBe("2027-03-16T13:00:00Z");
		await ringAt(bob, "2027-03-15T13:00:00Z");
		await ringAt(bob, "2027-03-16T13:00:00Z");
		expect(await notifications()).toMatchObject([{ title: "2027-03-15" }, { title: "2027-03-16" }]);
	});

	test("case 10: rings at once for who moves to where its time has passed", async () => {
		const { bob, moveTo } = await newTraveller("America/New_York");
		for (const [title, time] of [
			["past", "11:59:00"],
			["soon", "12:30:00"],
		]) {
			const task = { title, dueDate: `2027-03-13T${time}`, reminders: atDue };
			await bob.json("POST", "/api/tasks", task);
		}
		await moveTo("Asia/Tokyo");
		await alarmOf(bob);
		await ringAt(bob, "2027-03-13T17:00:01Z");
		expect(await notifications()).toMatchObject([{ title: "soon", late: 1 }]);
	});
});

/** Somebody who can move to another time zone. */
async function newTraveller(timeZone: string) {
	const scope = await newScope({ timeZone, now: new Date() });
	const moveTo = (zone: string) => changeProfile({ ...scope, now: new Date() }, { timeZone: zone });
	return { bob: await callerFor(scope), moveTo };
}

test("a reminder becomes one event and one notification, however often the alarm repeats", async () => {
	await add({ title: "Pay rent", dueDate: "2027-03-13T13:00:00", reminders: atDue });
	expect(await alarmOf(ann)).toBe("2027-03-13T18:00:00Z");
	await ringAt(ann, "2027-03-13T18:00:00Z");
	expect(await notifications()).toMatchObject([
		{ key: "reminder:1:2027-03-13T13:00:00", title: "Pay rent", body: "Due at 13:00", late: 0 },
	]);
	// As if the object had died before it could note that.
	await runInDurableObject(objectOf(ann), async (_, { storage }) => {
		storage.sql.exec("update agenda set done = 0");
		await storage.setAlarm(Date.now());
	});
	await ringAt(ann, "2027-03-13T18:00:05Z");
	expect(await notifications()).toHaveLength(1);
	expect(await ringEvents()).toHaveLength(1);
	const { events } = await ann.json("GET", "/api/tasks/1/history");
	expect(events[0]).toMatchObject({ type: "reminder-due", actor: "system", before: null });
	expect(events[0].after).toMatchObject({ title: "Pay rent", status: "pending" });
});

test("the queue may deliver a batch twice", async () => {
	await add({ title: "a", dueDate: "2027-03-13T13:00:00", reminders: atDue });
	await alarmOf(ann);
	await ringAt(ann, "2027-03-13T18:00:00Z");
	const eventIds = (await ringEvents()).map(({ id }) => id);
	const message = { userId: ann.userId, eventIds };
	for (let times = 0; times < 2; times += 1) {
		expect((await deliver("tend-events", [message, message])).explicitAcks).toHaveLength(2);
	}
	expect(await notifications()).toHaveLength(1);
	expect((await ringEvents())[0]?.published_at).not.toBeNull();
});

test("case 5: 02:30 is at 03:30 when it is skipped, and 01:30 comes once when it comes twice", async () => {
	await add({ title: "skipped", dueDate: "2027-03-14T02:30:00", reminders: atDue });
	expect(await alarmOf(ann)).toBe("2027-03-14T07:30:00Z");
	await ringAt(ann, "2027-03-14T07:30:00Z");
	await add({ title: "twice", reminders: [{ at: "2027-11-07T01:30:00-04:00" }] });
	expect(await alarmOf(ann)).toBe("2027-11-07T05:30:00Z");
	await ringAt(ann, "2027-11-07T05:30:00Z");
	await ringAt(ann, "2027-11-07T06:30:00Z");
	expect((await notifications()).map(({ title }) => title)).toEqual(["skipped", "twice"]);
});

test("after an outage what is overdue rings once, late, and says so", async () => {
	await add({ title: "a", dueDate: "2027-03-13T13:00:00", reminders: atDue });
	await add({ title: "b", dueDate: "2027-03-14T09:00:00", reminders: [{ minutesBefore: 1140 }] });
	await alarmOf(ann);
	await ringAt(ann, "2027-03-13T21:00:00Z");
	await ringAt(ann, "2027-03-13T21:10:00Z");
	expect(await notifications()).toMatchObject([
		{ title: "a", late: 1, body: "Was due at 13:00" },
		{ title: "b", late: 1, body: "Was due at 13:00. The task is due Sun 14 Mar 09:00" },
	]);
});

test("what was past when it was set never rings", async () => {
	await add({ title: "a", dueDate: "2027-03-13T09:00:00", reminders: atDue });
	await add({ title: "b", dueDate: "2027-03-13T13:00:00", reminders: [{ minutesBefore: 120 }] });
	expect(await alarmOf(ann)).toBeNull();
});

test("a task that is done in the last moment does not ring, whatever the agenda says", async () => {
	await add({ title: "a", dueDate: "2027-03-13T13:00:00", reminders: atDue });
	await add({ title: "b", dueDate: "2027-03-13T13:00:00", reminders: atDue });
	await alarmOf(ann);
	await env.DB.exec("update tasks set status = 'completed' where id = 1");
	await env.DB.exec("update tasks set due = '2027-03-13T14:00:00' where id = 2");
	await ringAt(ann, "2027-03-13T18:00:00Z");
	expect(await notifications()).toEqual([]);
	expect(await alarmOf(ann)).toBe("2027-03-13T19:00:00Z");
});

test("an object that has lost everything learns it again from D1, and rings nothing twice", async () => {
	await add({ title: "a", dueDate: "2027-03-13T13:00:00", reminders: atDue });
	await add({ title: "b", dueDate: "2027-03-13T14:00:00", reminders: atDue });
	await alarmOf(ann);
	await ringAt(ann, "2027-03-13T18:00:00Z");
	await runInDurableObject(objectOf(ann), async (_, { storage }) => {
		storage.sql.exec("delete from agenda");
		await storage.deleteAlarm();
	});
	expect(await objectOf(ann).repair()).toBe(2);
	await ringAt(ann, "2027-03-13T18:00:01Z");
	expect(await notifications()).toHaveLength(1);
	expect(await alarmOf(ann)).toBe("2027-03-13T19:00:00Z");
});

test("when D1 fails the alarm comes back later by itself", async () => {
	await add({ title: "a", dueDate: "2027-03-13T13:00:00", reminders: atDue });
	await alarmOf(ann);
	expectConsoleError(/Reminders could not be fired, for the 1\. time/);
	await env.DB.exec("alter table notifications rename to hidden");
	setClock("2027-03-13T18:00:00Z");
	await runInDurableObject(objectOf(ann), (object) => object.alarm());
	await env.DB.exec("alter table hidden rename to notifications");
	const again = await runInDurableObject(objectOf(ann), (_, { storage }) => storage.getAlarm());
	expect(again).toBe(Date.parse("2027-03-13T18:00:02Z"));
	await ringAt(ann, "2027-03-13T18:00:02Z");
	expect(await notifications()).toHaveLength(1);
});

test("1,000 reminders in one minute ring, each once", async () => {
	const insert = `insert into tasks (
			user_id, id, title, description, status, priority, due, tags, reminders, created_at,
			updated_at, version
		)
		select ?, value, 'task ' || value, '', 'pending', 'low',
			'2027-03-13T13:00:' || printf('%02d', value % 60), '[]', '[{"minutesBefore":0}]', 0, 0, 1
		from (
			with recursive series(value) as (select 1 union all select value + 1 from series limit 1000)
			select value from series
		)`;
	await env.DB.prepare(insert).bind(ann.userId).run();
	expect(await alarmOf(ann)).toBe("2027-03-13T18:00:00Z");
	await ringAt(ann, "2027-03-13T18:01:00Z");
	const rows = await notifications();
	expect(new Set(rows.map(({ key }) => key)).size).toBe(1000);
	expect(await ringEvents()).toHaveLength(1000);
	expect(await alarmOf(ann)).toBeNull();
});
