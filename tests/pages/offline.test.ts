import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { OfflineResult } from "#app/client/offline/offline-change.ts";
import { DAY_MS, MINUTE_MS } from "#domain/time/durations.ts";
import { newVisitor, Visitor } from "#tests/visitor.ts";

/** What the service worker sends of a form that was filled in offline. */
async function send(visitor: Visitor, path: string, form: Record<string, string>) {
	const response = await visitor.post("/offline/changes", {
		user: await userIdOf(visitor),
		path,
		at: String(Date.now()),
		stay: crypto.randomUUID(),
		...form,
	});
	return { status: response.status, answer: await response.json<OfflineResult>() };
}

async function userIdOf(visitor: Visitor) {
	const response = await visitor.get("/api/auth/me");
	return (await response.json<{ id: string }>()).id;
}

async function tasks() {
	const { results } = await env.DB.prepare("select * from tasks order by user_id, id").all();
	return results;
}

async function withTask(text = "Buy milk") {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text });
	return ann;
}

const fields = { intent: "save", title: "Buy bread", priority: "low" };

describe("a form that was filled in offline", () => {
	test("adds one task, however often it comes", async () => {
		const ann = await newVisitor();
		const form = { intent: "add", text: "Buy milk", key: crypto.randomUUID() };
		for (const _ of [1, 2]) {
			expect(await send(ann, "/tasks", form)).toMatchObject({ answer: { outcome: "done" } });
		}
		expect(await tasks()).toMatchObject([{ title: "Buy milk" }]);
	});

	test("reads its words as of when they were typed", async () => {
		const ann = await newVisitor();
		const at = String(Date.now() - 3 * DAY_MS);
		await send(ann, "/tasks", { intent: "add", text: "Buy milk in 5 days", at });
		await send(ann, "/tasks", { intent: "add", text: "Buy bread in 2 days" });
		const [milk, bread] = await tasks();
		expect(milk?.due).toBe(bread?.due);
		expect(milk?.created_at).toBe(Number(at));
	});

	test("goes into the audit trail by the server's clock, with the device's beside it", async () => {
		const ann = await withTask();
		const at = Date.now() - 29 * DAY_MS;
		const before = Date.now();
		await send(ann, "/tasks", { intent: "complete/1", at: String(at) });
		await send(ann, "/tasks", { intent: "add", text: "Now", at: String(Date.now() + DAY_MS) });
		const { results } = await env.DB.prepare(
			"select type, created_at, reported_at from events where task_id is not null order by id",
		).all<{ type: string; created_at: number; reported_at: number | null }>();
		const [, completed, added] = results;
		expect(completed).toMatchObject({ type: "task-completed", reported_at: at });
		expect(completed?.created_at).toBeGreaterThanOrEqual(before);
		expect(added).toMatchObject({ type: "task-created", reported_at: null });
		const said = /Done offline (<!-- -->)?<time/g;
		for (const path of ["/history", "/tasks/1"]) {
			expect((await (await ann.get(path)).text()).match(said), path).toHaveLength(1);
		}
		// Undo takes back what came last, whatever a device's clock says.
		await ann.post("/undo", {});
		expect(await tasks()).toMatchObject([{ title: "Buy milk", status: "completed" }]);
	});

	test("takes no clock seriously that is a year slow", async () => {
		const ann = await newVisitor();
		const at = String(Date.now() - 365 * DAY_MS);
		await send(ann, "/tasks", { intent: "add", text: "Buy milk", at });
		expect(Number((await tasks())[0]?.created_at)).toBeGreaterThan(Date.now() - MINUTE_MS);
	});

	test("completes once: what was reopened since stays open", async () => {
		const ann = await withTask();
		const form = { intent: "complete/1", stay: crypto.randomUUID() };
		const first = await send(ann, "/tasks", form);
		expect(first.answer).toEqual({ outcome: "done", made: { id: 1, version: 2 } });
		await ann.post("/tasks", { intent: "reopen/1" });
		expect(await send(ann, "/tasks", form)).toEqual(first);
		expect(await tasks()).toMatchObject([{ status: "pending", version: 3 }]);
	});

	test("saves once, and its own work is no conflict", async () => {
		const ann = await withTask();
		const form = { ...fields, version: "1", stay: crypto.randomUUID() };
		for (const _ of [1, 2]) {
			const { answer } = await send(ann, "/tasks/1", form);
			expect(answer).toEqual({ outcome: "done", made: { id: 1, version: 2 } });
		}
		expect(await tasks()).toMatchObject([{ title: "Buy bread", version: 2 }]);
	});

	test("deletes once", async () => {
		const ann = await withTask();
		for (const path of ["/tasks", "/tasks/1"]) {
			const intent = path === "/tasks" ? "delete/1" : "delete-task";
			const form = { intent, stay: crypto.randomUUID() };
			for (const _ of [1, 2]) {
				expect(await send(ann, path, form)).toMatchObject({ answer: { outcome: "done" } });
			}
			expect(await tasks()).toEqual([]);
			await ann.post("/undo", {});
		}
	});

	test("meets a newer version with both", async () => {
		const ann = await withTask();
		await ann.post("/tasks/1", { ...fields, title: "Buy oat milk", version: "1" });
		const { answer } = await send(ann, "/tasks/1", { ...fields, version: "1" });
		expect(answer).toMatchObject({
			outcome: "conflict",
			reply: { values: { title: "Buy bread" } },
			conflict: { saved: { title: "Buy oat milk" }, version: 2 },
		});
	});

	test.each([
		["/tasks", { intent: "add", text: "" }, "A task needs a title."],
		["/tasks", { intent: "complete/7" }, "There is no task 7."],
		["/tasks/7", { ...fields, version: "1" }, "There is no task 7."],
		["/tasks", { intent: "bulk-priority", selected: "1" }, "Choose a new priority first."],
		["/tasks", { intent: "shine/7" }, "This page has no such button."],
	])("from %s, %j, that cannot be done is told why", async (path, form, message) => {
		const ann = await withTask();
		const { answer } = await send(ann, path, form as Record<string, string>);
		expect(answer).toMatchObject({
			outcome: "refused",
			message: expect.stringContaining(message),
		});
	});

	test("does nothing for anybody but who filled it in", async () => {
		const ann = await withTask();
		const bob = await withTask();
		const user = await userIdOf(ann);
		const sent = await send(bob, "/tasks", { intent: "complete/1", user });
		expect(sent).toEqual({ status: 403, answer: { outcome: "other-user" } });
		expect(await tasks()).toMatchObject([{ status: "pending" }, { status: "pending" }]);
	});

	test("waits outside without a session", async () => {
		const stranger = new Visitor();
		const answer = await stranger.post("/offline/changes", { intent: "complete/1" });
		expect(answer.status).toBe(302);
		expect(answer.headers.get("location")).toMatch(/^\/signin/);
	});

	test("costs two trips", async () => {
		const ann = await withTask();
		const form = { user: await userIdOf(ann), path: "/tasks", intent: "complete/1", stay: "a" };
		const answer = await ann.post("/offline/changes", form);
		expect(answer.headers.get("server-timing")).toContain('"2 trips"');
	});
});

