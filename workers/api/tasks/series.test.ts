import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Caller, newCaller } from "#tests/caller.ts";
import { NOW } from "#tests/factories.ts";

const DAILY = { rule: "FREQ=DAILY", from: "due" };

/** It is that time in New York. */
function setClock(local: string, offset = "-05:00") {
	vi.setSystemTime(new Date(`${local}${offset}`));
}

beforeEach(() => {
	vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});

async function openTasks(ann: Caller) {
	const { tasks } = await ann.json("GET", "/api/tasks?status=pending&sort=created:asc");
	return tasks as { id: number; title: string; dueDate: string; parentId: number | null }[];
}

describe("completing", () => {
	test("answers the task with the next, which is there with its own history", async () => {
		const ann = await newCaller();
		await ann.json("POST", "/api/tasks", {
			title: "Ferns",
			dueDate: "2026-11-20",
			recurrence: DAILY,
		});
		const { next, ...task } = await ann.json("PATCH", "/api/tasks/1/complete");
		expect(task).toMatchObject({ id: 1, status: "completed", recurrence: DAILY });
		expect(next).toMatchObject({ id: 2, status: "pending", dueDate: "2026-11-21", version: 1 });
		expect(await ann.json("GET", "/api/tasks/2")).toEqual(next);
		const { events } = await ann.json("GET", "/api/tasks/2/history");
		expect(events).toMatchObject([
			{ type: "recurring-task-generated", actor: "api", before: null, after: next },
		]);
	});

	test("says nothing of a next where there is none", async () => {
		const ann = await newCaller();
		await ann.json("POST", "/api/tasks", { title: "Once" });
		expect(await ann.json("PATCH", "/api/tasks/1/complete")).not.toHaveProperty("next");
	});

	test("puts the subtasks of the next under it", async () => {
		const ann = await newCaller();
		await ann.json("POST", "/api/tasks", {
			title: "Ferns",
			dueDate: "2026-11-20",
			recurrence: DAILY,
		});
		await ann.json("POST", "/api/tasks", { title: "Fill the can", parentId: 1 });
		await ann.json("PATCH", "/api/tasks/1/complete");
		const { events } = await ann.json("GET", "/api/tasks/4/history");
		expect(events).toMatchObject([{ after: { id: 4, parentId: 3, title: "Fill the can" } }]);
		expect(await openTasks(ann)).toMatchObject([
			{ id: 3, title: "Ferns" },
			{ id: 4, title: "Fill the can", parentId: 3 },
		]);
	});

	test("case 7: every! 3 days counts from completion, every 3 days on schedule", async () => {
		const ann = await newCaller();
		await ann.json("POST", "/api/tasks/quick", { text: "Ferns today every! 3 days" });
		await ann.json("POST", "/api/tasks/quick", { text: "Cacti today every 3 days" });
		setClock("2026-11-23T23:30:00");
		const ferns = await ann.json("PATCH", "/api/tasks/1/complete");
		expect(ferns.next.dueDate).toBe("2026-11-26");
		setClock("2026-11-24T12:00:00");
		const cacti = await ann.json("PATCH", "/api/tasks/2/complete");
		expect(cacti.next.dueDate).toBe("2026-11-26");
	});

	test("case 13: by any way in, twice and at once, makes one next", async () => {
		const ann = await newCaller();
		const recurrence = DAILY;
		await ann.json("POST", "/api/tasks", { title: "Ferns", dueDate: "2026-11-20", recurrence });
		const done = { title: "Ferns", dueDate: "2026-11-20", recurrence, status: "completed" };
		const answers = await Promise.all([
			ann.send("PATCH", "/api/tasks/1/complete"),
			ann.send("PATCH", "/api/tasks/1/complete", { completed: true }),
			ann.send("PATCH", "/api/tasks/1", { status: "completed" }),
			ann.send("PUT", "/api/tasks/1", done),
			ann.send("POST", "/api/tasks/bulk", { action: "complete", ids: [1] }),
			ann.send("POST", "/api/tasks/bulk", {
				action: "update",
				ids: [1],
				changes: { status: "completed" },
			}),
		]);
		for (const answer of answers) expect(answer.status).toBe(200);
		const again = await ann.json("PATCH", "/api/tasks/1/complete");
		expect(again.next).toMatchObject({ id: 2, dueDate: "2026-11-21" });
		expect(await openTasks(ann)).toMatchObject([{ id: 2 }]);
	});

	test("is taken back and done again with its next", async () => {
		const ann = await newCaller();
		await ann.json("POST", "/api/tasks", {
			title: "Ferns",
			dueDate: "2026-11-20",
			recurrence: DAILY,
		});
		await ann.json("PATCH", "/api/tasks/1/complete");
		await ann.json("POST", "/api/undo");
		expect(await openTasks(ann)).toMatchObject([{ id: 1 }]);
		expect((await ann.send("GET", "/api/tasks/2")).status).toBe(404);
		await ann.json("POST", "/api/redo");
		expect(await openTasks(ann)).toMatchObject([{ id: 2 }]);
	});
});

