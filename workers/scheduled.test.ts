import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { HOUR_MS } from "#domain/time/durations.ts";
import { newCaller } from "#tests/caller.ts";
import { newVisitor } from "#tests/visitor.ts";
import { callScheduled, runScheduled } from "#tests/worker.ts";

test("the daily clean-up takes expired sessions and day-old drafts, and nothing else", async () => {
	const ann = await newVisitor();
	const draft = env.DB.prepare(
		"insert into drafts (id, action, fields, created_at) values (?, '/tasks', '[]', ?)",
	);
	await env.DB.batch([draft.bind("new", Date.now()), draft.bind("old", Date.now() - 90_000_000)]);
	await env.DB.exec(
		"insert into sessions select 'expired', user_id, user_agent, created_at, 1 from sessions",
	);
	await runScheduled("23 3 * * *");
	const ids = async (table: string) =>
		(await env.DB.prepare(`select id from ${table}`).all()).results.map(({ id }) => id);
	expect(await ids("drafts")).toEqual(["new"]);
	expect(await ids("sessions")).toHaveLength(1);
	expect((await ann.get("/tasks")).status).toBe(200);
});

test("the hourly repair lets a series that stopped go on", async () => {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "Ferns today every day" });
	await env.DB.exec("update tasks set status = 'completed', completed_at = 1, series = null");
	await runScheduled("41 * * * *");
	await runScheduled("41 * * * *");
	const { results } = await env.DB.prepare("select status from tasks order by id").all();
	expect(results).toEqual([{ status: "completed" }, { status: "pending" }]);
});

test("the hourly repair takes an imported task that is done for a record, whatever file it is from", async () => {
	const ann = await newCaller();
	const todo = ["UID:1", "SUMMARY:Swim", "DTSTART:20261101T090000Z", "RRULE:FREQ=DAILY"];
	const done = ["STATUS:COMPLETED", "COMPLETED:20261101T100000Z"];
	for (const file of [
		["BEGIN:VCALENDAR", "BEGIN:VTODO", ...todo, ...done, "END:VTODO", "END:VCALENDAR"].join("\r\n"),
		"title,status,due,recurrence\nFerns,completed,2026-11-01,FREQ=DAILY\n",
		'[{"title":"Walk","status":"completed","dueDate":"2026-11-01","recurrence":{"rule":"FREQ=DAILY","from":"due"}}]',
	]) {
		expect((await ann.sendText("POST", "/api/tasks/import", file)).status).toBe(200);
	}
	for (let hours = 1; hours <= 3; hours += 1) {
		await runScheduled("41 * * * *", new Date(Date.now() + hours * HOUR_MS));
	}
	const { tasks } = await ann.json("GET", "/api/tasks");
	expect(tasks).toHaveLength(3);
	expect(tasks).toMatchObject(Array(3).fill({ status: "completed", version: 1 }));
	// Opened again, it goes on as any other.
	await ann.json("PATCH", "/api/tasks/2/complete", { completed: false });
	expect(await ann.json("PATCH", "/api/tasks/2/complete")).toMatchObject({
		next: { title: "Ferns", status: "pending" },
	});
});

test("the daily clean-up takes files that were not imported, and what was said of those that were", async () => {
	const ann = await newVisitor();
	const form = new FormData();
	form.append("file", new File(["title\nMilk\n"], "tasks.csv"));
	await ann.post("/settings/import", form);
	const bob = await newCaller();
	await bob.sendText("POST", "/api/tasks/import?partial=1", "title,due\nMilk,\nBread,never\n");
	const count = (table: string) =>
		env.DB.prepare(`select count(*) as count from ${table}`).first("count");
	await runScheduled("23 3 * * *");
	expect([await count("imports"), await count("import_rows")]).toEqual([2, 2]);
	await runScheduled("23 3 * * *", new Date(Date.now() + 25 * HOUR_MS));
	expect([await count("imports"), await count("import_rows")]).toEqual([1, 0]);
	expect(await bob.json("POST", "/api/undo")).toMatchObject({ undone: { affected: 1 } });
});

test("a trigger whose time has not come runs nothing, one that is late runs for now", async () => {
	await newVisitor();
	const sessions = async () => (await env.DB.prepare("select id from sessions").all()).results;
	const inDays = (days: number) => new Date(Date.now() + days * 24 * HOUR_MS);
	await expect(callScheduled("23 3 * * *", inDays(400))).rejects.toThrow(
		"The time of the cron trigger 23 3 * * * has not come.",
	);
	expect(await sessions()).toHaveLength(1);
	await env.DB.exec(
		"insert into sessions select 'expired', user_id, user_agent, created_at, 1 from sessions",
	);
	await callScheduled("23 3 * * *", inDays(-400));
	expect(await sessions()).toHaveLength(1);
	// Half a minute ahead is a clock that is not quite right.
	await callScheduled("23 3 * * *", new Date(Date.now() + 30_000));
});

test("there are no triggers but those of wrangler.toml", async () => {
	await expect(callScheduled("* * * * *", new Date())).rejects.toThrow(
		"There is no job for the cron trigger * * * * *.",
	);
});
