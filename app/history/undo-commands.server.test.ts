import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import {
	changeTask,
	changeTasks,
	completeTask,
	createTask,
	deleteTask,
} from "#app/tasks/commands/commands.server.ts";
import { Connection } from "#db/client.server.ts";
import { listTasks } from "#db/tasks/task-lists.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import type { Task } from "#domain/task/task.ts";
import { localTime } from "#domain/time/local-time.ts";
import { later, newScope } from "#tests/factories.ts";
import { redo, undo } from "./undo-commands.server.ts";

/** Everything about the user's tasks that undo brings back: not when, nor how often they changed. */
async function content(scope: Scope) {
	const list = await listTasks(scope.db, scope.userId, { page: 1, limit: 100 }, localTime(scope));
	const tasks = await Promise.all(list.map(({ id }) => findTask(scope.db, scope.userId, id)));
	return tasks
		.map((task) => {
			const { updatedAt: _, version: __, remindersSince: ___, ...rest } = task as Task;
			return rest;
		})
		.toSorted((a, b) => a.id - b.id);
}

async function household(): Promise<Scope> {
	const scope = await newScope();
	await createTask(scope, { title: "Move house", due: "2026-12-01", tags: ["home"] });
	await createTask(scope, { title: "Pack", parentId: 1, priority: "high" });
	await createTask(scope, { title: "Cancel gas", parentId: 1 });
	await createTask(scope, {
		title: "Pay rent",
		description: "by wire",
		due: "2026-12-01T09:00:00",
	});
	return scope;
}

const COMMANDS: [string, (scope: Scope) => Promise<unknown>][] = [
	["creating", (scope) => createTask(scope, { title: "New" })],
	["changing", (scope) => changeTask(scope, 4, { title: "Rent", due: null, tags: ["x"] })],
	["completing a parent", (scope) => completeTask(scope, 1)],
	["deleting a parent", (scope) => deleteTask(scope, 1)],
	["deleting several", (scope) => changeTasks(scope, [1, 4], { type: "delete" })],
	["completing several", (scope) => changeTasks(scope, [2, 4], { type: "complete" })],
];

test.each(COMMANDS)("undo takes %s back, and redo does it again", async (_, command) => {
	const scope = await household();
	const before = await content(scope);
	await command(later(scope, 1));
	const after = await content(scope);
	expect(after).not.toEqual(before);
	await undo(later(scope, 2));
	expect(await content(scope)).toEqual(before);
	await redo(later(scope, 3));
	expect(await content(scope)).toEqual(after);
	await undo(later(scope, 4));
	expect(await content(scope)).toEqual(before);
});

