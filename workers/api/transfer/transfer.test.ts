import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { newCaller } from "#tests/caller.ts";
import { runScheduled } from "#tests/worker.ts";

type Result = { imported: number; skipped: number; errors: unknown[]; notes: unknown[] };

const importInto = (
	caller: Awaited<ReturnType<typeof newCaller>>,
	file: BodyInit,
	query = "",
	headers = {},
) => caller.sendText("POST", `/api/tasks/import${query}`, file, headers);

const list = (tasks: object[], extra = {}) => JSON.stringify({ ...extra, tasks });

describe.each(["json", "csv", "ics"])("%s", (format) => {
	test("is exported from one account and imported into another as the same tasks", async () => {
		const ann = await newCaller();
		await ann.json("POST", "/api/tasks", {
			title: "Pay rent",
			description: "By **wire**, =SUM",
			priority: "high",
			dueDate: "2026-12-01T09:00:00-05:00",
			tags: ["home", "money"],
			recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=31", from: "due" },
			reminders: [{ minutesBefore: 30 }, { at: "2026-11-30T18:00:00-05:00" }],
		});
		await ann.json("POST", "/api/tasks", { title: "=1+1", parentId: 1 });
		await ann.json("POST", "/api/tasks", { title: "Gone" });
		await ann.json("POST", "/api/tasks", { title: "Milk" });
		await ann.json("DELETE", "/api/tasks/3");
		await ann.json("PATCH", "/api/tasks/4/complete");
		const before = await ann.json("GET", "/api/tasks?sort=created");
		const sent = await ann.send("GET", `/api/tasks/export?format=${format}`);
		expect(sent.headers.get("content-disposition")).toMatch(
			new RegExp(`attachment; filename="tend-\\d{4}-\\d\\d-\\d\\d\\.${format}"`),
		);
		expect(sent.headers.get("server-timing")).toContain("1 trip");
		const file = await sent.text();

		const bob = await newCaller();
		const tasksOfBob = () => bob.json("GET", "/api/tasks?sort=created");
		expect(await (await importInto(bob, file)).json()).toMatchObject({
			imported: 3,
			skipped: 0,
			errors: [],
			notes: [],
		});
		expect(await tasksOfBob()).toEqual(before);
		expect(await (await importInto(bob, file)).json()).toMatchObject({ imported: 0, skipped: 3 });
		expect(await bob.json("GET", "/api/tasks?q=rent")).toMatchObject({ total: 1 });

		expect(await bob.json("POST", "/api/undo")).toMatchObject({
			undone: { affected: 3, skipped: [] },
		});
		expect(await tasksOfBob()).toMatchObject({ total: 0 });
		expect(await bob.json("GET", "/api/tasks?q=rent")).toMatchObject({ total: 0 });
		expect(await bob.json("POST", "/api/redo")).toMatchObject({ undone: { affected: 3 } });
		expect(await tasksOfBob()).toEqual(before);
		expect(await bob.json("GET", "/api/tasks?q=rent")).toMatchObject({ total: 1 });
		await bob.json("POST", "/api/undo");
		await importInto(bob, file);
		expect(await tasksOfBob()).toEqual(before);
		expect(await bob.json("POST", "/api/tasks", { title: "New" })).toMatchObject({ id: 5 });
	});
});

test("numbers that are taken, or were, are given anew, and subtasks go along", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", { title: "Mine" });
	await ann.json("POST", "/api/tasks", { title: "Was mine" });
	await ann.json("DELETE", "/api/tasks/2");
	const file = list([
		{ id: 1, title: "Parent" },
		{ id: 2, title: "Child", parentId: 1 },
		{ id: 7, title: "Free", parentId: 3 },
		{ id: 3, title: "Later parent" },
	]);
	expect(await (await importInto(ann, file)).json()).toMatchObject({ imported: 4 });
	const { tasks } = await ann.json("GET", "/api/tasks?sort=created:asc&limit=100");
	const byTitle = Object.fromEntries(tasks.map((task: { title: string }) => [task.title, task]));
	expect(byTitle).toMatchObject({
		Mine: { id: 1 },
		Free: { id: 7, parentId: 3 },
		"Later parent": { id: 3 },
		Parent: { id: 8 },
		Child: { id: 9, parentId: 8 },
	});
});

