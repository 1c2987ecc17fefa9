import { describe, expect, test } from "vitest";
import { z } from "zod";
import { newCaller } from "#tests/caller.ts";
import { addNotification } from "#tests/factories.ts";
import { browserKeys } from "#tests/outside.ts";
import { newProgram } from "#tests/program.ts";
import { fetchWorker } from "#tests/worker.ts";
import { PROBLEM_TITLES } from "#workers/http/problem.ts";
import { type Operation, operationsOf, type Schema } from "./document.ts";
import type { OpenApiDocument } from "./openapi.ts";

type Step = [
	operationId: string,
	status: number,
	params?: Record<string, string | number>,
	body?: unknown,
];

async function readDocument() {
	return (await fetchWorker("/api/openapi.json")).json<OpenApiDocument>();
}

/** Checks answers against the document itself, not against the schemas it was made from. */
class Contract {
	readonly operations: Operation[];
	readonly #components: Record<string, Schema>;

	constructor(document: OpenApiDocument) {
		this.operations = operationsOf(document);
		this.#components = (document.components?.schemas ?? {}) as Record<string, Schema>;
	}

	find(id: string): Operation {
		const operation = this.operations.find((candidate) => candidate.id === id);
		if (!operation) throw new Error(`The document has no operation ${id}.`);
		return operation;
	}

	async check(operation: Operation, answer: Response) {
		const where = `${operation.id} ${answer.status}`;
		const documented = operation.answers.find(({ status }) => status === String(answer.status));
		expect(documented, `${where} is not in the document`).toBeDefined();
		const [type] = (answer.headers.get("content-type") ?? "").split(";");
		expect(type || null, where).toBe(documented?.type ?? null);
		const text = await answer.text();
		if (!documented?.schema) return expect(text, where).toBe("");
		const value = type?.endsWith("json") ? JSON.parse(text) : text;
		const { error } = this.#schema(documented.schema).safeParse(value);
		expect(error?.issues ?? [], where).toEqual([]);
		if (type === "application/problem+json") {
			expect(Object.keys(PROBLEM_TITLES), where).toContain(value.type.split("#")[1]);
		}
		return value;
	}

	#schema(schema: Schema) {
		const whole = { ...schema, $defs: this.#components };
		const json = JSON.stringify(whole).replaceAll("#/components/schemas/", "#/$defs/");
		return z.fromJSONSchema(closed(JSON.parse(json)));
	}
}

/** Fields that the document does not name must not be answered. */
function closed(value: unknown): Parameters<typeof z.fromJSONSchema>[0] {
	if (Array.isArray(value)) return value.map(closed) as never;
	if (typeof value !== "object" || value === null) return value as never;
	const entries = Object.entries(value).map(([key, inner]) => [key, closed(inner)]);
	const copy = Object.fromEntries(entries);
	// To zod that is a whole URL.
	if (copy.format === "uri-reference") delete copy.format;
	return "properties" in copy ? { additionalProperties: false, ...copy } : copy;
}

function fill(path: string, params: Record<string, string | number> = {}) {
	return path.replace(/\{(\w+)\}/g, (_, name) => String(params[name]));
}

const STEPS: Step[] = [
	["createTask", 201, {}, { title: "Rent", dueDate: "2099-12-01T09:00:00+01:00", tags: ["home"] }],
	[
		"createTask",
		201,
		{},
		{
			title: "Call",
			description: "x",
			priority: "low",
			dueDate: "2099-12-01",
			parentId: 1,
			recurrence: { rule: "FREQ=DAILY", from: "completion" },
			reminders: [{ minutesBefore: 30 }, { at: "2099-11-30T18:00:00Z" }],
		},
	],
	["createTask", 400, {}, { title: "" }],
	["quickAddTask", 201, {}, { text: "Milk tomorrow #home" }],
	["quickAddTask", 400, {}, { text: "" }],
	["listTasks", 200],
	["getStatistics", 200],
	["getTask", 200, { id: 2 }],
	["getTask", 404, { id: 99 }],
	["replaceTask", 200, { id: 1 }, { title: "Rent" }],
	["replaceTask", 404, { id: 99 }, { title: "Rent" }],
	["changeTask", 200, { id: 1 }, { priority: "high" }],
	["changeTask", 400, { id: 1 }, { priority: "x" }],
	["skipTask", 200, { id: 2 }],
	["skipTask", 409, { id: 1 }],
	["completeTask", 200, { id: 2 }, {}],
	["completeTask", 200, { id: 1 }, {}],
	["completeTask", 200, { id: 1 }, { completed: false }],
	["listTaskHistory", 200, { id: 1 }],
	["listTaskHistory", 200, { id: 4 }],
	["changeTasks", 200, {}, { action: "update", ids: [1, 99], changes: { tags: ["x"] } }],
	["deleteTask", 200, { id: 1 }],
	["deleteTask", 404, { id: 1 }],
	["exportTasks", 200],
	["importTasks", 200, {}, [{ title: "Imported" }]],
	["importTasks", 400, {}, [{ title: "" }]],
	["undo", 200],
	["redo", 200],
	["redo", 409],
	[
		"chat",
		200,
		{},
		{ id: "c", message: { role: "user", parts: [{ type: "text", text: "help" }] } },
	],
	["chat", 400, {}, { id: "c" }],
	["chat", 409, {}, { id: "c", retry: true }],
	["listChats", 200],
	["getChat", 200, { id: "c" }],
	["getChat", 404, { id: "d" }],
	["resumeChat", 204, { id: "c" }],
	["stopChat", 200, { id: "c" }],
	["deleteChat", 200, { id: "c" }],
	["deleteChat", 404, { id: "c" }],
	["getHealth", 200],
	["getOpenApi", 200],
	["getDocs", 200],
];

