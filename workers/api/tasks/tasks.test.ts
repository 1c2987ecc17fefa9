import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { type Caller, newCaller } from "#tests/caller.ts";
import { expectConsoleError } from "#tests/console.ts";
import { fetchWorker } from "#tests/worker.ts";

const errorsOf = async (answer: Response) =>
	((await answer.json()) as { errors?: { path: string; message: string }[] }).errors ?? [];

async function titles(ann: Caller, query = "") {
	const { tasks } = await ann.json("GET", `/api/tasks${query}`);
	return tasks.map(({ title }: { title: string }) => title);
}

describe("a task", () => {
	test("is made, normalised, and read again the same", async () => {
		const ann = await newCaller({ timeZone: "Europe/Berlin" });
		const made = await ann.send("POST", "/api/tasks", {
			title: "  Cafe\u0301 ",
			description: "a\r\nb",
			priority: "high",
			dueDate: "2026-12-01T08:00:00Z",
			tags: ["#Home", "home", "Bank"],
			recurrence: { rule: "rrule:bymonthday=1;freq=monthly", from: "due" },
			reminders: [{ minutesBefore: 30 }, { at: "2026-11-30T17:00:00Z" }, { at: "2026-11-29" }],
		});
		expect(made.status).toBe(201);
		expect(made.headers.get("location")).toBe("/api/tasks/1");
		expect(made.headers.get("etag")).toBe('"1"');
		const task = await made.json();
		expect(task).toEqual({
			id: 1,
			title: "Caf\u00e9",
			description: "a\nb",
			status: "pending",
			priority: "high",
			dueDate: "2026-12-01T09:00:00+01:00",
			tags: ["home", "bank"],
			parentId: null,
			recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=1", from: "due" },
			reminders: [
				{ minutesBefore: 30 },
				{ at: "2026-11-30T18:00:00+01:00" },
				{ at: "2026-11-29T09:00:00+01:00" },
			],
			completedAt: null,
			createdAt: expect.stringMatching(/Z$/),
			updatedAt: expect.stringMatching(/Z$/),
			version: 1,
		});
		expect(await ann.json("GET", "/api/tasks/1")).toEqual(task);
		expect((await ann.json("GET", "/api/tasks")).tasks).toEqual([task]);
		const { id, status, completedAt, createdAt, updatedAt, version, ...writable } = task as Record<
			string,
			unknown
		>;
		const put = await ann.json("PUT", "/api/tasks/1", writable);
		expect(put).toEqual(task);
	});

	test("PUT replaces, PATCH changes what is named", async () => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", {
			title: "Milk",
			tags: ["home"],
			priority: "high",
			dueDate: "2026-12-01",
		});
		const patched = await ann.json("PATCH", "/api/tasks/1", { dueDate: null });
		expect(patched).toMatchObject({ title: "Milk", tags: ["home"], dueDate: null, version: 2 });
		const put = await ann.json("PUT", "/api/tasks/1", { title: "Bread" });
		expect(put).toMatchObject({ title: "Bread", tags: [], priority: "medium", version: 3 });
		expect(await errorsOf(await ann.send("PUT", "/api/tasks/1", {}))).toEqual([
			{ path: "title", message: expect.any(String) },
		]);
	});

	test("is completed and opened again, with its subtasks", async () => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "Trip" });
		await ann.send("POST", "/api/tasks", { title: "Pack", parentId: 1 });
		const bare = await ann.send("PATCH", "/api/tasks/1/complete");
		expect(await bare.json()).toMatchObject({ status: "completed", version: 2 });
		expect(await ann.json("GET", "/api/tasks/2")).toMatchObject({ status: "completed" });
		const open = await ann.json("PATCH", "/api/tasks/1/complete", { completed: false });
		expect(open).toMatchObject({ status: "pending", completedAt: null });
	});

	test("is deleted, and undo and redo go back and forth", async () => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "Milk" });
		const deleted = await ann.send("DELETE", "/api/tasks/1");
		expect(await deleted.json()).toEqual({ message: "Deleted “Milk”" });
		expect((await ann.send("GET", "/api/tasks/1")).status).toBe(404);
		expect(await ann.json("POST", "/api/undo")).toEqual({
			undone: { summary: "Deleted “Milk”", affected: 1, skipped: [] },
		});
		expect(await titles(ann)).toEqual(["Milk"]);
		expect((await ann.send("POST", "/api/redo")).status).toBe(200);
		expect(await titles(ann)).toEqual([]);
		expect((await ann.send("POST", "/api/redo")).status).toBe(409);
	});

	test("has a history, newest first, that outlives it", async () => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "Milk" });
		await ann.send("PATCH", "/api/tasks/1", { title: "Bread" });
		await ann.send("DELETE", "/api/tasks/1");
		const { events } = await ann.json("GET", "/api/tasks/1/history");
		expect(events.map(({ type }: { type: string }) => type)).toEqual([
			"task-deleted",
			"task-updated",
			"task-created",
		]);
		expect(events[1]).toMatchObject({
			taskId: 1,
			actor: "api",
			before: { title: "Milk", version: 1 },
			after: { title: "Bread", version: 2 },
		});
		expect((await ann.send("GET", "/api/tasks/2/history")).status).toBe(404);
	});

	test("comes of one line of text", async () => {
		const ann = await newCaller();
		const made = await ann.send("POST", "/api/tasks/quick", {
			text: "Pay rent 2099-12-01 9am every month #home !high",
		});
		expect(made.status).toBe(201);
		expect(await made.json()).toMatchObject({
			title: "Pay rent",
			dueDate: "2099-12-01T09:00:00-05:00",
			tags: ["home"],
			priority: "high",
			recurrence: { rule: expect.stringContaining("FREQ=MONTHLY"), from: "due" },
		});
		expect(await errorsOf(await ann.send("POST", "/api/tasks/quick", { text: " " }))).toEqual([
			{ path: "text", message: "A task needs a title." },
		]);
	});
});

