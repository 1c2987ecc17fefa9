import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { NOW } from "#tests/factories.ts";
import { newVisitor, type Visitor } from "#tests/visitor.ts";

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});

/** Numbers, titles, dates and states of all tasks, by number. */
async function tasks() {
	const { results } = await env.DB.prepare(
		"select id, title, due, status from tasks order by id",
	).all();
	return results;
}

function statusOf(html: string) {
	const text = /role="status"[^>]*>(.*?)<\/(?:div|section|p|output)>/s.exec(html)?.[1] ?? "";
	return text.replace(/<[^>]*>/g, " ").trim();
}

async function addFerns(): Promise<Visitor> {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "Ferns today every 2 weeks on fri" });
	return ann;
}

const FORM = {
	intent: "save",
	title: "Ferns",
	priority: "medium",
	dueDate: "2026-11-20",
	repeat: "every 2 weeks on Friday",
	version: "1",
};

test("completing a task of a series says when the next is due, in the list and on its page", async () => {
	for (const path of ["/tasks", "/tasks/1"]) {
		const ann = await addFerns();
		const html = await (await ann.submit(path, { intent: "complete/1" })).text();
		expect(statusOf(html)).toMatch(/Completed “Ferns”\. Next: Fri 4 Dec\./);
		await env.DB.exec("delete from tasks");
	}
});

test("case 13: the same button pressed in two tabs, and one for many, make one next", async () => {
	const ann = await addFerns();
	await Promise.all([
		ann.post("/tasks", { intent: "complete/1" }),
		ann.post("/tasks/1", { intent: "complete/1" }),
		ann.post("/tasks", { intent: "bulk-complete", selected: ["1"] }),
	]);
	expect(await tasks()).toMatchObject([
		{ id: 1, status: "completed" },
		{ id: 2, status: "pending", due: "2026-12-04T24:00:00" },
	]);
});

test("undo in the status region takes completion and next back", async () => {
	const ann = await addFerns();
	const html = await (await ann.submit("/tasks", { intent: "complete/1" })).text();
	const change = /name="change" value="([^"]+)"/.exec(html)?.[1] ?? "";
	const undone = await (await ann.submit("/undo", { change, back: "/tasks" })).text();
	expect(statusOf(undone)).toContain("Undone: Completed “Ferns”.");
	expect(await tasks()).toMatchObject([{ id: 1, status: "pending" }]);
});

test("history says that the next came of its series", async () => {
	const ann = await addFerns();
	await ann.post("/tasks", { intent: "complete/1" });
	expect(await (await ann.get("/tasks/2")).text()).toContain("Added as the next one");
});

describe("the task form", () => {
	test("offers how far changes reach, and a skip, only for the open task of a series", async () => {
		const ann = await addFerns();
		await ann.post("/tasks", { intent: "add", text: "Once" });
		const repeating = await (await ann.get("/tasks/1")).text();
		expect(repeating).toContain("Only this one");
		expect(repeating).toContain("This and all that follow");
		expect(repeating).toContain("Skip this one");
		const once = await (await ann.get("/tasks/2")).text();
		await ann.post("/tasks", { intent: "complete/1" });
		const done = await (await ann.get("/tasks/1")).text();
		for (const html of [once, done]) expect(html).not.toMatch(/Only this one|Skip this one/);
	});

	test.each([
		[{}, "Mine", "2026-12-04T24:00:00"],
		[{ series: "this" }, "Ferns", "2026-12-04T24:00:00"],
		[{ series: "following" }, "Mine", "2026-12-05T24:00:00"],
	])("with %j: the next is %s, on %s", async (choice, title, due) => {
		const ann = await addFerns();
		const saved = { ...FORM, ...choice, title: "Mine", dueDate: "2026-11-21" };
		await ann.post("/tasks/1", saved);
		await ann.post("/tasks", { intent: "complete/1" });
		expect(await tasks()).toMatchObject([{ title: "Mine" }, { title, due }]);
	});

	test("skips to the next date, and says which that is", async () => {
		const ann = await addFerns();
		const html = await (await ann.submit("/tasks/1", { intent: "skip/1" })).text();
		expect(statusOf(html)).toMatch(/Skipped “Ferns”\. Next: Fri 4 Dec\./);
		expect(html).toContain('value="2026-12-04"');
	});

	test.each([
		["every weekday at 6am", "", "2026-11-20T06:00:00"],
		["every 2 weeks on Mon and Thu, 09:00", "09:00", "2026-11-20T09:00:00"],
	])("takes a time from “%s” beside the due time %j", async (repeat, dueTime, due) => {
		const ann = await addFerns();
		await ann.post("/tasks/1", { ...FORM, repeat, dueTime });
		expect(await tasks()).toMatchObject([{ due }]);
	});

	test("takes the first date from a rule with a time, where there is none", async () => {
		const ann = await addFerns();
		await ann.post("/tasks/1", { ...FORM, dueDate: "", repeat: "every weekday at 6am" });
		expect(await tasks()).toMatchObject([{ due: "2026-11-23T06:00:00" }]);
	});

	test("refuses two different times", async () => {
		const ann = await addFerns();
		const form = { ...FORM, repeat: "every day at 6am", dueTime: "09:00" };
		const answer = await ann.post("/tasks/1", form);
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain("“Due time” has another time: 09:00.");
	});
});

describe("quick add on the page", () => {
	test.each([
		["case 6", "Run every weekday at 6am", "Run", "2026-11-23T06:00:00"],
		["case 8", "Call friday", "Call", "2026-11-27T24:00:00"],
		["case 8", "Call next friday", "Call", "2026-11-27T24:00:00"],
		["case 8", "Call today", "Call", "2026-11-20T24:00:00"],
		["case 9", "Plan 2026-W53", "Plan", "2026-12-28T24:00:00"],
		["case 9", "Plan 2027-W53", "Plan 2027-W53", null],
		["case 12", "Party feb 30", "Party feb 30", null],
	])("%s: %s", async (_, text, title, due) => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text });
		expect(await tasks()).toMatchObject([{ title, due }]);
	});

	test("case 7 and 12: every! 3 days, from the user's own evening", async () => {
		vi.setSystemTime(new Date("2026-11-20T23:30:00-05:00"));
		const ann = await newVisitor();
		const text = "Pay rent tomorrow at 5pm p1 #home every! 3 days";
		await ann.post("/tasks", { intent: "add", text });
		vi.setSystemTime(new Date("2026-11-23T23:30:00-05:00"));
		await ann.post("/tasks", { intent: "complete/1" });
		expect(await tasks()).toMatchObject([
			{ title: "Pay rent", due: "2026-11-21T17:00:00" },
			{ title: "Pay rent", due: "2026-11-26T17:00:00" },
		]);
	});
});
