import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#domain/time/durations.ts";
import { newCaller } from "#tests/caller.ts";
import { alarmOf, objectOf, ringAt, setClock } from "#tests/clock.ts";
import { expectConsoleError } from "#tests/console.ts";
import { addNotification } from "#tests/factories.ts";
import { deliver, fetchWorker, runScheduled, withMetricsToken } from "#tests/worker.ts";

const SWEEP = "*/5 * * * *";
const REPAIR = "41 * * * *";
const CLEAN_UP = "23 3 * * *";

async function unpublished(): Promise<string[]> {
	const { results } = await env.DB.prepare(
		"select id from events where published_at is null order by id",
	).all<{ id: string }>();
	return results.map(({ id }) => id);
}

async function metric(series: string): Promise<number> {
	const text = await (await fetchWorker("/metrics", withMetricsToken)).text();
	const line = text.split("\n").find((candidate) => candidate.startsWith(`${series} `));
	return Number(line?.split(" ").at(-1));
}

/** What a run of a cron trigger puts into the queue. */
async function sentBy(cron: string, time: Date): Promise<{ userId: string; eventIds: string[] }[]> {
	const sent: { userId: string; eventIds: string[] }[] = [];
	const send = env.EVENTS.sendBatch;
	env.EVENTS.sendBatch = async (messages) => {
		for (const { body } of messages) sent.push(body as (typeof sent)[number]);
		return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } } as never;
	};
	try {
		await runScheduled(cron, time);
	} finally {
		env.EVENTS.sendBatch = send;
	}
	return sent;
}

test("events wait until they are delivered; what the queue missed is swept up", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", { title: "a" });
	await ann.json("POST", "/api/tasks", { title: "b" });
	const waiting = await unpublished();
	expect(waiting).toHaveLength(3);
	expect(await metric("tend_queue_backlog_messages")).toBe(3);
	expect(await sentBy(SWEEP, new Date())).toEqual([]);
	const messages = await sentBy(SWEEP, new Date(Date.now() + 61_000));
	expect(messages.flatMap(({ eventIds }) => eventIds).toSorted()).toEqual(waiting);
	const { explicitAcks } = await deliver("tend-events", messages);
	expect(explicitAcks).toHaveLength(messages.length);
	expect(await unpublished()).toEqual([]);
	expect(await sentBy(SWEEP, new Date(Date.now() + 61_000))).toEqual([]);
});

test("an object that was not told of a task hears of it from the queue", async () => {
	setClock("2027-01-04T12:00:00Z");
	const ann = await newCaller();
	const task = { title: "a", reminders: [{ at: "2027-01-05T09:00:00" }] };
	await ann.json("POST", "/api/tasks", task);
	const at = await alarmOf(ann);
	await runInDurableObject(objectOf(ann), async (_, { storage }) => {
		storage.sql.exec("delete from agenda");
		await storage.deleteAlarm();
	});
	// A new event: those that the object has heard of do not wake it.
	await env.DB.exec("update events set id = id || 'x'");
	await deliver("tend-events", [{ userId: ann.userId, eventIds: await unpublished() }]);
	const alarm = await runInDurableObject(objectOf(ann), (_, { storage }) => storage.getAlarm());
	expect(new Date(Number(alarm)).toISOString().replace(".000", "")).toBe(at);
});

test("a message whose consumers fail goes again later, the others do not", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", { title: "a" });
	const good = { userId: ann.userId, eventIds: await unpublished() };
	expectConsoleError(/Events were not delivered, attempt 3/);
	const { explicitAcks, retryMessages } = await deliver(
		"tend-events",
		[good, { userId: "", eventIds: [1] as never, notificationIds: 7 as never }],
		3,
	);
	expect(explicitAcks).toEqual(["0"]);
	expect(retryMessages).toEqual([{ msgId: "1" }]);
});