describe("versions", () => {
	test("If-Match lets through the newest, one of several, or any", async () => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "Milk" });
		const patch = (tag: string, title: string) =>
			ann.send("PATCH", "/api/tasks/1", { title }, { "if-match": tag });
		const first = await patch('"1"', "a");
		expect([first.status, first.headers.get("etag")]).toEqual([200, '"2"']);
		for (const stale of ['"1"', 'W/"2"', "2", '"x"']) {
			expect((await patch(stale, "b")).status, stale).toBe(412);
		}
		expect((await patch('"1", "2"', "c")).status).toBe(200);
		expect((await patch("*", "d")).status).toBe(200);
		for (const [method, path] of [
			["PUT", ""],
			["DELETE", ""],
			["PATCH", "/complete"],
		] as const) {
			const body = method === "PUT" ? { title: "e" } : undefined;
			const stale = await ann.send(method, `/api/tasks/1${path}`, body, { "if-match": '"1"' });
			expect(stale.status, method + path).toBe(412);
		}
		expect((await ann.json("GET", "/api/tasks/1")).title).toBe("d");
	});

	test("If-None-Match saves reading the same again", async () => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "Milk" });
		const get = (tag: string) =>
			ann.send("GET", "/api/tasks/1", undefined, { "if-none-match": tag });
		for (const tag of ['"1"', 'W/"1"', '"9", "1"', "*"]) {
			const answer = await get(tag);
			expect([answer.status, answer.headers.get("etag")], tag).toEqual([304, '"1"']);
			expect(await answer.text()).toBe("");
		}
		expect((await get('"2"')).status).toBe(200);
	});
});