test("each task that is there answers for one that comes in", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", { title: "Milk" });
	await ann.json("POST", "/api/tasks", { title: "Rent", dueDate: "2099-12-01" });
	await ann.json("POST", "/api/tasks", { title: "Book", parentId: 2 });
	const file = list([
		{ title: "Milk" },
		{ title: "Milk" },
		{ title: "Milk", status: "completed" },
		{ id: 50, title: "Rent", dueDate: "2099-12-01" },
		{ title: "Book", parentId: 50 },
		{ title: "Book" },
		{ title: "Pack", parentId: 50 },
	]);
	const result = await (await importInto(ann, file)).json<Result>();
	expect(result).toMatchObject({ imported: 4, skipped: 3 });
	expect(result.notes).toEqual([
		{ line: 1, message: "It is there already: task 1." },
		{ line: 1, message: "It is there already: task 2." },
		{ line: 1, message: "It is there already: task 3." },
	]);
	// Under the one that was there.
	const { tasks } = await ann.json("GET", "/api/tasks?q=pack");
	expect(tasks).toMatchObject([{ title: "Pack", parentId: 2 }]);
});

test("a file with errors changes nothing, unless it may be taken in part", async () => {
	const ann = await newCaller();
	const csv = "title,due\nMilk,\n,2026-12-01\nBread,2026-02-30\nEggs,2026-12-01\n";
	const refused = await importInto(ann, csv);
	expect(refused.status).toBe(400);
	expect(refused.headers.get("content-type")).toBe("application/problem+json");
	expect(await refused.json()).toMatchObject({
		imported: 0,
		skipped: 0,
		detail: "Nothing was imported. Line 3: A task needs a title. (and 1 more, see errors)",
		errors: [
			{ line: 3, message: "A task needs a title." },
			{ line: 4, message: "There is no date 2026-02-30." },
		],
	});
	expect(await ann.json("GET", "/api/tasks")).toMatchObject({ total: 0 });
	const rows = () => env.DB.prepare("select count(*) as count from import_rows").first("count");
	expect(await rows()).toBe(0);

	const taken = await (await importInto(ann, csv, "?partial=1")).json();
	expect(taken).toMatchObject({ imported: 2, errors: [{ line: 3 }, { line: 4 }] });
	const cut = await importInto(ann, '[{"title":"Tea"},\n{"title":', "?partial=1");
	expect(await cut.json()).toMatchObject({
		imported: 1,
		errors: [{ line: 2, message: "The JSON is not complete: the file ends in the middle of it." }],
	});
	expect((await importInto(ann, csv, "?partial=yes")).status).toBe(400);
});

test("a file is what it is, whatever is said of it", async () => {
	const ann = await newCaller();
	const form = new FormData();
	form.append("file", new File(["title\nMilk\n"], "tasks.json", { type: "application/json" }));
	expect(await (await importInto(ann, form)).json()).toMatchObject({
		imported: 1,
		notes: [{ line: 1, message: "The file is named .json, but it is CSV, and was read as that." }],
	});
	const lying = await importInto(ann, "%PDF-1.7", "", { "content-type": "text/csv" });
	expect(lying.status).toBe(415);
	expect(await lying.json()).toMatchObject({ detail: "This is not a list of tasks, but a PDF." });
	expect((await importInto(ann, "", "", { "content-type": "text/csv" })).status).toBe(400);
	const large = await importInto(ann, new Uint8Array(26 * 1024 * 1024));
	expect(large.status).toBe(413);
	expect(await env.DB.prepare("select count(*) as count from imports").first("count")).toBe(1);
});