test("the log says what went wrong, not what was asked", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", { title: "a" });
	const message = { userId: ann.userId, eventIds: await unpublished() };
	await env.DB.exec("alter table events rename to hidden");
	expectConsoleError(/^(?!.*params).*attempt 1: .*no such table: events/);
	const { retryMessages } = await deliver("tend-events", [message]);
	expect(retryMessages).toEqual([{ msgId: "0" }]);
});

test("what was tried too often is logged and counted", async () => {
	expectConsoleError(/A message was given up/);
	const { explicitAcks, ackAll } = await deliver("tend-events-dead", [
		{ userId: "ann", eventIds: ["x"] },
	]);
	expect(ackAll || explicitAcks.length === 1).toBe(true);
	expect(await metric("tend_queue_dead_messages_total")).toBe(1);
});

test("the hourly repair asks the objects that should ring soon, and each other one a day", async () => {
	setClock("2027-01-04T00:00:00Z");
	const ann = await newCaller({ timeZone: "UTC" });
	const bob = await newCaller({ timeZone: "UTC" });
	for (const caller of [ann, bob]) {
		const task = { title: "a", reminders: [{ at: "2027-02-01T09:00:00" }] };
		await caller.json("POST", "/api/tasks", task);
		await alarmOf(caller);
	}
	const asked: string[] = [];
	for (let hour = 0; hour < 24; hour += 1) {
		const messages = await sentBy(REPAIR, new Date(Date.now() + hour * HOUR_MS));
		asked.push(...messages.map(({ userId }) => userId));
	}
	expect(asked.toSorted()).toEqual([ann.userId, bob.userId].toSorted());
	const soon = await sentBy(REPAIR, new Date("2027-02-01T08:00:00Z"));
	expect(soon.map(({ userId }) => userId).toSorted()).toEqual(asked.toSorted());
	await deliver("tend-events", soon);
});

test("a reminder's lag is counted", async () => {
	setClock("2027-01-04T12:00:00Z");
	await fetchWorker("/metrics", withMetricsToken);
	const ann = await newCaller({ timeZone: "UTC" });
	const task = { title: "a", reminders: [{ at: "2027-01-04T13:00:00" }] };
	await ann.json("POST", "/api/tasks", task);
	await alarmOf(ann);
	await ringAt(ann, "2027-01-04T13:00:04Z");
	setClock("2027-01-04T13:01:00Z");
	expect(await metric('tend_reminder_lag_seconds_bucket{le="5"}')).toBe(1);
	expect(await metric('tend_reminder_lag_seconds_bucket{le="2"}')).toBe(0);
	expect(await metric("tend_reminder_lag_seconds_sum")).toBe(4);
	expect(await metric("tend_reminder_lag_seconds_count")).toBe(1);
});

test("the daily clean-up takes events after a year and notifications after 90 days", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", { title: "a" });
	await addNotification(ann.userId, { createdAt: new Date() });
	const count = async (table: string) =>
		(await env.DB.prepare(`select count(*) as n from ${table}`).first<{ n: number }>())?.n;
	const days = (n: number) => new Date(Date.now() + n * DAY_MS);
	await runScheduled(CLEAN_UP, days(89));
	expect(await count("notifications")).toBe(1);
	await runScheduled(CLEAN_UP, days(91));
	expect(await count("notifications")).toBe(0);
	expect(await count("events")).toBe(2);
	// Ids of tests whose clock is ahead are, too.
	await runScheduled(CLEAN_UP, days(900));
	expect(await count("events")).toBe(0);
	expect(await count("tasks")).toBe(1);
});

test("who completes a task has read its reminders", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", { title: "a" });
	await addNotification(ann.userId);
	await ann.json("PATCH", "/api/tasks/1/complete");
	await deliver("tend-events", [{ userId: ann.userId, eventIds: await unpublished() }]);
	expect(await ann.json("GET", "/api/notifications")).toMatchObject({ unread: 0, total: 1 });
});
