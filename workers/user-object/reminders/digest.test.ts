import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { type Caller, newCaller } from "#tests/caller.ts";
import { alarmOf, ringAt, setClock } from "#tests/clock.ts";

let ann: Caller;

beforeEach(async () => {
	setClock("2027-11-19T12:00:00Z");
	ann = await newCaller();
	const settings = { push: false, email: true, quietHours: null, digestAt: "08:00" };
	await env.DB.prepare("update users set notification_settings = ?")
		.bind(JSON.stringify(settings))
		.run();
});

async function digests() {
	const { results } = await env.DB.prepare(
		"select key, title, read_at from notifications where type = 'daily-digest'",
	).all();
	return results;
}

test("the digest of a day is made once at its time, and is no news on the page", async () => {
	for (const dueDate of ["2027-11-19", "2027-11-19T18:00:00", "2027-11-18", "2027-11-25"]) {
		await ann.json("POST", "/api/tasks", { title: "x", dueDate });
	}
	expect(await alarmOf(ann)).toBe("2027-11-19T13:00:00Z");
	await ringAt(ann, "2027-11-19T13:00:01Z");
	expect(await digests()).toMatchObject([
		{ key: "digest:2027-11-19", title: "2 tasks due today, 1 overdue" },
	]);
	expect(await ann.json("GET", "/api/notifications")).toMatchObject({ total: 0, unread: 0 });
	expect(await alarmOf(ann)).toBe("2027-11-20T13:00:00Z");
});

test("a day without anything due has none, and a day that was slept through neither", async () => {
	await ann.json("POST", "/api/tasks", { title: "x", dueDate: "2027-11-25" });
	await alarmOf(ann);
	await ringAt(ann, "2027-11-19T13:00:00Z");
	expect(await digests()).toEqual([]);
	await ann.json("POST", "/api/tasks", { title: "x", dueDate: "2027-11-20" });
	await alarmOf(ann);
	await ringAt(ann, "2027-11-22T09:00:00Z");
	expect(await digests()).toEqual([]);
	expect(await alarmOf(ann)).toBe("2027-11-22T13:00:00Z");
});

test("over a clock change it comes at the same time of the user's day, once", async () => {
	await ann.json("POST", "/api/tasks", { title: "x", dueDate: "2028-03-01" });
	for (const [due, time] of [
		["2028-03-11", "2028-03-11T13:00:00Z"],
		["2028-03-12", "2028-03-12T12:00:00Z"],
		["2028-03-13", "2028-03-13T12:00:00Z"],
	] as const) {
		setClock(`${due}T06:00:00Z`);
		expect(await alarmOf(ann)).toBe(time);
		await ringAt(ann, time);
		await ringAt(ann, time);
	}
	expect((await digests()).map(({ key }) => key)).toEqual([
		"digest:2028-03-11",
		"digest:2028-03-12",
		"digest:2028-03-13",
	]);
});