test("the pages of open tasks come in one trip", async () => {
	const ann = await withTask("Buy milk tomorrow 9am every week #home");
	await ann.post("/tasks/1", { intent: "add", text: "Oat", parentId: "1" });
	await ann.post("/tasks", { intent: "add", text: "Done" });
	await ann.post("/tasks", { intent: "complete/3" });
	const answer = await ann.get("/offline/tasks");
	expect(answer.headers.get("server-timing")).toContain('"1 trip"');
	const { pages } = await answer.json<{ pages: Record<string, object> }>();
	expect(Object.keys(pages)).toEqual(["1", "2"]);
	expect(pages[1]).toMatchObject({
		version: 1,
		values: { title: "Buy milk", dueTime: "09:00", repeat: "every week", tags: "home" },
		subtasks: [{ id: 2, title: "Oat" }],
	});
	expect((await new Visitor().get("/offline/tasks")).status).toBe(302);
});

test("pages say whose they are, to nobody else", async () => {
	const ann = await newVisitor();
	const id = await userIdOf(ann);
	for (const path of ["/tasks", "/tasks.data", "/offline/tasks"]) {
		expect((await ann.get(path)).headers.get("tend-user"), path).toBe(id);
	}
	expect((await new Visitor().get("/signin")).headers.has("tend-user")).toBe(false);
});
