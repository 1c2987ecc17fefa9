import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { TokenScope } from "#domain/user/token-scope.ts";
import { type Caller, callerFor } from "#tests/caller.ts";
import { hear, textOf } from "#tests/chat-stream.ts";
import { newScope } from "#tests/factories.ts";
import { newVisitor, type Visitor } from "#tests/visitor.ts";

/* An account has at most MAX_TASKS_PER_USER tasks, 100,000 by default, whichever door they come by. */

const LIMIT = 100_000;
const REFUSAL =
	/There is no room for more: an account has at most 100,000 tasks\. Delete some first\./;

let browser: Visitor;
let program: Caller;

beforeEach(async () => {
	browser = await newVisitor();
	const owner = env.DB.prepare("select id from users where email = ?").bind(browser.email);
	const userId = (await owner.first<string>("id")) ?? "";
	const scopes: TokenScope[] = ["tasks:read", "tasks:write", "chat"];
	program = await callerFor({ ...(await newScope()), userId }, { scopes });
});

const counted = () =>
	env.DB.prepare("select task_count from users where id = ?")
		.bind(program.userId)
		.first<number>("task_count");
const stored = () =>
	env.DB.prepare("select count(*) as n from tasks where user_id = ?")
		.bind(program.userId)
		.first<number>("n");

/** As if the user had so many tasks more than they have. */
async function pretend(more: number) {
	await env.DB.prepare("update users set task_count = task_count + ? where id = ?")
		.bind(more, program.userId)
		.run();
}

const add = (title: string, more: object = {}) =>
	program.json("POST", "/api/tasks", { title, ...more });
const daily = { dueDate: "2026-11-20", recurrence: { rule: "FREQ=DAILY", from: "due" } };

async function refused(answer: Response) {
	expect(answer.status).toBe(409);
	expect(await answer.json()).toMatchObject({
		type: "/api/docs#task-limit",
		detail: expect.stringMatching(REFUSAL),
	});
}

async function say(text: string) {
	const message = { role: "user", parts: [{ type: "text", text }] };
	return textOf(await hear(await program.send("POST", "/api/chat", { id: "chat", message })));
}

describe("at the limit", () => {
	beforeEach(async () => {
		await add("Old");
		await add("Gone");
		await program.json("DELETE", "/api/tasks/2");
		await add("Daily", daily);
		await pretend(LIMIT - 2);
	});

	test("POST /api/tasks is refused, and quick add", async () => {
		await refused(await program.send("POST", "/api/tasks", { title: "x" }));
		await refused(await program.send("POST", "/api/tasks/quick", { text: "x tomorrow" }));
		await refused(await program.send("POST", "/api/agent/tasks", { title: "x" }));
		expect(await stored()).toBe(2);
	});

	test("an import is refused as a whole", async () => {
		await refused(await program.send("POST", "/api/tasks/import", { tasks: [{ title: "x" }] }));
		expect(await stored()).toBe(2);
	});

	test("the page says so, and keeps what was typed", async () => {
		const answer = await browser.post("/tasks", { intent: "add", text: "Buy milk" });
		expect(answer.status).toBe(409);
		const html = await answer.text();
		expect(html).toMatch(REFUSAL);
		expect(html).toContain("Buy milk");
	});

	test("chat and MCP say so", async () => {
		expect(await say("add milk")).toMatch(REFUSAL);
		const body = {
			jsonrpc: "2.0",
			id: 1,
			method: "tools/call",
			params: { name: "add_task", arguments: { title: "x" } },
		};
		const accept = "application/json, text/event-stream";
		const answer = await program.send("POST", "/mcp", body, { accept });
		expect(await answer.text()).toMatch(REFUSAL);
	});

	test("undo and restoring bring nothing back", async () => {
		const { changeId } = (await env.DB.prepare(
			"select change_id as changeId from events where task_id = 2 and type = 'task-deleted'",
		).first<{ changeId: string }>()) ?? { changeId: "" };
		for (const verb of ["undo", "restore"]) {
			const answer = await browser.submit("/history", { intent: `${verb}/${changeId}` });
			expect(await answer.text(), verb).toMatch(REFUSAL);
		}
		expect(await stored()).toBe(2);
	});

	test("a series goes on, and what takes no room is done", async () => {
		const { next } = await program.json("PATCH", "/api/tasks/3/complete");
		expect(next).toMatchObject({ title: "Daily", status: "pending" });
		await program.json("PATCH", "/api/tasks/1", { title: "Renamed" });
		await program.json("POST", "/api/undo");
	});

	test("there is room again for each that is deleted", async () => {
		await program.json("DELETE", "/api/tasks/1");
		await add("New");
		await refused(await program.send("POST", "/api/tasks", { title: "x" }));
	});
});

test("the last few are taken, and not one more, though they come at once", async () => {
	await pretend(LIMIT - 3);
	const answers = await Promise.all(
		Array.from({ length: 8 }, (_, n) => program.send("POST", "/api/tasks", { title: `${n}` })),
	);
	expect(answers.map(({ status }) => status).toSorted()).toEqual([
		...[201, 201, 201],
		...[409, 409, 409, 409, 409],
	]);
});

test("whatever is done, as many are counted as there are", async () => {
	await add("Parent", daily);
	await add("Child", { parentId: 1 });
	await add("Other");
	const file = { tasks: [{ title: "a" }, { title: "b" }, { title: "c" }] };
	const steps: [string, string, unknown?][] = [
		["PATCH", "/api/tasks/1/complete"],
		["POST", "/api/undo"],
		["POST", "/api/redo"],
		["DELETE", "/api/tasks/3"],
		["POST", "/api/undo"],
		["POST", "/api/tasks/import", file],
		["POST", "/api/undo"],
		["POST", "/api/redo"],
		["PUT", "/api/tasks/3", { title: "Replaced" }],
		["POST", "/api/tasks/bulk", { action: "delete", ids: [1, 2, 3] }],
		["POST", "/api/undo"],
	];
	for (const [method, path, body] of steps) {
		await program.json(method, path, body);
		expect(await counted(), `${method} ${path}`).toBe(await stored());
	}
	await env.DB.prepare("delete from tasks").run();
	expect(await counted()).toBe(0);
});