test("undo leaves what was touched since, and what it hangs on", async () => {
	const ann = await newCaller();
	const file = list([
		{ id: 1, title: "Parent" },
		{ id: 2, title: "Child", parentId: 1 },
		{ id: 3, title: "Other parent" },
		{ id: 4, title: "Other child", parentId: 3 },
		{ id: 5, title: "Alone" },
	]);
	await importInto(ann, file);
	await ann.json("PATCH", "/api/tasks/2", { priority: "high" });
	await ann.json("POST", "/api/tasks", { title: "Mine", parentId: 5 });
	const changes = await env.DB.prepare("select id from imports").first<{ id: string }>();
	const undone = await ann.json("POST", "/api/undo");
	// The newest change is the subtask.
	expect(undone).toMatchObject({ undone: { summary: "Added “Mine”" } });
	await ann.json("POST", "/api/undo");
	expect(await ann.json("POST", "/api/undo")).toMatchObject({
		undone: { summary: "Imported 5 tasks", affected: 3, skipped: [1, 2] },
	});
	const history = await ann.json("GET", "/api/tasks/5/history");
	expect(history.events).toMatchObject([
		{ type: "task-deleted", actor: "api", after: null },
		{ type: "task-created", actor: "api", before: null },
	]);
	expect(changes).not.toBeNull();
});

test("what was completed elsewhere goes on with nothing here", async () => {
	const ann = await newCaller();
	const done = {
		status: "completed",
		completedAt: "2026-11-01T10:00:00Z",
		dueDate: "2026-11-01",
		recurrence: { rule: "FREQ=DAILY", from: "due" },
	};
	const series = { id: "s", start: "2026-11-01", scheduled: "2026-11-01", occurrence: 1 };
	await importInto(ann, list([{ title: "Bins", ...done }]));
	await importInto(ann, list([{ title: "Ferns", ...done, series }]));
	await runScheduled("41 * * * *");
	expect(await ann.json("GET", "/api/tasks")).toMatchObject({ total: 2 });
});

test("a field that only exports have says where it is wrong", async () => {
	const ann = await newCaller();
	const file = list([
		{ title: "x", id: 1.5 },
		{ title: "y", series: { id: "s", start: "2026-02-30" } },
	]);
	expect(await (await importInto(ann, file)).json()).toMatchObject({
		errors: [
			{ message: "id: A number is a whole one from 1 to 2,147,483,648." },
			{ message: expect.stringContaining("series.start: This date does not exist.") },
		],
	});
});

test("a series that has its open task gets no second one", async () => {
	const ann = await newCaller();
	const series = { id: "s-1", start: "2099-01-31", scheduled: "2099-01-31", occurrence: 1 };
	const task = {
		title: "Rent",
		dueDate: "2099-01-31",
		recurrence: { rule: "FREQ=MONTHLY", from: "due" },
		series,
	};
	const twice = await importInto(ann, list([task, { ...task, dueDate: "2099-02-28" }]));
	expect(await twice.json()).toMatchObject({
		errors: [{ message: expect.stringContaining("an open task in this file already") }],
	});
	await importInto(ann, list([task]));
	const later = { ...task, dueDate: "2099-02-28", series: { ...series, occurrence: 2 } };
	expect(await (await importInto(ann, list([later]))).json()).toMatchObject({
		imported: 0,
		skipped: 1,
	});
	const done = { ...later, status: "completed" };
	expect(await (await importInto(ann, list([done]))).json()).toMatchObject({ imported: 1 });
});

test("two thousand tasks come in by parts, found and undone like others", async () => {
	const ann = await newCaller();
	const tasks = Array.from({ length: 2_000 }, (_, i) => ({
		id: i + 1,
		title: `Task number ${i + 1}`,
		description: "x".repeat(i % 50 === 0 ? 3_000 : 200),
		parentId: i % 10 === 0 ? null : i - (i % 10) + 1,
	}));
	const answer = await importInto(ann, list(tasks));
	expect(await answer.json()).toMatchObject({ imported: 2_000, skipped: 0, errors: [] });
	expect(await ann.json("GET", "/api/tasks?q=1987")).toMatchObject({ total: 1 });
	expect(await ann.json("GET", "/api/tasks/1987")).toMatchObject({ parentId: 1981 });
	const events = await env.DB.prepare(
		"select count(distinct id) as ids, count(distinct task_id) as tasks from events where type = 'task-created'",
	).first();
	expect(events).toEqual({ ids: 2_000, tasks: 2_000 });
	const file = await (await ann.send("GET", "/api/tasks/export")).json<{ tasks: unknown[] }>();
	expect(file.tasks).toHaveLength(2_000);
	expect(await ann.json("POST", "/api/undo")).toMatchObject({ undone: { affected: 2_000 } });
});
