import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatMessage, ChatWithMessages } from "#domain/chat/chat-message.ts";
import { chunkOf, courseOf, type Heard, hear, textOf } from "#tests/chat-stream.ts";
import { TestProgram, TestServer } from "./test-server.ts";

/*
 * The providers over the wire, against a stand-in that others wrote: what it sends as OpenAI and as
 * Gemini, what goes wrong on the way, and what the user then sees (docs/assistant.md has the table).
 */

const mock = new LLMock({ port: 0 });

beforeAll(async () => {
	mock.onMessage("hello", { content: "Hello from the model." });
	mock.on({ userMessage: "add milk", hasToolResult: false }, call("add_task", { title: "Milk" }));
	mock.on({ userMessage: "add milk", hasToolResult: true }, { content: "Milk is on the list." });
	mock.on(
		{ userMessage: "two at once", hasToolResult: false },
		{
			toolCalls: ["Eggs", "Bread"].map((title) => ({
				name: "add_task",
				arguments: JSON.stringify({ title, due_date: "2099-12-01" }),
			})),
		},
	);
	mock.on({ userMessage: "two at once", hasToolResult: true }, { content: "Both." });
	mock.on({ userMessage: "odd names", hasToolResult: false }, call("get_task", { taskId: "1" }));
	mock.on({ userMessage: "odd names", hasToolResult: true }, { content: "Read it." });
	mock.on({ userMessage: "nonsense", hasToolResult: false }, call("add_task", { titel: 7 }));
	mock.on({ userMessage: "nonsense", hasToolResult: true }, { content: "Which title?" });
	mock.on({ userMessage: "no such tool", hasToolResult: false }, call("drop_tables", {}));
	mock.on({ userMessage: "no such tool", hasToolResult: true }, { content: "I cannot do that." });
	mock.on({ userMessage: "delete it", hasToolResult: false }, call("delete_task", { task_id: 1 }));
	mock.on({ userMessage: "delete it", hasToolResult: true }, { content: "Deleted." });
	for (const status of [401, 403, 404, 429, 500, 503]) {
		const error = { message: `secret detail of ${status}`, type: "error" };
		mock.onMessage(`status ${status}`, { error, status, retryAfter: 7 });
	}
	mock.onMessage("quota", {
		error: { message: "No more.", type: "insufficient_quota", code: "insufficient_quota" },
		status: 429,
	});
	const long = { content: "One two three four five six seven eight nine ten. ".repeat(20) };
	mock.onMessage("cut short", long, { truncateAfterChunks: 6, latency: 40, chunkSize: 20 });
	mock.onMessage("cut off", long, { disconnectAfterMs: 600, latency: 40, chunkSize: 20 });
	mock.onMessage("silence", long, { latency: 30_000 });
	await mock.start();
});

afterAll(() => mock.stop());

function call(name: string, given: unknown) {
	return { toolCalls: [{ name, arguments: JSON.stringify(given) }] };
}

const PROVIDERS = [
	["openai", () => ({ OPENAI_API_KEY: "k", OPENAI_BASE_URL: `${mock.url}/v1` }), "OpenAI"],
	["gemini", () => ({ GEMINI_API_KEY: "k", GEMINI_BASE_URL: `${mock.url}/v1beta` }), "Gemini"],
] as const;