describe("an Idempotency-Key", () => {
	test("makes one task of many requests, also when they arrive at once", async () => {
		const ann = await newCaller();
		const key = { "idempotency-key": "one" };
		const add = () => ann.send("POST", "/api/tasks", { title: "Milk" }, key);
		const answers = await Promise.all([add(), add(), add()]);
		answers.push(await add());
		const bodies = await Promise.all(answers.map((answer) => answer.json()));
		expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
		for (const body of bodies) expect(body).toEqual(bodies[0]);
		expect(await titles(ann)).toEqual(["Milk"]);
	});

	test("does not go with another body, nor with another operation", async () => {
		const ann = await newCaller();
		const key = { "idempotency-key": "one" };
		await ann.send("POST", "/api/tasks/quick", { text: "Milk" }, key);
		expect((await ann.send("POST", "/api/tasks/quick", { text: "Bread" }, key)).status).toBe(422);
		expect((await ann.send("POST", "/api/tasks", { title: "Milk" }, key)).status).toBe(422);
		const bob = await newCaller();
		expect((await bob.send("POST", "/api/tasks", { title: "Tea" }, key)).status).toBe(201);
	});

	test("is free again after a day", async () => {
		const ann = await newCaller();
		const key = { "idempotency-key": "one" };
		const add = (title: string) => ann.send("POST", "/api/tasks", { title }, key);
		for (const title of ["Milk", "Bread", "Tea"]) {
			expect((await add(title)).status).toBe(201);
			expect((await add(title)).status).toBe(201);
			await env.DB.prepare("update changes set created_at = created_at - 86400000").run();
		}
		expect(await titles(ann, "?sort=created:asc")).toEqual(["Milk", "Bread", "Tea"]);
	});
});

describe("the list", () => {
	const make = async (ann: Caller) => {
		for (const task of [
			{ title: "b early", dueDate: "2026-11-30T08:00:00", priority: "low", tags: ["home"] },
			{ title: "c all day", dueDate: "2026-11-30", priority: "high" },
			{ title: "a later", dueDate: "2026-12-01T09:00:00" },
			{ title: "d undated", priority: "high", description: "needle" },
		]) {
			await ann.send("POST", "/api/tasks", task);
		}
	};

	test("is filtered, sorted and paged", async () => {
		const ann = await newCaller();
		await make(ann);
		await ann.send("PATCH", "/api/tasks/3/complete");
		for (const [query, expected] of [
			["?status=pending&sort=title:asc", "bcd"],
			["?status=completed", "a"],
			["?priority=high&sort=title", "cd"],
			["?tag=%23Home", "b"],
			["?q=need", "d"],
			["?due=none", "d"],
			["?sort=due:desc", "acbd"],
			["?sort=due:asc", "bcad"],
			["?sort=priority:desc", "cdab"],
			["?dueBefore=2026-12-01", "bc"],
			["?dueBefore=2026-11-30", ""],
			["?dueBefore=2026-11-30T09:00:00", "b"],
			["?dueAfter=2026-11-30", "a"],
			["?dueAfter=2026-11-29", "bca"],
			["?dueAfter=2026-11-30T09:00:00", "ca"],
			["?dueAfter=2026-11-30T15:00:00+01:00&dueBefore=2026-12-02", "ca"],
			["?dueAfter=2026-11-30T15:00:00%2B01:00&dueBefore=2026-12-02", "ca"],
			["?sort=title:asc&limit=2&page=2", "cd"],
			["?page=9", ""],
		] as const) {
			const found = (await titles(ann, query)).map((title: string) => title[0]).join("");
			expect(found, query).toBe(expected);
		}
		const { tasks, ...page } = await ann.json("GET", "/api/tasks?limit=3&page=2");
		expect([tasks.length, page]).toEqual([1, { total: 4, page: 2, limit: 3 }]);
	});

	test.each([
		["limit=1000", "limit"],
		["limit=0", "limit"],
		["limit=1e1", "limit"],
		["page=-1", "page"],
		["page=", "page"],
		["page=1&page=2", "page"],
		["status=done", "status"],
		["priority=urgent", "priority"],
		["due=someday", "due"],
		["dueBefore=2026-02-30", "dueBefore"],
		["dueAfter=soon", "dueAfter"],
		["dueAfter=1900-01-01T00:00:00Z", "dueAfter"],
		["sort=colour", "sort"],
		["sort=due:up", "sort"],
		["tag=a,b", "tag"],
		["colour=red", "colour"],
	])("refuses %s", async (query, path) => {
		const ann = await newCaller();
		const answer = await ann.send("GET", `/api/tasks?${query}`);
		expect(answer.status).toBe(400);
		expect((await errorsOf(answer)).map((error) => error.path)).toEqual([path]);
	});
});

