import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { Connection } from "#db/client.server.ts";
import { listTaskEvents } from "#db/tasks/task-events.server.ts";
import { listTasks } from "#db/tasks/task-lists.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import { localTime } from "#domain/time/local-time.ts";
import { later, newScope } from "#tests/factories.ts";
import { plainTask } from "#tests/task.ts";
import {
	changeTask,
	changeTasks,
	completeTask,
	createTask,
	deleteTask,
	reopenTask,
} from "./commands.server.ts";
import { commitChange } from "./commit-change.server.ts";

const all = { page: 1, limit: 100 };

function list(scope: Scope) {
	return listTasks(scope.db, scope.userId, all, localTime(scope));
}

async function get(scope: Scope, id: number) {
	const task = await findTask(scope.db, scope.userId, id);
	if (!task) throw new Error(`no task ${id}`);
	return task;
}

describe("creating", () => {
	test("gives what was not said its default, and reads back as it was answered", async () => {
		const scope = await newScope();
		const { task } = await createTask(scope, { title: "Buy milk" });
		expect(task).toEqual(plainTask(scope.now, { title: "Buy milk", remindersSince: scope.now }));
		expect(await get(scope, 1)).toEqual(task);
	});

	test("keeps every field", async () => {
		const scope = await newScope();
		const parent = await createTask(scope, { title: "House" });
		const { task } = await createTask(scope, {
			title: "Rent 🏠 שכר דירה <b>",
			description: "To *the* bank\nby `wire`",
			priority: "high",
			due: "2026-12-01T09:00:00",
			tags: ["home", "größe"],
			parentId: parent.task.id,
			recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=1", from: "due" },
			reminders: [{ minutesBefore: 30 }, { at: "2026-11-30T18:00:00" }],
		});
		expect(await get(scope, task.id)).toEqual(task);
	});

	test("numbers each user's tasks from 1, and never gives a number twice", async () => {
		const ann = await newScope();
		const bob = await newScope();
		await createTask(ann, { title: "one" });
		await createTask(ann, { title: "two" });
		await deleteTask(ann, 2);
		expect((await createTask(ann, { title: "three" })).task.id).toBe(3);
		expect((await createTask(bob, { title: "bob's one" })).task.id).toBe(1);
	});

	test("gives tasks that are made at the same moment numbers of their own", async () => {
		const scope = await newScope();
		const made = await Promise.all(
			Array.from({ length: 20 }, (_, i) => createTask(scope, { title: `task ${i}` })),
		);
		expect(made.map(({ task }) => task.id).toSorted((a, b) => a - b)).toEqual(
			Array.from({ length: 20 }, (_, i) => i + 1),
		);
		for (const { task } of made) expect((await get(scope, task.id)).title).toBe(task.title);
	});

	test("makes one task when the same change comes twice, also at once", async () => {
		const scope = await newScope();
		const changeId = "0190c000-0000-7000-8000-000000000001";
		const keyed = { ...scope, idempotency: { changeId } };
		const first = await createTask(keyed, { title: "Once" });
		const [again, alsoAgain] = await Promise.all([
			createTask(keyed, { title: "Once" }),
			createTask(keyed, { title: "Once" }),
		]);
		expect(again.task).toEqual(first.task);
		expect(alsoAgain.task).toEqual(first.task);
		expect(await list(scope)).toHaveLength(1);
	});

	test("puts a task with a rule and no date on the rule's first day", async () => {
		const scope = await newScope();
		const recurrence = { rule: "FREQ=WEEKLY;BYDAY=MO", from: "due" } as const;
		const { task } = await createTask(scope, { title: "Water the ferns", recurrence });
		expect(task.due).toBe("2026-11-23");
	});

	test("refuses a reminder before a due date that is not there", async () => {
		const scope = await newScope();
		const creating = createTask(scope, { title: "x", reminders: [{ minutesBefore: 5 }] });
		await expect(creating).rejects.toMatchObject({ status: 400, fields: [{ path: "reminders" }] });
		expect(await list(scope)).toEqual([]);
	});

	test("refuses a parent that is missing, somebody else's, or itself a subtask", async () => {
		const scope = await newScope();
		const other = await newScope();
		await createTask(other, { title: "theirs" });
		await expect(createTask(scope, { title: "x", parentId: 1 })).rejects.toMatchObject({
			status: 400,
			fields: [{ path: "parentId" }],
		});
		const { task: parent } = await createTask(scope, { title: "parent" });
		const { task: child } = await createTask(scope, { title: "child", parentId: parent.id });
		await expect(createTask(scope, { title: "x", parentId: child.id })).rejects.toMatchObject({
			fields: [{ path: "parentId", message: "A subtask cannot have subtasks." }],
		});
	});
});