describe.each(PROVIDERS)("%s", (LLM_PROVIDER, variables, name) => {
	let server: TestServer;
	let ann: TestProgram;

	beforeAll(async () => {
		server = await new TestServer({
			LLM_PROVIDER,
			...variables(),
			CHAT_SILENCE_SECONDS: "2",
			CHAT_DAILY_TOKENS: "0",
		}).start();
		ann = await TestProgram.signUp(server);
	});

	afterAll(() => server.dispose());

	/** Says it in a chat of its own, and listens to the end. */
	async function say(text: string, id: string = crypto.randomUUID()) {
		const message = { role: "user", parts: [{ type: "text", text }] };
		const heard = await hear(await ann.send("POST", "/api/chat", { id, message }));
		const { messages } = await ann.json<ChatWithMessages>("GET", `/api/chat/${id}`);
		expect(heard.isDone).toBe(true);
		// Whatever happens, what the user said is kept.
		expect(messages.at(-2)).toMatchObject({ role: "user", parts: message.parts });
		return { id, heard, answer: messages.at(-1) as ChatMessage };
	}

	/** That it ended in those words, in the stream as in what was kept. */
	function expectFailure({ heard, answer }: { heard: Heard; answer: ChatMessage }, text: string) {
		expect(chunkOf(heard, "error").errorText).toBe(text);
		expect(answer.metadata).toMatchObject({ status: "failed", error: text });
		expect(server.log).not.toContain("secret detail");
	}

	test("talks", async () => {
		const { heard, answer } = await say("hello");
		expect(textOf(heard)).toBe("Hello from the model.");
		expect(answer.metadata?.status).toBe("done");
	});

	test("calls a tool, and talks about its result", async () => {
		const { heard } = await say("add milk");
		expect(chunkOf(heard, "data-receipt" as never)).toMatchObject({ data: { text: "Added Milk" } });
		expect(textOf(heard)).toBe("Milk is on the list.");
	});

	test("calls two at once", async () => {
		const { heard, answer } = await say("two at once");
		expect(answer.parts.filter(({ type }) => type === "data-receipt")).toMatchObject([
			{ data: { text: "Added Eggs, Tue 1 Dec 2099" } },
			{ data: { text: "Added Bread, Tue 1 Dec 2099" } },
		]);
		expect(textOf(heard)).toBe("Both.");
	});

	test("is understood where its arguments can only be meant in one way", async () => {
		await say("add milk");
		const { heard } = await say("odd names");
		expect(chunkOf(heard, "tool-input-available").input).toEqual({ task_id: 1 });
		expect(courseOf(heard)).not.toContain("tool-output-error");
		expect(textOf(heard)).toBe("Read it.");
	});

	test("is told what is wrong with its arguments, and goes on", async () => {
		const { heard, answer } = await say("nonsense");
		expect(textOf(heard)).toBe("Which title?");
		expect(answer.metadata?.status).toBe("done");
		const told = JSON.stringify(mock.getLastRequest()?.body);
		expect(told).toMatch(/titel|title/);
	});

	test("is told that there is no such tool, and goes on", async () => {
		expect(textOf((await say("no such tool")).heard)).toBe("I cannot do that.");
	});

	test("deletes with the user's approval alone", async () => {
		const { id, heard, answer } = await say("delete it");
		expect(answer.metadata?.status).toBe("asking");
		const { approvalId } = chunkOf(heard, "tool-approval-request");
		const approvals = [{ id: approvalId, approved: true }];
		const done = await hear(await ann.send("POST", "/api/chat", { id, approvals }));
		expect(textOf(done)).toBe("Deleted.");
		expect((await ann.send("GET", "/api/tasks/1")).status).toBe(404);
	});

	test.each([
		[
			"status 401",
			`${name} refused this server's key. Whoever runs this server has to look into it.`,
		],
		[
			"status 403",
			`${name} refused this server's key. Whoever runs this server has to look into it.`,
		],
		[
			"status 404",
			`${name} did not take the request. Whoever runs this server has to look into it.`,
		],
		["status 429", `${name} is asked too much just now. Try again in 7 seconds.`],
		["quota", `This server's quota at ${name} is used up. Whoever runs it has to look into it.`],
		["status 500", `${name} has a fault on its side. Try again in a while.`],
		["status 503", `${name} has a fault on its side. Try again in a while.`],
		["silence", `${name} fell silent. Nothing more came for a long while; try again.`],
	])("%s", async (text, expected) => {
		expectFailure(await say(text), expected);
	});

	test.each(["cut short", "cut off"])("%s: what was said until then stands", async (text) => {
		const { heard, answer } = await say(text);
		expect(answer.metadata?.status).toBe("failed");
		expect(answer.metadata?.error).toMatch(
			new RegExp(`on its way from ${name}|connection to ${name} broke`),
		);
		expect(textOf(heard)).toMatch(/^One two/);
		expect(
			answer.parts.some((part) => part.type === "text" && part.text.startsWith("One two")),
		).toBe(true);
	});

	test("after a failure it can be tried again", async () => {
		mock.nextRequestError(401, { message: "Not now." });
		const { id } = await say("hello");
		const again = await hear(await ann.send("POST", "/api/chat", { id, retry: true }));
		expect(textOf(again)).toBe("Hello from the model.");
		const { messages } = await ann.json<ChatWithMessages>("GET", `/api/chat/${id}`);
		expect(messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
		expect(messages[1]?.metadata).toMatchObject({ status: "done" });
		expect((await ann.send("POST", "/api/chat", { id, retry: true })).status).toBe(409);
	});
});
