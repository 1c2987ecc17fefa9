import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import { completeTask, createTask } from "#app/tasks/commands/commands.server.ts";
import type { NewTask } from "#app/tasks/commands/task-action.ts";
import type { TaskQuery } from "#domain/task/task-list.ts";
import { localTime } from "#domain/time/local-time.ts";
import { newScope } from "#tests/factories.ts";
import { countOpenTasks, countTasks, listTagCounts, listTasks } from "./task-lists.server.ts";

async function withTasks(...tasks: NewTask[]): Promise<Scope> {
	const scope = await newScope();
	for (const task of tasks) await createTask(scope, task);
	return scope;
}

async function titles(scope: Scope, query: Partial<TaskQuery> = {}, at = scope) {
	const full = { page: 1, limit: 50, ...query };
	const tasks = await listTasks(scope.db, scope.userId, full, localTime(at));
	expect(await countTasks(scope.db, scope.userId, full, localTime(at))).toBe(tasks.length);
	return tasks.map(({ title }) => title);
}

describe("search", () => {
	test("finds words by their beginning, whatever their case and accents", async () => {
		const scope = await withTasks({ title: "Café in Zürich" }, { title: "Tea" });
		for (const q of ["cafe", "CAFÉ", "caf", "zur", "zürich", "zuri café"]) {
			expect(await titles(scope, { q })).toEqual(["Café in Zürich"]);
		}
		expect(await titles(scope, { q: "afe" })).toEqual([]);
	});

	test("looks at title, description and tags, and wants all words", async () => {
		const scope = await withTasks(
			{ title: "Rent", description: "by wire", tags: ["home"] },
			{ title: "Rent a car" },
		);
		expect(await titles(scope, { q: "rent wire home" })).toEqual(["Rent"]);
		expect(await titles(scope, { q: "rent" })).toHaveLength(2);
	});

	test("finds a character of a script that is written without spaces", async () => {
		const scope = await withTasks({ title: "牛乳を買う" }, { title: "本を読む" });
		expect(await titles(scope, { q: "牛乳" })).toEqual(["牛乳を買う"]);
	});

	test.each([`"`, "*", "a AND", "NEAR(", "title:x", "'; drop table tasks; --", "-", "\u0000"])(
		"takes %j for words, not for syntax",
		async (q) => {
			const scope = await withTasks({ title: "Rent" });
			expect(await titles(scope, { q })).toEqual([]);
		},
	);

	test("never sees another user's words", async () => {
		const ann = await withTasks({ title: "Ann's secret" });
		const bob = await withTasks({ title: "Bob's" });
		expect(await titles(bob, { q: "secret" })).toEqual([]);
		expect(await titles(ann, { q: "secret" })).toEqual(["Ann's secret"]);
	});
});

describe("due", () => {
	test("windows are of the user's day, not of UTC's", async () => {
		// 23:30 on 20 November in Los Angeles is 07:30 on the 21st in UTC.
		const scope = await newScope({
			timeZone: "America/Los_Angeles",
			now: new Date("2026-11-21T07:30:00Z"),
		});
		for (const due of [
			"2026-11-19",
			"2026-11-20",
			"2026-11-20T23:00:00",
			"2026-11-20T23:45:00",
			"2026-11-21",
			"2026-11-26",
			"2026-11-27",
		]) {
			await createTask(scope, { title: due, due });
		}
		await createTask(scope, { title: "undated" });
		expect(await titles(scope, { due: "overdue" })).toEqual(["2026-11-19", "2026-11-20T23:00:00"]);
		expect(await titles(scope, { due: "today" })).toEqual([
			"2026-11-19",
			"2026-11-20T23:00:00",
			"2026-11-20T23:45:00",
			"2026-11-20",
		]);
		expect(await titles(scope, { due: "week" })).toEqual([
			"2026-11-20T23:00:00",
			"2026-11-20T23:45:00",
			"2026-11-20",
			"2026-11-21",
			"2026-11-26",
		]);
		expect(await titles(scope, { due: "none" })).toEqual(["undated"]);
		expect(await countOpenTasks(scope.db, scope.userId, localTime(scope))).toEqual({
			pending: 8,
			overdue: 2,
			today: 4,
			week: 5,
		});
	});

	test("what is done is not overdue", async () => {
		const scope = await withTasks({ title: "late", due: "2026-11-01" });
		await completeTask(scope, 1);
		expect(await titles(scope, { due: "overdue" })).toEqual([]);
		expect(await titles(scope, { due: "today" })).toEqual([]);
	});
});

