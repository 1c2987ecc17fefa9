import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatWithMessages } from "#domain/chat/chat-message.ts";
import { courseOf, hear, textOf } from "#tests/chat-stream.ts";
import { TestProgram, TestServer } from "./test-server.ts";

/* Answers whose readers leave, come back, or stop them, and servers that go down under them. */

const STORY = "One two three four five six seven eight nine ten. ".repeat(4).trim();

const mock = new LLMock({ port: 0 });
let server: TestServer;
let ann: TestProgram;

beforeAll(async () => {
	mock.onMessage("story", { content: STORY }, { latency: 100, chunkSize: 10 });
	mock.onMessage("long story", { content: STORY }, { latency: 300, chunkSize: 13 });
	mock.on(
		{ userMessage: "add milk", hasToolResult: false },
		{ toolCalls: [{ name: "add_task", arguments: '{"title":"Milk"}' }] },
	);
	mock.on(
		{ userMessage: "add milk", hasToolResult: true },
		{ content: STORY },
		{ latency: 500, chunkSize: 25 },
	);
	await mock.start();
	server = await new TestServer({
		LLM_PROVIDER: "openai",
		OPENAI_API_KEY: "k",
		OPENAI_BASE_URL: `${mock.url}/v1`,
	}).start();
	ann = await TestProgram.signUp(server);
});

afterAll(async () => {
	await server.dispose();
	await mock.stop();
});

/** Begins to say something, and listens until that text has come. */
async function beginToSay(text: string, id: string, until: string) {
	const message = { role: "user", parts: [{ type: "text", text }] };
	const { body } = await ann.send("POST", "/api/chat", { id, message });
	const reader = (body as ReadableStream<Uint8Array>).getReader();
	let heard = "";
	while (!heard.includes(until)) {
		const { value, done } = await reader.read();
		if (done) throw new Error(`It ended without ${until}: ${heard}`);
		heard += new TextDecoder().decode(value);
	}
	return reader;
}

const read = (id: string) => ann.json<ChatWithMessages>("GET", `/api/chat/${id}`);

test("who comes back hears all of it, from the beginning; two as well", async () => {
	const reader = await beginToSay("story", "resumed", "two");
	await reader.cancel();
	const again = () => ann.send("GET", "/api/chat/resumed/stream").then(hear);
	const [first, second] = await Promise.all([again(), again()]);
	expect(textOf(first)).toBe(STORY);
	expect(courseOf(first)[0]).toBe("start");
	expect(first.isDone).toBe(true);
	expect(second).toEqual(first);
	expect((await ann.send("GET", "/api/chat/resumed/stream")).status).toBe(204);
});

test("while it is being answered, a chat takes nothing more", async () => {
	const reader = await beginToSay("story", "busy", "two");
	const message = { role: "user", parts: [{ type: "text", text: "story" }] };
	const second = await ann.send("POST", "/api/chat", { id: "busy", message });
	expect(second.status).toBe(409);
	expect(await second.json()).toMatchObject({
		detail: "This chat is still being answered. Wait for that, or stop it.",
	});
	// Others are not concerned.
	await (await beginToSay("story", "not-busy", "two")).cancel();
	await reader.cancel();
});

test("stopping ends it, and keeps what was said", async () => {
	const reader = await beginToSay("long story", "stopped", "two");
	expect(await ann.json("POST", "/api/chat/stopped/stop")).toEqual({ message: "Stopped." });
	const { messages } = await read("stopped");
	expect(messages[1]?.metadata).toMatchObject({ status: "stopped" });
	expect(JSON.stringify(messages[1])).toContain("One two");
	let rest = "";
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		rest += new TextDecoder().decode(part.value);
	}
	expect(rest).toMatch(/"abort"[\s\S]*"status":"stopped"[\s\S]*data: \[DONE\]\n\n$/);
	expect(await ann.json("POST", "/api/chat/stopped/stop")).toEqual({
		message: "Nothing was being answered.",
	});
});

test("an answer goes on when nobody listens", async () => {
	const reader = await beginToSay("long story", "left", "One");
	await reader.cancel();
	await expect
		.poll(async () => (await read("left")).messages[1]?.metadata?.status, { timeout: 60_000 })
		.toBe("done");
	const { messages } = await read("left");
	expect(messages[1]?.parts).toContainEqual({ type: "text", text: STORY, state: "done" });
});

test("when the power goes, what was said and done stands, and it can be tried again", async () => {
	const reader = await beginToSay("add milk", "killed", "three");
	// A running reply is read from memory, and stored at most each second. A chunk comes each 500 ms: once
	// the fourth is there, the first is stored.
	await expect
		.poll(async () => JSON.stringify((await read("killed")).messages), {
			timeout: 60_000,
			interval: 50,
		})
		.toMatch(/(One two.*){2}eight/);
	await server.kill();
	await reader.cancel().catch(() => {});
	await server.start();
	const { messages } = await read("killed");
	expect(messages).toMatchObject([
		{ role: "user", parts: [{ text: "add milk" }] },
		{
			role: "assistant",
			metadata: {
				status: "broken-off",
				error: expect.stringMatching(/^Tend was restarted while this was being answered/),
			},
		},
	]);
	const parts = messages[1]?.parts ?? [];
	expect(parts).toContainEqual(
		expect.objectContaining({ type: "data-receipt", data: expect.objectContaining({ taskId: 1 }) }),
	);
	expect(JSON.stringify(parts)).toContain("One two");

	const again = await hear(await ann.send("POST", "/api/chat", { id: "killed", retry: true }));
	expect(textOf(again)).toBe(STORY);
	expect(courseOf(again)).toContain("data-receipt");
	const after = await read("killed");
	expect(after.messages).toHaveLength(2);
	expect(after.messages[1]?.metadata?.status).toBe("done");
	// It went on from what was done.
	const { tasks } = await ann.json<{ tasks: unknown[] }>("GET", "/api/tasks");
	expect(tasks).toHaveLength(1);
});
