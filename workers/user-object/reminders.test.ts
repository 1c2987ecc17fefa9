import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Caller, newCaller } from "#tests/caller.ts";
import { deliver } from "#tests/worker.ts";

type Row = {
	id: string;
	key: string;
	title: string;
	body: string;
	late: number;
	scheduled_for: number;
	read_at: number | null;
	event_id: string;
};

/** Saturday 13 March 2027, 12:00 in New York: the night before the clocks change. */
const START = new Date("2027-03-13T17:00:00Z");

let ann: Caller;

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ["Date"] });
	vi.setSystemTime(START);
	ann = await newCaller();
});

afterEach(() => {
	vi.useRealTimers();
});

const objectOf = ({ userId }: Caller) => env.USER_OBJECT.getByName(userId);

async function rows(): Promise<Row[]> {
	const { results } = await env.DB.prepare("select * from notifications order by id").all<Row>();
	return results;
}

async function countEvents(): Promise<number> {
	const { results } = await env.DB.prepare(
		"select * from events where type = 'reminder-due'",
	).all();
	return results.length;
}

async function alarmAt(caller = ann): Promise<string | null> {
	const at = await runInDurableObject(objectOf(caller), (_, state) => state.storage.getAlarm());
	return at === null ? null : new Date(at).toISOString();
}

/** Lets the clock go on to that time, and the alarm ring as often as it should, and once more. */
async function goTo(time: string) {
	vi.setSystemTime(new Date(time));
	for (let times = 0; times < 2; times += 1) await runDurableObjectAlarm(objectOf(ann));
}

const add = (task: object) => ann.json("POST", "/api/tasks", task);

describe("the alarm follows the tasks", () => {
	test("to the earliest reminder, through every change, and away with the last", async () => {
		const due = "2027-03-13T15:00:00";
		await add({ title: "a", dueDate: due, reminders: [{ minutesBefore: 30 }] });
		await vi.waitFor(async () => expect(await alarmAt()).toBe("2027-03-13T19:30:00.000Z"));
		await add({ title: "b", reminders: [{ at: "2027-03-13T13:00:00" }] });
		await vi.waitFor(async () => expect(await alarmAt()).toBe("2027-03-13T18:00:00.000Z"));
		await ann.json("PATCH", "/api/tasks/2/complete");
		await vi.waitFor(async () => expect(await alarmAt()).toBe("2027-03-13T19:30:00.000Z"));
		await ann.json("PATCH", "/api/tasks/1", { dueDate: "2027-03-14" });
		await vi.waitFor(async () => expect(await alarmAt()).toBe("2027-03-14T12:30:00.000Z"));
		await ann.json("DELETE", "/api/tasks/1");
		await vi.waitFor(async () => expect(await alarmAt()).toBeNull());
		await ann.json("POST", "/api/undo");
		await vi.waitFor(async () => expect(await alarmAt()).toBe("2027-03-14T12:30:00.000Z"));
	});
});

test("a reminder becomes one event and one notification, however often the alarm repeats", async () => {
	await add({
		title: "Pay rent",
		dueDate: "2027-03-13T13:00:00",
		reminders: [{ minutesBefore: 0 }],
	});
	await vi.waitFor(async () => expect(await alarmAt()).not.toBeNull());
	await goTo("2027-03-13T18:00:00Z");
	expect(await rows()).toMatchObject([
		{ key: "reminder:1:2027-03-13T13:00:00", title: "Pay rent", body: "Due at 13:00", late: 0 },
	]);
	// As if the object had died before it could note that.
	await runInDurableObject(objectOf(ann), async (_, { storage }) => {
		storage.sql.exec("update agenda set done = 0");
		await storage.setAlarm(Date.now());
	});
	await goTo("2027-03-13T18:00:05Z");
	expect(await rows()).toHaveLength(1);
	expect(await countEvents()).toBe(1);
	const { events } = await ann.json("GET", "/api/tasks/1/history");
	expect(events[0]).toMatchObject({ type: "reminder-due", actor: "system", before: null });
	expect(events[0].after.title).toBe("Pay rent");
	const eventIds = [events[0].id];
	for (let times = 0; times < 2; times += 1) {
		const { explicitAcks } = await deliver("tend-events", [{ userId: ann.userId, eventIds }]);
		expect(explicitAcks).toHaveLength(1);
	}
	expect(await rows()).toHaveLength(1);
});