test("sorts as asked, undated tasks last in either direction, priority from high", async () => {
	const scope = await withTasks(
		{ title: "b", due: "2026-12-02", priority: "low" },
		{ title: "A", due: null, priority: "high" },
		{ title: "c", due: "2026-12-01", priority: "medium" },
		{ title: "d", due: "2026-12-01", priority: "high" },
	);
	const sorted = (field: "due" | "priority" | "title" | "created", direction: "asc" | "desc") =>
		titles(scope, { sort: { field, direction } });
	expect(await titles(scope)).toEqual(["d", "c", "b", "A"]);
	expect(await sorted("due", "asc")).toEqual(["d", "c", "b", "A"]);
	expect(await sorted("due", "desc")).toEqual(["b", "d", "c", "A"]);
	expect(await sorted("priority", "desc")).toEqual(["d", "A", "c", "b"]);
	expect(await sorted("priority", "asc")).toEqual(["b", "c", "d", "A"]);
	expect(await sorted("title", "asc")).toEqual(["A", "b", "c", "d"]);
	expect(await sorted("created", "desc")).toEqual(["d", "c", "A", "b"]);
});

test("pages follow each other without gaps or repeats", async () => {
	const scope = await withTasks(...Array.from({ length: 7 }, (_, i) => ({ title: `${i}` })));
	const pages = await Promise.all(
		[1, 2, 3, 4].map((page) =>
			listTasks(scope.db, scope.userId, { page, limit: 3 }, localTime(scope)),
		),
	);
	expect(pages.map((page) => page.map(({ title }) => title))).toEqual([
		["0", "1", "2"],
		["3", "4", "5"],
		["6"],
		[],
	]);
});

test("a row knows how far its subtasks are, and a subtask its parent", async () => {
	const scope = await withTasks(
		{ title: "Move" },
		{ title: "Pack", parentId: 1 },
		{ title: "Call", parentId: 1 },
	);
	await completeTask(scope, 3);
	const rows = await listTasks(scope.db, scope.userId, { page: 1, limit: 9 }, localTime(scope));
	expect(rows.map(({ subtasks, parentTitle }) => ({ subtasks, parentTitle }))).toEqual([
		{ subtasks: { open: 1, total: 2 }, parentTitle: null },
		{ subtasks: null, parentTitle: "Move" },
		{ subtasks: null, parentTitle: "Move" },
	]);
});

test("tags are counted over open tasks", async () => {
	const scope = await withTasks(
		{ title: "a", tags: ["home", "bank"] },
		{ title: "b", tags: ["home"] },
		{ title: "c", tags: ["done"] },
	);
	await completeTask(scope, 3);
	expect(await listTagCounts(scope.db, scope.userId)).toEqual([
		{ tag: "bank", count: 1 },
		{ tag: "home", count: 2 },
	]);
	expect(await titles(scope, { tag: "home" })).toEqual(["a", "b"]);
});

test("the day's order is timed tasks by their time, then the all-day ones", async () => {
	const scope = await withTasks(
		{ title: "all day", due: "2026-12-01" },
		{ title: "late", due: "2026-12-01T23:59:00" },
		{ title: "early", due: "2026-12-01T00:00:00" },
	);
	expect(await titles(scope)).toEqual(["early", "late", "all day"]);
	const { results } = await env.DB.prepare("select due from tasks order by id").all();
	expect(results.map(({ due }) => due)).toEqual([
		"2026-12-01T24:00:00",
		"2026-12-01T23:59:00",
		"2026-12-01T00:00:00",
	]);
});