describe("undo", () => {
	test("goes back step by step, and redo forward again, to where it all was", async () => {
		const scope = await household();
		const states = [await content(scope)];
		for (const [i, [, command]] of COMMANDS.slice(0, 4).entries()) {
			await command(later(scope, i + 1));
			states.push(await content(scope));
		}
		for (let i = states.length - 2; i >= 0; i -= 1) {
			await undo(later(scope, 10));
			expect(await content(scope)).toEqual(states[i]);
		}
		for (const state of states.slice(1)) {
			await redo(later(scope, 20));
			expect(await content(scope)).toEqual(state);
		}
	});

	test("counts the version up, so that nobody takes the old state for the one they know", async () => {
		const scope = await household();
		const versions = [];
		for (const step of [
			() => changeTask(later(scope, 1), 4, { title: "Rent" }),
			() => undo(later(scope, 2)),
			() => deleteTask(later(scope, 3), 4),
			() => undo(later(scope, 4)),
		]) {
			await step();
			versions.push((await findTask(scope.db, scope.userId, 4))?.version);
		}
		expect(versions).toEqual([2, 3, undefined, 4]);
	});

	test("of a change by its id leaves what came after it", async () => {
		const scope = await household();
		const { changeId } = await changeTask(later(scope, 1), 4, { priority: "high" });
		await changeTask(later(scope, 2), 4, { title: "Rent" });
		await undo(later(scope, 3), changeId as string);
		expect(await findTask(scope.db, scope.userId, 4)).toMatchObject({
			title: "Rent",
			priority: "medium",
		});
	});

	test("leaves alone what was changed again since, and says so", async () => {
		const scope = await household();
		const { changeId } = await changeTasks(later(scope, 1), [2, 4], {
			type: "update",
			changes: { title: "Same" },
		});
		await changeTask(later(scope, 2), 4, { title: "Mine" });
		expect(await undo(later(scope, 3), changeId as string)).toMatchObject({
			affected: 1,
			skipped: [4],
		});
		const titles = (await content(scope)).map(({ title }) => title);
		expect(titles).toEqual(["Move house", "Pack", "Cancel gas", "Mine"]);
	});

	test("of adding a task that has been given subtasks since does not take them along", async () => {
		const scope = await household();
		const { changeId } = await createTask(later(scope, 1), { title: "Trip" });
		await createTask(later(scope, 2), { title: "Tickets", parentId: 5 });
		await expect(undo(later(scope, 3), changeId as string)).rejects.toMatchObject({ status: 409 });
		expect(await content(scope)).toHaveLength(6);
	});

	test("twice of the same change does it once", async () => {
		const scope = await household();
		const { changeId } = await deleteTask(later(scope, 1), 4);
		const both = await Promise.allSettled([
			undo(later(scope, 2), changeId as string),
			undo(later(scope, 2), changeId as string),
		]);
		expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
		expect(await content(scope)).toHaveLength(4);
	});

	test("brings a deleted task back into the search", async () => {
		const scope = await household();
		await deleteTask(later(scope, 1), 4);
		await undo(later(scope, 2));
		const found = await listTasks(
			scope.db,
			scope.userId,
			{ q: "wire", page: 1, limit: 50 },
			localTime(scope),
		);
		expect(found.map(({ id }) => id)).toEqual([4]);
	});

	test("with nothing to take back, or somebody else's change, says so", async () => {
		const scope = await newScope();
		await expect(undo(scope)).rejects.toMatchObject({ status: 409 });
		await expect(redo(scope)).rejects.toMatchObject({ status: 409 });
		const ann = await household();
		const { changeId } = await deleteTask(ann, 4);
		await expect(undo(scope, changeId as string)).rejects.toMatchObject({ status: 404 });
	});

	test("costs two trips", async () => {
		const scope = await household();
		await deleteTask(later(scope, 1), 1);
		const connection = new Connection(env.DB);
		await undo({ ...later(scope, 2), db: connection.open() });
		expect(connection.trips).toBe(2);
	});
});

test("a new change ends what could have been redone", async () => {
	const scope = await household();
	await changeTask(later(scope, 1), 4, { title: "Rent" });
	await undo(later(scope, 2));
	await changeTask(later(scope, 3), 2, { title: "Pack all" });
	await expect(redo(later(scope, 4))).rejects.toMatchObject({ status: 409 });
});

test("a subtask that was deleted alone comes back below its parent", async () => {
	const scope = await household();
	await deleteTask(scope, 2);
	await undo(scope);
	expect((await findTask(scope.db, scope.userId, 2))?.parentId).toBe(1);
});

test("undo goes back 50 changes, not 51, and by the id of a change no further", async () => {
	const scope = await newScope();
	const { changeId } = await createTask(scope, { title: "0" });
	for (let n = 1; n <= 50; n += 1) await changeTask(later(scope, n), 1, { title: String(n) });
	const now = later(scope, 60);
	await expect(undo(now, changeId as string)).rejects.toThrow("Only the last 50 changes");
	for (let n = 49; n >= 0; n -= 1) {
		await undo(now);
		expect((await findTask(scope.db, scope.userId, 1))?.title).toBe(String(n));
	}
	await expect(undo(now)).rejects.toThrow("Only the last 50 changes");
	for (let n = 1; n <= 50; n += 1) await redo(now);
	expect((await findTask(scope.db, scope.userId, 1))?.title).toBe("50");
	await expect(redo(now)).rejects.toThrow("nothing to redo");
});
