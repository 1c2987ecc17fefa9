import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newProgram, type Program } from "#tests/program.ts";
import { fetchWorker, ORIGIN } from "#tests/worker.ts";

let ann: Program;
beforeEach(async () => {
	ann = await newProgram({ timeZone: "Europe/Berlin" });
});

// A client of the older protocol asks for a stream on the side: it must not outlive its test.
const pending: Promise<unknown>[] = [];
afterEach(() => Promise.allSettled(pending.splice(0)));

type Mode = "auto" | "legacy";

/** The official client, and the answers it got. */
async function connect({ token }: Pick<Program, "token">, mode: Mode = "auto") {
	const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
	const answers: Response[] = [];
	const transport = new StreamableHTTPClientTransport(new URL("/mcp", ORIGIN), {
		requestInit: { headers: { authorization: `Bearer ${token}` } },
		async fetch(url, init) {
			const asked = fetchWorker(new URL(url).pathname, init as RequestInit);
			pending.push(asked);
			const answer = await asked;
			answers.push(answer);
			return answer;
		},
	});
	await client.connect(transport);
	return Object.assign(client, { answers });
}

const post = (headers: Record<string, string>, body: unknown = initialize) =>
	fetchWorker("/mcp", {
		method: "POST",
		headers: {
			"content-type": "application/json",
			accept: "application/json, text/event-stream",
			...headers,
		},
		body: JSON.stringify(body),
	});

const initialize = {
	jsonrpc: "2.0",
	id: 1,
	method: "initialize",
	params: {
		protocolVersion: "2025-11-25",
		capabilities: {},
		clientInfo: { name: "test", version: "1" },
	},
};

describe.each([
	["the current protocol version", "auto", "2026-07-28"],
	["the previous one", "legacy", "2025-11-25"],
] as const)("with %s", (_, mode, version) => {
	test("the official client connects, without a session", async () => {
		const client = await connect(ann, mode);
		expect(client.getNegotiatedProtocolVersion()).toBe(version);
		expect(client.getServerVersion()).toMatchObject({ name: "tend", title: "Tend" });
		for (const answer of client.answers) expect(answer.headers.has("mcp-session-id")).toBe(false);
	});

	test("lists the registry's tools with hints and output schemas", async () => {
		const { tools } = await (await connect(ann, mode)).listTools();
		expect(tools.map(({ name }) => name)).toEqual([
			"add_task",
			"list_tasks",
			"get_task",
			"update_task",
			"complete_task",
			"reopen_task",
			"delete_task",
			"bulk_update_tasks",
			"set_reminder",
			"get_statistics",
			"undo",
		]);
		const hints = Object.fromEntries(tools.map(({ name, annotations }) => [name, annotations]));
		expect(hints.list_tasks).toMatchObject({ readOnlyHint: true, openWorldHint: false });
		expect(hints.add_task).toMatchObject({ readOnlyHint: false, destructiveHint: false });
		expect(hints.delete_task).toMatchObject({ destructiveHint: true, idempotentHint: true });
		for (const { inputSchema, outputSchema } of tools) {
			expect(inputSchema.type).toBe("object");
			expect(outputSchema?.type).toBe("object");
		}
	});

	test("a task is added, found and completed, and the user's page shows by which door", async () => {
		const client = await connect(ann, mode);
		const added = await client.callTool({
			name: "add_task",
			arguments: { title: "Call Bo", due_date: "2027-01-08T09:00", tags: ["Work"] },
		});
		expect(added.isError).toBeFalsy();
		expect(added.structuredContent).toMatchObject({
			task_id: 1,
			status: "created",
			title: "Call Bo",
			due_date: "2027-01-08T09:00:00+01:00",
		});
		expect(JSON.stringify(added.structuredContent)).toContain("Friday 8 January 2027");
		expect(JSON.parse((added.content as { text: string }[])[0]?.text ?? "")).toEqual(
			added.structuredContent,
		);
		const found = await client.callTool({ name: "list_tasks", arguments: { tag: "work" } });
		expect(found.structuredContent).toMatchObject({ total: 1, tasks: [{ task_id: 1 }] });
		await client.callTool({ name: "complete_task", arguments: { task_id: 1 } });
		const { events } = await (await ann.get("/api/tasks/1/history")).json<{
			events: { type: string; actor: string }[];
		}>();
		expect(events.map(({ type, actor }) => [type, actor])).toEqual([
			["task-completed", "mcp"],
			["task-created", "mcp"],
		]);
	});

	test("what a tool refuses is told to the model, with what to do next", async () => {
		const client = await connect(ann, mode);
		const missing = await client.callTool({ name: "get_task", arguments: { task_id: 99 } });
		expect(missing).toMatchObject({
			isError: true,
			content: [{ type: "text", text: "No task 99. Use list_tasks to find it." }],
		});
		const bad = await client.callTool({
			name: "add_task",
			arguments: { title: "Rent", due_date: "feb 30" },
		});
		expect(bad.isError).toBe(true);
		expect(await ann.get("/api/tasks").then((answer) => answer.json())).toMatchObject({ total: 0 });
	});

	test("reads open tasks and single ones as resources", async () => {
		await ann.post("/api/tasks", { title: "Call Bo" });
		await ann.post("/api/tasks", { title: "Done", status: "completed" });
		const client = await connect(ann, mode);
		const { resources } = await client.listResources();
		expect(resources.map(({ uri }) => uri)).toEqual(["tend://tasks", "tend://tasks/1"]);
		const { resourceTemplates } = await client.listResourceTemplates();
		expect(resourceTemplates).toMatchObject([{ uriTemplate: "tend://tasks/{id}" }]);
		const textOf = async (uri: string) => {
			const { contents } = await client.readResource({ uri });
			return JSON.parse((contents[0] as { text: string }).text);
		};
		expect(await textOf("tend://tasks")).toMatchObject({ tasks: [{ title: "Call Bo" }] });
		expect(await textOf("tend://tasks/2")).toMatchObject({ title: "Done", status: "completed" });
		await expect(client.readResource({ uri: "tend://tasks/9" })).rejects.toThrow();
	});

	test("offers its prompts", async () => {
		const client = await connect(ann, mode);
		const { prompts } = await client.listPrompts();
		expect(prompts.map(({ name }) => name)).toEqual(["plan_my_day", "weekly_review"]);
		const { messages } = await client.getPrompt({ name: "plan_my_day" });
		expect(messages).toMatchObject([{ role: "user", content: { type: "text" } }]);
	});
});

