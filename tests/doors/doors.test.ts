import { env } from "cloudflare:workers";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { beforeEach, describe, expect, test } from "vitest";
import { type Caller, callerFor } from "#tests/caller.ts";
import { hear } from "#tests/chat-stream.ts";
import { setClock } from "#tests/clock.ts";
import { newScope } from "#tests/factories.ts";
import { newVisitor, type Visitor } from "#tests/visitor.ts";
import { fetchWorker, ORIGIN } from "#tests/worker.ts";

// Whichever door somebody comes in by, it comes to the same (SPEC, section 12).

let browser: Visitor;
let program: Caller;

beforeEach(async () => {
	setClock("2026-11-20T15:00:00Z");
	browser = await newVisitor();
	const owner = env.DB.prepare("select id from users where email = ?").bind(browser.email);
	const userId = (await owner.first<string>("id")) ?? "";
	const scopes = ["tasks:read", "tasks:write", "chat"] as const;
	program = await callerFor({ ...(await newScope()), userId }, { scopes: [...scopes] });
});

async function callTool(name: string, given: Record<string, unknown>) {
	const client = new Client({ name: "test", version: "1" });
	const transport = new StreamableHTTPClientTransport(new URL("/mcp", ORIGIN), {
		requestInit: { headers: { authorization: `Bearer ${program.token}` } },
		fetch: (url, init) => fetchWorker(new URL(url).pathname, init as RequestInit),
	});
	await client.connect(transport);
	const answer = await client.callTool({ name, arguments: given });
	expect(answer.isError).toBeFalsy();
}

async function say(text: string) {
	const message = { role: "user", parts: [{ type: "text", text }] };
	await hear(await program.send("POST", "/api/chat", { id: "chat", message }));
}

const openTasks = async () => (await program.json("GET", "/api/tasks?status=pending")).tasks;

describe.each([
	["friday", "2026-11-27"],
	["next friday", "2026-11-27"],
	["today", "2026-11-20"],
])("case 8: %s, on a Friday, is %s", (words, dueDate) => {
	test.each([
		["page", () => browser.post("/tasks", { intent: "add", text: `Call Bo ${words}` })],
		["REST", () => program.json("POST", "/api/tasks/quick", { text: `Call Bo ${words}` })],
		["MCP", () => callTool("add_task", { title: "Call Bo", due_date: words })],
		["chat", () => say(`add call bo ${words}`)],
	])("by %s", async (_, add) => {
		await add();
		expect(await openTasks()).toMatchObject([{ title: /call bo/i, dueDate }]);
	});
});

test("case 13: completing a task by all of them makes one next", async () => {
	const recurrence = { rule: "FREQ=DAILY", from: "due" };
	await program.json("POST", "/api/tasks", { title: "Ferns", dueDate: "2026-11-20", recurrence });
	await say("complete task 1");
	await callTool("complete_task", { task_id: 1 });
	await program.json("PATCH", "/api/tasks/1/complete");
	await browser.post("/tasks", { intent: "complete/1" });
	expect(await openTasks()).toMatchObject([{ id: 2, dueDate: "2026-11-21" }]);
	expect(await program.json("GET", "/api/tasks")).toMatchObject({ total: 2 });
});

test("case 11: what is due all day is not overdue at 23:30 where its owner is, in any view", async () => {
	await env.DB.exec("update users set time_zone = 'America/Los_Angeles'");
	await program.json("POST", "/api/tasks", { title: "Ferns", dueDate: "2026-11-20" });
	await browser.post("/settings", { intent: "calendar-on" });
	setClock("2026-11-21T07:30:00Z");
	const find = async (due: string) => (await program.json("GET", `/api/tasks?due=${due}`)).tasks;
	expect(await find("overdue")).toEqual([]);
	expect(await find("today")).toMatchObject([{ dueDate: "2026-11-20" }]);
	expect(await program.json("GET", "/api/tasks/stats")).toMatchObject({ overdue: 0 });
	const page = await (await browser.get("/tasks?due=today")).text();
	expect(page).toMatch(/datetime="2026-11-20"[^>]*>Today/i);
	const settings = await (await browser.get("/settings")).text();
	const feed = /\/calendar\/[^"]+\.ics/.exec(settings)?.[0] ?? "";
	expect(await (await fetchWorker(feed)).text()).toContain("DUE;VALUE=DATE:20261120\r\n");
	const file = await program.send("GET", "/api/tasks/export?format=ics");
	expect(await file.text()).toContain("DUE;VALUE=DATE:20261120\r\n");
});
