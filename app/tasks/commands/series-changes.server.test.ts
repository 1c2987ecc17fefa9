import { describe, expect, test } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import { undo } from "#app/history/undo-commands.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import type { SeriesRange, Task } from "#domain/task/task.ts";
import { later, newScope } from "#tests/factories.ts";
import {
	changeTask,
	changeTasks,
	completeTask,
	createTask,
	skipOccurrence,
} from "./commands.server.ts";
import type { TaskChanges } from "./task-action.ts";

const MONDAYS = { rule: "FREQ=WEEKLY;BYDAY=MO", from: "due" } as const;

/** A scope with task 1, due on Monday 23 November, every Monday. */
async function mondays(): Promise<Scope> {
	const scope = await newScope();
	await createTask(scope, {
		title: "Bins",
		due: "2026-11-23T07:00:00",
		recurrence: MONDAYS,
		tags: ["home"],
		reminders: [{ minutesBefore: 10 }],
	});
	return scope;
}

/** Changes task 1, and answers it and the one that comes after it. */
async function changed(scope: Scope, changes: TaskChanges, range?: SeriesRange) {
	const { task } = await changeTask(later(scope, 1), 1, changes, { range });
	const { next } = await completeTask(later(scope, 2), 1);
	return { task, next: next as Task };
}

describe("where nothing is said", () => {
	test("a new due date is for this one alone, and the rule stays", async () => {
		const { task, next } = await changed(await mondays(), { due: "2026-11-25T10:00:00" });
		expect(task).toMatchObject({ due: "2026-11-25T10:00:00", recurrence: MONDAYS });
		expect(next.due).toBe("2026-11-30T07:00:00");
	});

	test("a due date beyond the next occurrences passes over these", async () => {
		const { next } = await changed(await mondays(), { due: "2026-12-02" });
		expect(next.due).toBe("2026-12-07T07:00:00");
	});

	test("a due date before the series does not bring its day back", async () => {
		const { next } = await changed(await mondays(), { due: "2026-11-21" });
		expect(next.due).toBe("2026-11-30T07:00:00");
	});

	test("what else is changed goes on to those that follow", async () => {
		const changes = { title: "Bins out", priority: "high", tags: [], reminders: [] } as const;
		const { next } = await changed(await mondays(), { ...changes, tags: [], reminders: [] });
		expect(next).toMatchObject(changes);
	});
});

describe("“only this one”", () => {
	test("leaves those that follow as they were", async () => {
		const changes: TaskChanges = {
			title: "Bins and glass",
			due: "2026-11-24",
			tags: ["home", "glass"],
			reminders: [],
		};
		const { task, next } = await changed(await mondays(), changes, "this");
		expect(task).toMatchObject(changes);
		expect(next).toMatchObject({
			title: "Bins",
			due: "2026-11-30T07:00:00",
			tags: ["home"],
			reminders: [{ minutesBefore: 10 }],
		});
		expect(next.series).not.toHaveProperty("standing");
	});

	test("holds through more changes, until one of the same field is for all", async () => {
		const scope = await mondays();
		await changeTask(scope, 1, { title: "A", description: "B" }, { range: "this" });
		await changeTask(scope, 1, { title: "C" }, { range: "this" });
		await changeTasks(scope, [1], { type: "add-tag", tag: "new" });
		const { next } = await changed(scope, { description: "For all" });
		expect(next).toMatchObject({ title: "Bins", description: "For all", tags: ["home", "new"] });
	});

	test("of tags stays so when one is added to all", async () => {
		const scope = await mondays();
		await changeTask(scope, 1, { tags: ["glass"] }, { range: "this" });
		await changeTasks(scope, [1], { type: "add-tag", tag: "new" });
		expect(await findTask(scope.db, scope.userId, 1)).toMatchObject({ tags: ["glass", "new"] });
		expect((await completeTask(scope, 1)).next).toMatchObject({ tags: ["home", "new"] });
	});

	test("keeps reminders of a time of their own where they stood before the move", async () => {
		const scope = await newScope();
		await createTask(scope, {
			title: "Bins",
			due: "2026-11-23",
			recurrence: MONDAYS,
			reminders: [{ at: "2026-11-22T18:00:00" }],
		});
		const changes = { due: "2026-11-25", reminders: [{ at: "2026-11-24T18:00:00" }] };
		const { next } = await changed(scope, changes, "this");
		expect(next.reminders).toEqual([{ at: "2026-11-29T18:00:00" }]);
	});

	test("goes with a skip", async () => {
		const scope = await mondays();
		await changeTask(scope, 1, { title: "Bins and glass", due: "2026-11-24" }, { range: "this" });
		const { task } = await skipOccurrence(scope, 1);
		expect(task).toMatchObject({ title: "Bins", due: "2026-11-30T07:00:00" });
		expect(task.series).not.toHaveProperty("standing");
	});
});