describe("who may", () => {
	test("nobody without a token, and a cookie is none", async () => {
		for (const headers of [
			{},
			{ cookie: "session=anything" },
			{ authorization: "Bearer tend_x" },
		]) {
			const answer = await post(headers as Record<string, string>);
			expect(answer.status).toBe(401);
			expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer realm="Tend"/);
		}
	});

	test("only one's own tasks are there", async () => {
		await ann.post("/api/tasks", { title: "Ann's own" });
		const client = await connect(await newProgram());
		const answer = await client.callTool({ name: "get_task", arguments: { task_id: 1 } });
		expect(answer.isError).toBe(true);
	});

	test("a token that may only read does not write, and hears why", async () => {
		const body = { name: "reader", scopes: ["tasks:read"] };
		const { token } = await (await ann.post("/api/tokens", body)).json<{ token: string }>();
		const client = await connect({ token });
		const found = await client.callTool({ name: "list_tasks", arguments: {} });
		expect(found.isError).toBeFalsy();
		const refused = await client.callTool({ name: "add_task", arguments: { title: "x" } });
		expect(refused).toMatchObject({ isError: true });
		expect(JSON.stringify(refused.content)).toContain("tasks:write");
	});

	test("pages of other origins may not, whoever's token they have", async () => {
		const { token } = ann;
		const from = (origin: string) => post({ authorization: `Bearer ${token}`, origin });
		expect((await from("http://evil.example.com")).status).toBe(403);
		expect((await from(ORIGIN)).status).toBe(200);
	});
});

test("reading costs one trip, writing two", async () => {
	const client = await connect(ann);
	const trips = () => client.answers.at(-1)?.headers.get("server-timing");
	await client.callTool({ name: "list_tasks", arguments: {} });
	expect(trips()).toContain('"1 trip"');
	await client.callTool({ name: "add_task", arguments: { title: "x" } });
	expect(trips()).toMatch(/"[12] trips?"/);
});

test("sessions of the older protocol are neither opened nor ended here", async () => {
	const authorization = `Bearer ${ann.token}`;
	for (const method of ["GET", "DELETE"]) {
		const answer = await fetchWorker("/mcp", {
			method,
			headers: { authorization, accept: "text/event-stream" },
		});
		expect(answer.status).toBe(405);
	}
});

test.each([
	["[]", "empty"],
	[`[${JSON.stringify(initialize)}]`, "of one"],
	["\uFEFF \n[1,2]", "behind white space"],
	["[[[[", "that is no JSON"],
	[`[${Array(7000).fill(JSON.stringify(initialize)).join()}]`, "of thousands"],
])("a batch is refused as JSON-RPC (%#)", async (body) => {
	const answer = await fetchWorker("/mcp", {
		method: "POST",
		body,
		headers: {
			authorization: `Bearer ${ann.token}`,
			"content-type": "application/json",
			accept: "application/json, text/event-stream",
		},
	});
	expect(answer.status).toBe(body.length > 1024 * 1024 ? 413 : 400);
	if (answer.status === 413) return;
	expect(await answer.json()).toMatchObject({ jsonrpc: "2.0", id: null, error: { code: -32600 } });
});

test("what is not JSON-RPC is refused, and so is a body of a megabyte", async () => {
	const authorization = `Bearer ${ann.token}`;
	expect((await post({ authorization }, { hello: 1 })).status).toBe(400);
	expect((await post({ authorization }, "x".repeat(1_100_000))).status).toBe(413);
});
