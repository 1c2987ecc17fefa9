import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import { redo, undo } from "#app/history/undo-commands.server.ts";
import { later, newScope } from "#tests/factories.ts";
import { changeTask, completeTask, createTask } from "./commands.server.ts";
import { repairSeries } from "./repair-commands.server.ts";

async function tasks() {
	const { results } = await env.DB.prepare(
		"select id, due, status, version from tasks order by user_id, id",
	).all();
	return results;
}

/** A daily task that was completed as before there were series: nothing came of it. */
async function completedLongAgo(fields: { parentId?: number } = {}): Promise<Scope> {
	const scope = await newScope();
	const recurrence = { rule: "FREQ=DAILY", from: "due" } as const;
	await createTask(scope, { title: "Ferns", due: "2026-11-20", recurrence, ...fields });
	await completeTask(scope, 1);
	await env.DB.exec("delete from tasks where id > 1");
	await env.DB.exec("update tasks set series = null");
	return scope;
}

test("a series that stopped goes on, after today, by Tend itself", async () => {
	const scope = await completedLongAgo();
	const published: string[] = [];
	const publishEvents: Scope["publishEvents"] = (userId) => published.push(userId);
	expect(await repairSeries({ ...later(scope, 3 * 24 * 60), publishEvents })).toBe(1);
	expect(await tasks()).toMatchObject([
		{ id: 1, status: "completed" },
		{ status: "pending", due: "2026-11-24T24:00:00" },
	]);
	expect(published).toEqual([scope.userId]);
	const { results } = await env.DB.prepare(
		"select type, actor from events order by id desc limit 2",
	).all();
	expect(results).toEqual([
		{ type: "recurring-task-generated", actor: "system" },
		{ type: "task-updated", actor: "system" },
	]);
});

test("running again, or at the same time, adds nothing", async () => {
	const scope = await completedLongAgo();
	await Promise.all([repairSeries(later(scope, 60)), repairSeries(later(scope, 60))]);
	expect(await repairSeries(later(scope, 120))).toBe(0);
	expect(await tasks()).toHaveLength(2);
});

test("each user's goes on in their own zone", async () => {
	await completedLongAgo();
	const far = await newScope({ timeZone: "Pacific/Auckland" });
	const recurrence = { rule: "FREQ=DAILY", from: "due" } as const;
	await createTask(far, { title: "Ferns", due: "2026-11-20", recurrence });
	await env.DB.prepare(
		"update tasks set status = 'completed', completed_at = 1, series = null where user_id = ?",
	)
		.bind(far.userId)
		.run();
	await repairSeries(later(far, 60));
	const { results } = await env.DB.prepare(
		"select time_zone, due from tasks join users on users.id = user_id where status = 'pending'",
	).all();
	expect(results).toHaveLength(2);
	expect(results).toContainEqual({ time_zone: "America/New_York", due: "2026-11-21T24:00:00" });
	expect(results).toContainEqual({ time_zone: "Pacific/Auckland", due: "2026-11-22T24:00:00" });
});

test("what is over, was given up or has an open task stays as it is", async () => {
	const scope = await newScope();
	const from = "due" as const;
	const due = "2026-11-20";
	await createTask(scope, { title: "Over", due, recurrence: { rule: "FREQ=DAILY;COUNT=1", from } });
	await createTask(scope, { title: "Given up", due, recurrence: { rule: "FREQ=DAILY", from } });
	await createTask(scope, { title: "Going on", due, recurrence: { rule: "FREQ=DAILY", from } });
	await completeTask(scope, 1);
	await changeTask(scope, 2, { status: "completed", recurrence: null });
	await completeTask(scope, 3);
	expect(await repairSeries(later(scope, 60))).toBe(0);
	await env.DB.exec(
		"update tasks set series = json_remove(series, '$.continued') where id in (1, 3)",
	);
	expect(await repairSeries(later(scope, 60))).toBe(2);
	expect((await tasks()).map(({ status }) => status)).toEqual([
		"completed",
		"completed",
		"completed",
		"pending",
	]);
});

test("is nothing that undo takes back, and leaves what redo can do", async () => {
	const scope = await completedLongAgo();
	const kept = await createTask(later(scope, 1), { title: "Mine" });
	await undo(later(scope, 2));
	await repairSeries(later(scope, 60));
	expect(await redo(later(scope, 61))).toMatchObject({ summary: "Added “Mine”" });
	expect(await undo(later(scope, 62))).toMatchObject({ summary: kept.summary });
	expect((await tasks()).filter(({ status }) => status === "pending")).toHaveLength(1);
});
