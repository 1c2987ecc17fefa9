import { expect, test } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import { completeTask, createTask, deleteTask } from "#app/tasks/commands/commands.server.ts";
import { NOW, newScope } from "#tests/factories.ts";
import { loadStatistics } from "./load-statistics.server.ts";

const at = (scope: Scope, instant: string): Scope => ({ ...scope, now: new Date(instant) });

async function done(scope: Scope, made: string, completed: string, fields = {}) {
	const { task } = await createTask(at(scope, made), { title: "x", ...fields });
	await completeTask(at(scope, completed), task.id);
}

test("nobody's tasks are counted but one's own, and none is no fault", async () => {
	const stranger = await newScope();
	await createTask(stranger, { title: "theirs", tags: ["secret"] });
	const scope = await newScope();
	expect(await loadStatistics(scope)).toMatchObject({
		total: 0,
		pending: 0,
		completed: 0,
		completionRate: 0,
		averageSecondsToDone: null,
		currentStreak: 0,
		longestStreak: 0,
		byTag: [],
		today: "2026-11-20",
		timeZone: "America/New_York",
	});
});

test("tasks are counted by status, priority and tag, overdue and due today", async () => {
	const scope = await newScope();
	const add = (fields: Partial<Parameters<typeof createTask>[1]>) =>
		createTask(scope, { title: "x", ...fields });
	await add({ due: "2026-11-20", tags: ["home"], priority: "high" });
	await add({ due: "2026-11-20T09:00:00", tags: ["home", "work"] });
	await add({ due: "2026-11-20T23:00:00" });
	await add({ due: "2026-11-19" });
	await add({ due: "2026-11-21" });
	await done(scope, "2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z", {
		due: "2026-11-01",
		tags: ["home"],
		priority: "low",
	});
	const gone = await add({ tags: ["gone"] });
	await deleteTask(scope, gone.task.id);
	expect(await loadStatistics(scope)).toMatchObject({
		total: 6,
		pending: 5,
		completed: 1,
		overdue: 2,
		dueToday: 3,
		completionRate: 1 / 6,
		averageSecondsToDone: 3600,
		byPriority: [
			{ priority: "high", total: 1, pending: 1, completed: 0 },
			{ priority: "medium", total: 4, pending: 4, completed: 0 },
			{ priority: "low", total: 1, pending: 0, completed: 1 },
		],
		byTag: [
			{ tag: "home", total: 3, pending: 2, completed: 1 },
			{ tag: "work", total: 1, pending: 1, completed: 0 },
		],
	});
});

test("days are the user's own, also where the clocks change", async () => {
	const scope = await newScope({ now: new Date("2026-11-02T15:00:00Z") });
	// The clocks went back on Sunday 1 November at 06:00Z: that day had 25 hours.
	await done(scope, "2026-10-31T12:00:00Z", "2026-11-01T03:59:59Z");
	await done(scope, "2026-10-31T12:00:00Z", "2026-11-01T04:00:00Z");
	await done(scope, "2026-10-31T12:00:00Z", "2026-11-02T04:59:59Z");
	await done(scope, "2026-10-31T12:00:00Z", "2026-11-02T05:00:00Z");
	const { completedPerDay, completedPerWeekday, currentStreak } = await loadStatistics(scope);
	expect(completedPerDay.slice(-3)).toEqual([
		{ date: "2026-10-31", count: 1 },
		{ date: "2026-11-01", count: 2 },
		{ date: "2026-11-02", count: 1 },
	]);
	expect(completedPerWeekday.filter(({ count }) => count > 0)).toEqual([
		{ weekday: 1, count: 1 },
		{ weekday: 6, count: 1 },
		{ weekday: 7, count: 2 },
	]);
	expect(currentStreak).toBe(3);
});

test("somebody who moves sees the days of where they are now", async () => {
	const scope = await newScope();
	await done(scope, "2026-11-19T12:00:00Z", "2026-11-19T20:00:00Z");
	const inTokyo = await loadStatistics({ ...scope, timeZone: "Asia/Tokyo", now: NOW });
	expect(inTokyo.completedPerDay.slice(-2)).toEqual([
		{ date: "2026-11-20", count: 1 },
		{ date: "2026-11-21", count: 0 },
	]);
	const inNewYork = await loadStatistics(scope);
	expect(inNewYork.completedPerDay.at(-2)).toEqual({ date: "2026-11-19", count: 1 });
});