describe("the document", () => {
	test("tells the truth about every operation's answers", async () => {
		const contract = new Contract(await readDocument());
		const ann = await newProgram();
		const called = new Set<string>();
		const call = async ([id, status, params, body]: Step) => {
			const operation = contract.find(id);
			called.add(id);
			const answer = await ann.send(operation.method, fill(operation.path, params), body);
			expect(answer.status, id).toBe(status);
			return contract.check(operation, answer);
		};
		for (const step of STEPS) await call(step);
		const bread = { title: "Bread", dueDate: "next friday 3pm", tags: ["x"] };
		const { result } = await call(["agentAddTask", 201, {}, bread]);
		await call(["agentAddTask", 400, {}, { title: "Bread", dueDate: "feb 30" }]);
		await call(["agentListTasks", 200]);
		const added = { id: result.task_id };
		await call(["agentGetTask", 200, added]);
		await call(["agentGetTask", 404, { id: 99 }]);
		await call(["agentUpdateTask", 200, added, { priority: "high", add_tags: ["y"] }]);
		await call(["agentCompleteTask", 200, added]);
		await call(["agentCompleteTaskByPost", 200, added]);
		await call(["agentDeleteTask", 200, added]);
		const id = await addNotification(ann.userId, { taskId: 3 });
		await call(["listNotifications", 200]);
		await call(["readNotification", 200, { id }]);
		await call(["readNotification", 404, { id: crypto.randomUUID() }]);
		await call(["readNotifications", 200]);
		await call(["snoozeNotification", 200, { id }, { for: "tomorrow" }]);
		await call(["snoozeNotification", 400, { id }, { for: "ever" }]);
		const account = { email: `${crypto.randomUUID()}@example.com`, password: "correct horse two" };
		await call(["register", 201, {}, account]);
		await call(["register", 409, {}, account]);
		await call(["logIn", 200, {}, account]);
		await call(["logIn", 401, {}, { ...account, password: "wrong wrong" }]);
		await call(["refreshTokens", 401, {}, { refreshToken: "none" }]);
		ann.keep(await call(["refreshTokens", 200, {}, { refreshToken: ann.refreshToken }]));
		await call(["getMe", 200]);
		await call(["updateMe", 200, {}, { name: "Anna" }]);
		const made = await call(["createToken", 201, {}, { name: "script", scopes: ["tasks:read"] }]);
		await call(["listTokens", 200]);
		await call(["deleteToken", 200, { id: made.id }]);
		await call(["getPushPublicKey", 200]);
		const endpoint = "https://push.example.com/send/1";
		await call(["addPushSubscription", 201, {}, { endpoint, keys: browserKeys() }]);
		await call(["addPushSubscription", 400, {}, { endpoint, keys: {} }]);
		await call(["deletePushSubscription", 200, {}, { endpoint }]);
		await call(["deletePushSubscription", 404, {}, { endpoint }]);
		const hook = await call(["createWebhook", 201, {}, { url: "https://hooks.example.com/" }]);
		await call(["createWebhook", 400, {}, { url: "https://localhost/" }]);
		await call(["listWebhooks", 200]);
		await call(["testWebhook", 202, { id: hook.id }]);
		await call(["listDeliveries", 200, { id: hook.id }]);
		await call(["deleteWebhook", 200, { id: hook.id }]);
		await call(["testWebhook", 404, { id: hook.id }]);
		await call(["logOut", 200]);
		await call(["getMe", 401]);
		expect(contract.operations.map(({ id }) => id).filter((id) => !called.has(id))).toEqual([]);
	}, 60_000);

	test("names every problem that any operation may meet", async () => {
		for (const { id, open, method, body, answers } of new Contract(await readDocument())
			.operations) {
			const statuses = answers.map(({ status }) => status);
			if (!open) expect(statuses, id).toEqual(expect.arrayContaining(["401", "429"]));
			if (body) expect(statuses, id).toEqual(expect.arrayContaining(["400", "413", "415"]));
			if (method === "GET") expect(statuses, id).not.toContain("412");
		}
	});

	test("has examples that its own operations take", async () => {
		const document = await readDocument();
		const examples = document.components?.schemas as Record<string, { example?: unknown }>;
		const ann = await newCaller();
		for (let i = 0; i < 2; i += 1) await ann.send("POST", "/api/tasks", examples.NewTask?.example);
		expect(await ann.json("POST", "/api/tasks/quick", examples.QuickTask?.example)).toMatchObject({
			title: "Pay rent",
		});
		await ann.json("PATCH", "/api/tasks/1", examples.TaskChanges?.example);
		await ann.json("PATCH", "/api/tasks/1/complete", examples.Completion?.example);
		expect(await ann.json("POST", "/api/tasks/bulk", examples.BulkChange?.example)).toEqual(
			examples.BulkResult?.example,
		);
	});
});

test("the reader page has every operation, and nothing that our policy would stop", async () => {
	const { operations } = new Contract(await readDocument());
	const answer = await fetchWorker("/api/docs");
	expect(answer.headers.get("content-security-policy")).toContain("style-src 'self'");
	const html = await answer.text();
	for (const { id } of operations) expect(html).toContain(`id="${id}"`);
	expect(html).not.toMatch(/<script|\sstyle=|<style|javascript:/);
	const targets = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, target]) => target ?? "");
	for (const target of targets) {
		if (target.startsWith("#")) expect(html).toContain(`id="${target.slice(1)}"`);
		else expect(target).toMatch(/^\//);
	}
});