describe("dates", () => {
	test("case 6: every weekday at 6am is first on Monday", async () => {
		const ann = await newCaller();
		const run = await ann.json("POST", "/api/tasks/quick", { text: "Run every weekday at 6am" });
		expect(run).toMatchObject({ title: "Run", dueDate: "2026-11-23T06:00:00-05:00" });
	});

	test.each([
		["friday", "2026-11-27"],
		["next friday", "2026-11-27"],
		["today", "2026-11-20"],
	])("case 8: %s, on a Friday, is %s", async (words, dueDate) => {
		const ann = await newCaller();
		const task = await ann.json("POST", "/api/tasks/quick", { text: `Call Ann ${words}` });
		expect(task).toMatchObject({ title: "Call Ann", dueDate });
	});

	test("case 9: 2026-W53 is a week, 2027-W53 none", async () => {
		const ann = await newCaller();
		const add = (dueDate: string) => ann.send("POST", "/api/tasks", { title: "Plan", dueDate });
		expect(await (await add("2026-W53")).json()).toMatchObject({ dueDate: "2026-12-28" });
		expect(await (await add("2026-W53-5")).json()).toMatchObject({ dueDate: "2027-01-01" });
		expect((await add("2027-W53")).status).toBe(400);
		const quick = await ann.json("POST", "/api/tasks/quick", { text: "Plan 2026-W53" });
		expect(quick).toMatchObject({ title: "Plan", dueDate: "2026-12-28" });
	});

	test("case 12: feb 30 is no date, and tomorrow is the user's", async () => {
		const ann = await newCaller();
		const refused = await ann.send("POST", "/api/tasks", { title: "x", dueDate: "2027-02-30" });
		expect(refused.status).toBe(400);
		const text = await ann.json("POST", "/api/tasks/quick", { text: "Party feb 30" });
		expect(text).toMatchObject({ title: "Party feb 30", dueDate: null });
		setClock("2026-11-20T23:30:00");
		const rent = await ann.json("POST", "/api/tasks/quick", {
			text: "Pay rent tomorrow at 5pm p1 #home every! 3 days",
		});
		expect(new Date(rent.dueDate).toISOString()).toBe("2026-11-21T22:00:00.000Z");
		expect(rent).toMatchObject({
			title: "Pay rent",
			priority: "high",
			tags: ["home"],
			recurrence: { rule: "FREQ=DAILY;INTERVAL=3", from: "completion" },
		});
	});
});

describe("?series=", () => {
	const bins = {
		title: "Bins",
		dueDate: "2026-11-23",
		recurrence: { rule: "FREQ=WEEKLY;BYDAY=MO", from: "due" },
	};

	test.each([
		["", "2026-11-30", "Glass"],
		["?series=this", "2026-11-30", "Bins"],
		["?series=following", "2026-12-01", "Glass"],
	])("%j on PATCH and PUT", async (query, dueDate, title) => {
		const ann = await newCaller();
		for (const [id, method] of [
			[1, "PATCH"],
			[3, "PUT"],
		] as const) {
			await ann.json("POST", "/api/tasks", bins);
			const changes = { ...bins, title: "Glass", dueDate: "2026-11-24" };
			await ann.json(method, `/api/tasks/${id}${query}`, changes);
			const { next } = await ann.json("PATCH", `/api/tasks/${id}/complete`);
			expect(next).toMatchObject({ dueDate, title });
		}
	});

	test("of anything else is refused", async () => {
		const ann = await newCaller();
		await ann.json("POST", "/api/tasks", bins);
		const answer = await ann.send("PATCH", "/api/tasks/1?series=all", { title: "x" });
		expect(answer.status).toBe(400);
		expect(await answer.json()).toMatchObject({ errors: [{ path: "series" }] });
	});
});

test("a task is skipped to its next date, from the version that is named", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", {
		title: "Ferns",
		dueDate: "2026-11-20",
		recurrence: DAILY,
	});
	const stale = await ann.send("POST", "/api/tasks/1/skip", undefined, { "if-match": '"7"' });
	expect(stale.status).toBe(412);
	const skipped = await ann.send("POST", "/api/tasks/1/skip", undefined, { "if-match": '"1"' });
	expect(skipped.headers.get("etag")).toBe('"2"');
	expect(await skipped.json()).toMatchObject({ id: 1, status: "pending", dueDate: "2026-11-21" });
	await ann.json("POST", "/api/tasks", { title: "Once" });
	const refused = await ann.send("POST", "/api/tasks/2/skip");
	expect(refused.status).toBe(409);
	expect(await refused.json()).toMatchObject({
		detail: "Task 2 does not repeat, so it cannot be skipped.",
	});
});

test("a rule without any date is refused by name", async () => {
	const ann = await newCaller();
	const recurrence = { rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO", from: "due" };
	for (const dueDate of [null, "2026-11-20"]) {
		const answer = await ann.send("POST", "/api/tasks", { title: "x", dueDate, recurrence });
		expect(answer.status).toBe(400);
		expect(await answer.json()).toMatchObject({ errors: [{ path: "recurrence" }] });
	}
});