describe("“this and all that follow”", () => {
	test("moves the series with the due date, and the day of its rule", async () => {
		const due = "2026-11-25T10:00:00";
		const { task, next } = await changed(await mondays(), { due }, "following");
		expect(task.recurrence).toEqual({ rule: "FREQ=WEEKLY;BYDAY=WE", from: "due" });
		expect(next.due).toBe("2026-12-02T10:00:00");
	});

	test("leaves as many of a counted series as there were left", async () => {
		const scope = await newScope();
		const recurrence = { rule: "FREQ=DAILY;COUNT=5", from: "due" } as const;
		await createTask(scope, { title: "Pills", due: "2026-11-20", recurrence });
		await completeTask(scope, 1);
		const { task } = await changeTask(scope, 2, { due: "2026-11-25" }, { range: "following" });
		expect(task.recurrence?.rule).toBe("FREQ=DAILY;COUNT=4");
	});

	test("is taken back as a whole", async () => {
		const scope = await mondays();
		const before = await findTask(scope.db, scope.userId, 1);
		await changeTask(later(scope, 1), 1, { due: "2026-11-25" }, { range: "following" });
		await undo(later(scope, 2));
		const { due, recurrence, series } = (await findTask(scope.db, scope.userId, 1)) as Task;
		expect({ due, recurrence, series }).toEqual({
			due: before?.due,
			recurrence: before?.recurrence,
			series: before?.series,
		});
	});
});

describe("a rule that is changed in mid-series", () => {
	test("counts from the due date of the moment", async () => {
		const scope = await newScope();
		const daily = { rule: "FREQ=DAILY;COUNT=3", from: "due" } as const;
		await createTask(scope, { title: "Pills", due: "2026-11-20", recurrence: daily });
		await completeTask(scope, 1);
		const recurrence = { rule: "FREQ=DAILY;INTERVAL=2;COUNT=3", from: "due" } as const;
		const { task } = await changeTask(scope, 2, { recurrence });
		expect(task.series).toMatchObject({ start: "2026-11-21", occurrence: 1 });
		expect((await completeTask(scope, 2)).next?.due).toBe("2026-11-23");
		expect((await completeTask(scope, 3)).next?.due).toBe("2026-11-25");
		expect((await completeTask(scope, 4)).next).toBeNull();
	});

	test("keeps the day it started on when it only gets an end", async () => {
		const scope = await newScope();
		const monthly = { rule: "FREQ=MONTHLY", from: "due" } as const;
		await createTask(scope, { title: "Rent", due: "2027-01-31", recurrence: monthly });
		await completeTask(scope, 1);
		const recurrence = { rule: "FREQ=MONTHLY;UNTIL=20270401", from: "due" } as const;
		await changeTask(scope, 2, { recurrence });
		expect((await completeTask(scope, 2)).next?.due).toBe("2027-03-31");
		expect((await completeTask(scope, 3)).next).toBeNull();
	});

	test("may go over to counting from completion", async () => {
		const scope = await mondays();
		const recurrence = { rule: "FREQ=DAILY;INTERVAL=3", from: "completion" } as const;
		const { next } = await changed(scope, { recurrence });
		expect(next.due).toBe("2026-11-23T07:00:00");
	});

	test("starts a series where there was none", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Bins", due: "2026-11-20" });
		const { task, next } = await changed(scope, { recurrence: MONDAYS });
		expect([task.due, next.due]).toEqual(["2026-11-23", "2026-11-30"]);
	});
});

test("a change of one that is completed leaves the open one and its series alone", async () => {
	const scope = await mondays();
	const { next } = await completeTask(scope, 1);
	await changeTask(scope, 1, { title: "Done", recurrence: { rule: "FREQ=DAILY", from: "due" } });
	expect(await findTask(scope.db, scope.userId, 2)).toEqual(next);
});

test("a change that brings reminders, status or date along lets these count from then", async () => {
	const scope = await mondays();
	const since = async (changes: TaskChanges, minutes: number) =>
		(await changeTask(later(scope, minutes), 1, changes)).task.remindersSince;
	expect(await since({ title: "x" }, 1)).toEqual(scope.now);
	expect(await since({ due: "2026-11-24" }, 2)).toEqual(later(scope, 2).now);
	expect(await since({ reminders: [] }, 3)).toEqual(later(scope, 3).now);
	expect(await since({ recurrence: null }, 4)).toEqual(later(scope, 4).now);
	expect(await since({ status: "completed" }, 5)).toEqual(later(scope, 5).now);
});
