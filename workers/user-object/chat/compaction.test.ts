import { expect, test, vi } from "vitest";
import { openChatModel } from "#app/assistant/providers.server.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import { PROMPT_TOKENS_MAX, SUMMARY_MAX_LENGTH } from "#domain/chat/history-budget.ts";
import { type ChatUser, newChatUser } from "#tests/chat-object.ts";
import { textOf } from "#tests/chat-stream.ts";
import { scriptedModel } from "#tests/fake-model.ts";
import { ChatStore } from "./chat-store.ts";

const MESSAGES = 500;

/** A chat as it is after 250 questions, most of which were worked on with a tool. */
async function fill(user: ChatUser, count = MESSAGES): Promise<void> {
	await user.in((_, { storage }) => {
		const store = new ChatStore(storage);
		store.insertChat("long", "A long chat", 0);
		for (let n = 0; n < count; n += 2) {
			const toolCallId = `call-${n}`;
			const question: ChatMessage = {
				id: `q${n}`,
				role: "user",
				parts: [{ type: "text", text: `Question ${n}: what about the garden in spring?` }],
			};
			const answer: ChatMessage = {
				id: `a${n}`,
				role: "assistant",
				metadata: { createdAt: "2026-11-20T00:00:00Z", status: "done" },
				parts: [
					{ type: "step-start" },
					{
						type: "tool-add_task",
						toolCallId,
						state: "output-available",
						input: { title: `Dig bed ${n}` },
						output: { task_id: n, status: "created", title: `Dig bed ${n}` },
					},
					{
						type: "data-receipt",
						data: { toolCallId, text: `Added Dig bed ${n}`, taskId: n, changeId: null },
					},
					{ type: "step-start" },
					{
						type: "text",
						text: `Answer ${n}. ${"It is best to dig before the frost. ".repeat(8)}`,
					},
				],
			};
			store.insertMessage("long", question, n);
			store.insertMessage("long", answer, n + 1);
		}
	});
}

const sizeOf = (prompt: unknown) => JSON.stringify(prompt).length;

test("a chat of 500 messages costs a model no more than a short one", async () => {
	const sizes: number[] = [];
	const model = scriptedModel(
		...Array.from({ length: 60 }, (_, n) => [
			`Short answer ${n}. ${"And some words more. ".repeat(20)}`,
		]),
	);
	const user = await newChatUser(model, { LLM_PROVIDER: "openai", CHAT_DAILY_TOKENS: 0 });
	await fill(user);
	for (let n = 0; n < 60; n += 1) await user.say(`And number ${n}?`, "long");
	for (const { prompt } of model.doStreamCalls) {
		sizes.push(sizeOf(prompt));
		const told = JSON.stringify(prompt);
		const calls = [...told.matchAll(/"type":"tool-call","toolCallId":"([^"]+)"/g)].map(
			([, id]) => id,
		);
		const results = [...told.matchAll(/"type":"tool-result","toolCallId":"([^"]+)"/g)].map(
			([, id]) => id,
		);
		expect(results).toEqual(calls);
		// What a conversation begins with is a question, never an answer without one.
		expect(prompt[1]?.role).toBe("user");
	}
	// What the system says, the summary, and the newest part; JSON around it counts here, too.
	expect(Math.max(...sizes)).toBeLessThan(PROMPT_TOKENS_MAX * 4 * 1.6);
	console.log(
		JSON.stringify({
			requests: sizes.length,
			first: sizes[0],
			least: Math.min(...sizes),
			most: Math.max(...sizes),
		}),
	);

	// The oldest part was told in short, first by its record and then by the model itself.
	const first = JSON.stringify(model.doStreamCalls[0]?.prompt);
	expect(first).toContain("summary-of-what-was-said-before");
	expect(first).toMatch(/- The user: Question \d+/);
	expect(first).not.toContain("Answer 0.");
	expect(JSON.stringify(model.doStreamCalls.at(-1)?.prompt)).toContain("A summary by the model.");
	// Nothing is lost but to the model.
	const [chat] = await user.in((chat) => chat.export());
	expect(chat?.messages).toHaveLength(MESSAGES + 120);
}, 60_000);

test("when the provider cannot summarise, the record does", async () => {
	const model = scriptedModel();
	model.doGenerate = async () => {
		throw new Error("no");
	};
	const user = await newChatUser(model, { LLM_PROVIDER: "openai", CHAT_DAILY_TOKENS: 0 });
	await fill(user, 160);
	await user.say("one", "long");
	const read = (_: unknown, { storage }: DurableObjectState) =>
		new ChatStore(storage).findChat("long")?.summary ?? "";
	// It is done while the answer is being read.
	const summary = await vi.waitFor(async () => {
		const found = await user.in(read);
		expect(found).not.toBe("");
		return found;
	});
	expect(summary).toMatch(/- The user: Question \d+/);
	expect(summary).toMatch(/Done: Added Dig bed \d+/);
	expect(summary.length).toBeLessThanOrEqual(SUMMARY_MAX_LENGTH);
});

test("with local, the first word over 500 messages is there in less than 100 ms", async () => {
	const { model } = await openChatModel({ LLM_PROVIDER: "local" } as never, { timeZone: "UTC" });
	if (typeof model === "string") throw new Error("It is an object.");
	const user = await newChatUser(model);
	// What is loaded with the first answer of all is loaded.
	await user.say("help", "short");
	await fill(user);
	const times: number[] = [];
	for (let n = 0; n < 5; n += 1) {
		await user.in(async (chat) => {
			const begin = performance.now();
			const message = { id: `m${n}`, text: "help" };
			const reader = chat.ask(user.caller, "long", { message }).getReader();
			for (let told = ""; !told.includes('"text-delta"'); ) {
				told += new TextDecoder().decode((await reader.read()).value);
			}
			times.push(performance.now() - begin);
			await reader.cancel();
			await chat.waitForReply("long");
		});
	}
	console.log(JSON.stringify({ firstTokenMs: times.map(Math.round) }));
	// A busy machine only ever adds.
	expect(Math.min(...times)).toBeLessThan(100);
	expect(textOf(await user.say("help", "long"))).not.toBe("");
});