describe("changing", () => {
	test("touches what is named, and counts the version up", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Rnet", tags: ["home"], due: "2026-12-01" });
		const { task } = await changeTask(later(scope, 5), 1, { title: "Rent" });
		expect(task).toMatchObject({ title: "Rent", tags: ["home"], due: "2026-12-01", version: 2 });
		expect(task.updatedAt).toEqual(later(scope, 5).now);
		expect(await get(scope, 1)).toEqual(task);
	});

	test("to what is there already writes nothing", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Rent" });
		const { task, changeId } = await changeTask(scope, 1, { title: "Rent" });
		expect(task.version).toBe(1);
		expect(changeId).toBeNull();
		expect(await listTaskEvents(scope.db, scope.userId, 1)).toHaveLength(1);
	});

	test("refuses to build on an old version, and leaves the task alone", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Rent" });
		await changeTask(scope, 1, { title: "Rent, tab one" }, { expectedVersion: 1 });
		const stale = changeTask(scope, 1, { title: "Rent, tab two" }, { expectedVersion: 1 });
		await expect(stale).rejects.toMatchObject({ status: 412 });
		expect((await get(scope, 1)).title).toBe("Rent, tab one");
	});

	test("lets one of two that build on the same version win, and tells the other", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Rent" });
		const results = await Promise.allSettled(
			["one", "two", "three"].map((title) =>
				changeTask(scope, 1, { title }, { expectedVersion: 1 }),
			),
		);
		expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		expect((await get(scope, 1)).version).toBe(2);
	});

	test("keeps all of several changes to different fields that come at once", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Rent" });
		await Promise.all([
			changeTask(scope, 1, { priority: "high" }),
			changeTask(scope, 1, { due: "2026-12-01" }),
			changeTask(scope, 1, { tags: ["home"] }),
		]);
		expect(await get(scope, 1)).toMatchObject({
			priority: "high",
			due: "2026-12-01",
			tags: ["home"],
			version: 4,
		});
	});

	test("keeps subtasks one level deep", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "parent" });
		await createTask(scope, { title: "child", parentId: 1 });
		await createTask(scope, { title: "other" });
		await expect(changeTask(scope, 1, { parentId: 3 })).rejects.toMatchObject({
			fields: [{ path: "parentId", message: "A task that has subtasks cannot become one." }],
		});
		await expect(changeTask(scope, 3, { parentId: 3 })).rejects.toMatchObject({ status: 400 });
		await expect(changeTask(scope, 3, { parentId: 2 })).rejects.toMatchObject({ status: 400 });
		expect((await changeTask(scope, 3, { parentId: 1 })).task.parentId).toBe(1);
	});
});

describe("completing", () => {
	test("says when, and doing it again changes nothing", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Rent" });
		const { task } = await completeTask(later(scope, 60), 1);
		expect(task).toMatchObject({ status: "completed", completedAt: later(scope, 60).now });
		const again = await completeTask(later(scope, 90), 1);
		expect(again.task).toEqual(task);
		expect(again.changeId).toBeNull();
	});

	test("a parent completes its open subtasks and leaves the time of the others", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Move house" });
		await createTask(scope, { title: "Pack", parentId: 1 });
		await createTask(scope, { title: "Cancel gas", parentId: 1 });
		await completeTask(scope, 2);
		await completeTask(later(scope, 60), 1);
		expect((await get(scope, 2)).completedAt).toEqual(scope.now);
		expect((await get(scope, 3)).completedAt).toEqual(later(scope, 60).now);
	});

	test("reopening a subtask reopens the parent it hangs on", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Move house" });
		await createTask(scope, { title: "Pack", parentId: 1 });
		await createTask(scope, { title: "Cancel gas", parentId: 1 });
		await completeTask(scope, 1);
		await reopenTask(scope, 2);
		expect((await list(scope)).map(({ id, status }) => [id, status])).toEqual([
			[1, "pending"],
			[2, "pending"],
			[3, "completed"],
		]);
	});
});

test("a change may carry the status along, and reaches whom completing reaches", async () => {
	const scope = await newScope();
	await createTask(scope, { title: "Move house" });
	await createTask(scope, { title: "Pack", parentId: 1 });
	const { task } = await changeTask(scope, 1, { title: "Moved", status: "completed" });
	expect(task).toMatchObject({ title: "Moved", status: "completed", completedAt: scope.now });
	expect(await get(scope, 2)).toMatchObject({ title: "Pack", status: "completed" });
	await changeTask(scope, 2, { status: "pending" });
	expect(await get(scope, 1)).toMatchObject({ status: "pending", completedAt: null });
	const done = await createTask(scope, { title: "Done before", status: "completed" });
	expect(await get(scope, 3)).toEqual(done.task);
	expect(done.task.completedAt).toEqual(scope.now);
});

describe("deleting", () => {
	test("takes the subtasks along", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Move house" });
		await createTask(scope, { title: "Pack", parentId: 1 });
		await createTask(scope, { title: "Other" });
		await deleteTask(scope, 1);
		expect((await list(scope)).map(({ id }) => id)).toEqual([3]);
	});
});

