import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import {
	changeTask,
	changeTasks,
	createTask,
	deleteTask,
} from "#app/tasks/commands/commands.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import { later, newScope } from "#tests/factories.ts";
import { restoreTasks } from "./restore-commands.server.ts";
import { redo, undo } from "./undo-commands.server.ts";

const DAY = 24 * 60;

async function household(): Promise<Scope> {
	const scope = await newScope();
	await createTask(scope, { title: "Move house", due: "2026-12-01", tags: ["home"] });
	await createTask(scope, { title: "Pack", parentId: 1, priority: "high" });
	await createTask(scope, { title: "Pay rent", description: "by wire" });
	return scope;
}

const find = (scope: Scope, id: number) => findTask(scope.db, scope.userId, id);

describe("restoring", () => {
	test("brings a task back with its subtasks, whatever was done since, and can be undone", async () => {
		const scope = await household();
		const before = [await find(scope, 1), await find(scope, 2)];
		const deleted = await deleteTask(later(scope, 1), 1);
		await changeTask(later(scope, 2), 3, { title: "Rent" });
		await changeTask(later(scope, 3), 3, { title: "Pay the rent" });
		const restored = await restoreTasks(later(scope, 4), deleted.changeId as string);
		expect(restored.summary).toBe("Restored 2 tasks");
		const now = { version: expect.any(Number), updatedAt: later(scope, 4).now };
		const remindersSince = later(scope, 4).now;
		expect([await find(scope, 1), await find(scope, 2)]).toEqual(
			before.map((task) => ({ ...task, ...now, remindersSince })),
		);
		expect((await find(scope, 3))?.title).toBe("Pay the rent");
		await undo(later(scope, 5), restored.changeId as string);
		expect(await find(scope, 1)).toBeNull();
	});

	test("gives a version that the task never had", async () => {
		const scope = await household();
		await changeTask(scope, 3, { title: "Rent" });
		const deleted = await deleteTask(scope, 3);
		await restoreTasks(scope, deleted.changeId as string);
		expect((await find(scope, 3))?.version).toBe(3);
	});

	test("works for what undo and redo deleted, too", async () => {
		const scope = await newScope();
		const { changeId } = await createTask(scope, { title: "Milk" });
		await undo(later(scope, 1));
		const undone = await env.DB.prepare("select id from changes where state = 'inverse'").first(
			"id",
		);
		await createTask(later(scope, 2), { title: "Bread" });
		await expect(redo(later(scope, 3), changeId as string)).rejects.toThrow("cannot be redone");
		await restoreTasks(later(scope, 3), String(undone));
		expect((await find(scope, 1))?.title).toBe("Milk");
	});

	test("puts a subtask whose parent is gone at the top, and of several only those that are gone", async () => {
		const scope = await household();
		const deleted = await changeTasks(scope, [2, 3], { type: "delete" });
		await deleteTask(scope, 1);
		await restoreTasks(scope, deleted.changeId as string);
		expect((await find(scope, 2))?.parentId).toBeNull();
		await deleteTask(scope, 3);
		const again = await restoreTasks(scope, deleted.changeId as string);
		expect(again.summary).toBe("Restored “Pay rent”");
	});

	test("is refused when all is there, after 30 days, and for others' changes", async () => {
		const scope = await household();
		const deleted = await deleteTask(scope, 3);
		const id = deleted.changeId as string;
		await expect(restoreTasks(await newScope(), id)).rejects.toThrow("no such change");
		await expect(restoreTasks(later(scope, 30 * DAY + 1), id)).rejects.toThrow("for 30 days");
		await restoreTasks(later(scope, 30 * DAY), id);
		await expect(restoreTasks(scope, id)).rejects.toThrow("nothing to restore");
		expect(await find(scope, 3)).not.toBeNull();
	});

	test("a task whose series has gone on without it comes back without repeating", async () => {
		const scope = await household();
		const series = { id: "s", start: "2026-11-20", scheduled: "2026-11-20", occurrence: 1 };
		const set = (id: number) =>
			env.DB.prepare("update tasks set series = ?, recurrence = ? where id = ?")
				.bind(JSON.stringify(series), '{"rule":"FREQ=DAILY","from":"due"}', id)
				.run();
		await set(3);
		const deleted = await deleteTask(scope, 3);
		await set(1);
		await restoreTasks(scope, deleted.changeId as string);
		expect(await find(scope, 3)).toMatchObject({ recurrence: null, series: null });
	});
});