describe("many at once", () => {
	test("are one change; what is missing is reported", async () => {
		const ann = await newCaller();
		for (const title of ["a", "b", "c"]) await ann.send("POST", "/api/tasks", { title });
		const bulk = (body: unknown) => ann.json("POST", "/api/tasks/bulk", body);
		const update = { action: "update", ids: [1, 2, 2, 99], changes: { priority: "high" } };
		expect(await bulk(update)).toEqual({ affected: 2, missing: [99] });
		expect(await bulk({ action: "complete", ids: [1, 2, 3] })).toEqual({
			affected: 3,
			missing: [],
		});
		expect(await bulk({ action: "reopen", ids: [3] })).toEqual({ affected: 1, missing: [] });
		expect(await bulk({ action: "delete", ids: [1, 2] })).toEqual({ affected: 2, missing: [] });
		expect(await titles(ann)).toEqual(["c"]);
		await ann.send("POST", "/api/undo");
		expect((await titles(ann)).toSorted()).toEqual(["a", "b", "c"]);
	});

	test.each([
		[{ action: "explode", ids: [1] }, "action"],
		[{ action: "complete", ids: [] }, "ids"],
		[{ action: "complete", ids: ["1"] }, "ids.0"],
		[{ action: "complete", ids: [0.5] }, "ids.0"],
		[{ action: "complete", ids: Array(501).fill(1) }, "ids"],
		[{ action: "complete", ids: [1], changes: {} }, "changes"],
		[{ action: "update", ids: [1] }, "changes"],
		[{ action: "update", ids: [1], changes: { colour: "red" } }, "changes.colour"],
		[{ action: "update", ids: [1], changes: { dueDate: "soon" } }, "changes.dueDate"],
		[
			{ action: "update", ids: [1], changes: { reminders: [{ minutesBefore: 5 }] } },
			"changes.reminders",
		],
	])("%# is refused: %j", async (body, path) => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "a" });
		const answer = await ann.send("POST", "/api/tasks/bulk", body);
		expect(answer.status).toBe(400);
		expect((await errorsOf(answer)).map((error) => error.path)).toEqual([path]);
	});
});

test("/api/{userId}/tasks is the same for its user, and closed to others", async () => {
	const ann = await newCaller();
	const bob = await newCaller();
	await ann.send("POST", `/api/${ann.userId}/tasks`, { title: "Milk" });
	expect(await titles(ann)).toEqual(["Milk"]);
	const path = `/api/${ann.userId}/tasks/1`;
	expect((await ann.json("GET", path)).title).toBe("Milk");
	expect((await ann.send("PATCH", `${path}/complete`)).status).toBe(200);
	for (const foreign of [path, `/api/${ann.userId}/tasks`, "/api/somebody/tasks"]) {
		expect((await bob.send("GET", foreign)).status, foreign).toBe(403);
		expect((await fetchWorker(foreign)).status, foreign).toBe(401);
	}
});

test("a fault on our side is a problem without details, logged once", async () => {
	const ann = await newCaller();
	await env.DB.exec("drop table tasks");
	expectConsoleError(/no such table: tasks/);
	const answer = await ann.send("GET", "/api/tasks");
	expect(answer.status).toBe(500);
	const text = await answer.text();
	expect(text).not.toContain("no such table");
	expect(text).toContain(answer.headers.get("x-request-id"));
});