describe("several at once", () => {
	test("does what can be done and names what is missing", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "one" });
		await createTask(scope, { title: "two" });
		const done = await changeTasks(scope, [1, 2, 77], { type: "complete" });
		expect(done).toMatchObject({ affected: 2, missing: [77], summary: "Completed 2 tasks" });
	});

	test("changes all of 500 long tasks in one change", async () => {
		const scope = await newScope();
		const description = "ü".repeat(10_000);
		const { task } = await createTask(scope, { title: "1", description });
		const others = Array.from({ length: 499 }, (_, i) => ({
			before: null,
			after: { ...task, id: null, title: String(i + 2) },
		}));
		await commitChange(scope, { id: newId(), summary: "Added 499 tasks", edits: others });
		const ids = Array.from({ length: 500 }, (_, i) => i + 1);
		const done = await changeTasks(scope, ids, { type: "update", changes: { priority: "low" } });
		expect(done.affected).toBe(500);
		const { results } = await env.DB.prepare(
			"select count(*) as n, count(distinct change_id) as c from events where type = 'task-updated'",
		).all();
		expect(results).toEqual([{ n: 500, c: 1 }]);
	}, 60_000);

	test("adds a tag to what each task has, and refuses as a whole where one is full", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "one", tags: ["a"] });
		await createTask(scope, {
			title: "full",
			tags: Array.from({ length: 20 }, (_, i) => `t${i}`),
		});
		await changeTasks(scope, [1], { type: "add-tag", tag: "b" });
		expect((await get(scope, 1)).tags).toEqual(["a", "b"]);
		await expect(changeTasks(scope, [1, 2], { type: "add-tag", tag: "c" })).rejects.toMatchObject({
			status: 400,
		});
		expect((await get(scope, 1)).tags).toEqual(["a", "b"]);
	});
});

describe("events", () => {
	test("tell of each change in its own transaction: who, what, before and after", async () => {
		const scope = await newScope({ actor: "api" });
		await createTask(scope, { title: "Rent" });
		await changeTask(scope, 1, { title: "Pay rent" });
		await completeTask(scope, 1);
		await reopenTask(scope, 1);
		await deleteTask(scope, 1);
		const { results } = await env.DB.prepare(
			"select type, actor, request_id, before ->> 'title' as was, after ->> 'title' as became, after ->> 'id' as number from events order by id",
		).all();
		const by = { actor: "api", request_id: "test-request" };
		expect(results).toEqual([
			{ ...by, type: "task-created", was: null, became: "Rent", number: 1 },
			{ ...by, type: "task-updated", was: "Rent", became: "Pay rent", number: 1 },
			{ ...by, type: "task-completed", was: "Pay rent", became: "Pay rent", number: 1 },
			{ ...by, type: "task-reopened", was: "Pay rent", became: "Pay rent", number: 1 },
			{ ...by, type: "task-deleted", was: "Pay rent", became: null, number: null },
		]);
	});

	test("are not written when their change is not", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Rent" });
		await env.DB.exec(
			"create trigger no_deleting before delete on tasks begin select raise(abort, 'no'); end",
		);
		await expect(deleteTask(scope, 1)).rejects.toThrow();
		expect(await listTaskEvents(scope.db, scope.userId, 1)).toHaveLength(1);
		expect(await list(scope)).toHaveLength(1);
	});
});

test("another user's task is not found by any command", async () => {
	const ann = await newScope();
	const bob = await newScope();
	await createTask(ann, { title: "Ann's" });
	const notFound = { status: 404, message: "There is no task 1." };
	await expect(changeTask(bob, 1, { title: "x" })).rejects.toMatchObject(notFound);
	await expect(completeTask(bob, 1)).rejects.toMatchObject(notFound);
	await expect(reopenTask(bob, 1)).rejects.toMatchObject(notFound);
	await expect(deleteTask(bob, 1)).rejects.toMatchObject(notFound);
	const bulk = await changeTasks(bob, [1], { type: "delete" });
	expect(bulk).toMatchObject({ affected: 0, missing: [1], changeId: null });
	expect(await get(ann, 1)).toMatchObject({ title: "Ann's", version: 1 });
});

test("a command costs at most two trips", async () => {
	const scope = await newScope();
	const costs = async (command: (scope: Scope) => Promise<unknown>) => {
		const connection = new Connection(env.DB);
		await command({ ...scope, db: connection.open() });
		return connection.trips;
	};
	expect(await costs((s) => createTask(s, { title: "one" }))).toBe(1);
	expect(await costs((s) => createTask(s, { title: "two", parentId: 1 }))).toBe(2);
	expect(await costs((s) => changeTask(s, 1, { title: "1" }))).toBe(2);
	expect(await costs((s) => completeTask(s, 1))).toBe(2);
	expect(await costs((s) => reopenTask(s, 2))).toBe(2);
	expect(await costs((s) => changeTasks(s, [1, 2], { type: "complete" }))).toBe(2);
	expect(await costs((s) => deleteTask(s, 1))).toBe(2);
});
