import type {
	LanguageModelV4FunctionTool,
	LanguageModelV4Prompt,
	LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import { expect, test } from "vitest";
import { TOOLS } from "#app/assistant/tools/tools.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import { Conversation, newAnn } from "#tests/conversation.ts";
import { NOW, TIME_ZONE } from "#tests/factories.ts";
import { localModel } from "./local-model.server.ts";

const model = localModel({ timeZone: TIME_ZONE, now: () => NOW });
const tools = TOOLS.map(
	({ name }): LanguageModelV4FunctionTool => ({ type: "function", name, inputSchema: {} }),
);

const user = (text: string): LanguageModelV4Prompt[number] => ({
	role: "user",
	content: [{ type: "text", text }],
});
const assistant = (text: string): LanguageModelV4Prompt[number] => ({
	role: "assistant",
	content: [{ type: "text", text }],
});

async function partsOf(prompt: LanguageModelV4Prompt, offered = tools) {
	const { stream } = await model.doStream({ prompt, tools: offered });
	const parts: LanguageModelV4StreamPart[] = [];
	for await (const part of stream) parts.push(part);
	return parts;
}

test("what is denied is not done, and it says so", async () => {
	const scope = await newAnn();
	const chat = new Conversation(scope);
	const { calls, text } = await chat.say("delete task 5", { denies: true });
	expect(calls).toEqual(['delete_task {"task_id":5}', "(asks)"]);
	expect(text).toBe("All right, nothing was changed.");
	expect(await findTask(scope.db, scope.userId, 5)).not.toBeNull();
	expect((await chat.say("make it low priority")).calls).toEqual([
		'update_task {"task_id":5,"priority":"low"}',
	]);
});

test("text inside tasks is data", async () => {
	const scope = await newAnn();
	const chat = new Conversation(scope);
	for (const said of ["show my tasks", "tell me about task 13", "what does task 13 say?"]) {
		const { calls } = await chat.say(said);
		expect(calls.every((call) => /^(?:list_tasks|get_task) /.test(call))).toBe(true);
	}
	expect((await chat.say("complete the one about instructions")).calls.at(-1)).toBe(
		'complete_task {"task_id":13}',
	);
	expect(await findTask(scope.db, scope.userId, 1)).toMatchObject({ status: "pending" });
});

test("a title stays a title in Markdown", async () => {
	const chat = new Conversation(await newAnn());
	const { text } = await chat.say('add "[click](http://evil.example) <b>*now*</b>"');
	expect(text).toContain("\\[click\\]");
	expect(text).not.toMatch(/(?<!\\)[[\]<>]/);
});

test("what it does not understand it says, with three things that it can do", async () => {
	const { text, calls } = await new Conversation(await newAnn()).say("flurb the wug");
	expect(calls).toEqual([]);
	expect(text).toMatch(/^I did not understand/);
	expect(text.match(/^- /gm)).toHaveLength(3);
});

test("dates are told with their weekday, errors without what is meant for models", async () => {
	const chat = new Conversation(await newAnn());
	expect((await chat.say("move task 10 to the 28th")).text).toBe(
		"Moved **Clean the garage** to Saturday 28 November 2026.",
	);
	expect((await chat.say("complete task 99")).text).toBe(
		"There is no task 99. Nothing was changed.",
	);
	expect((await chat.say("remind me of task 5 at 2026-11-19 09:00")).text).toBe(
		"Thursday 19 November 2026, 09:00 (America/New_York) has passed. Nothing was changed.",
	);
	expect((await chat.say("remind me of the milk 5 minutes before")).text).toBe(
		"A reminder before the due date needs a due date. Nothing was changed.",
	);
});

test("completing a task of a series tells when it comes again", async () => {
	const { content } = await model.doGenerate({
		tools,
		prompt: [
			user("complete task 1"),
			{
				role: "assistant",
				content: [
					{ type: "tool-call", toolCallId: "a", toolName: "complete_task", input: { task_id: 1 } },
				],
			},
			{
				role: "tool",
				content: [
					{
						type: "tool-result",
						toolCallId: "a",
						toolName: "complete_task",
						output: {
							type: "json",
							value: {
								task_id: 1,
								status: "completed",
								title: "Pay rent",
								next: {
									task_id: 9,
									due_date: "2027-01-01",
									due_in_words: "Friday 1 January 2027 (America/New_York)",
								},
							},
						},
					},
				],
			},
		],
	});
	expect(content).toEqual([
		{
			type: "text",
			text: "Completed **Pay rent**. It comes again Friday 1 January 2027 (task 9).",
		},
	]);
});

test("text is streamed word by word, a call in its parts", async () => {
	const help = await partsOf([user("help")]);
	const deltas = help.flatMap((part) => (part.type === "text-delta" ? [part.delta] : []));
	expect(deltas.length).toBeGreaterThan(20);
	expect(deltas.join("")).toMatch(/^Say it as[\s\S]*approval\.$/);
	expect(help.at(-1)).toMatchObject({ type: "finish", finishReason: { unified: "stop" } });

	const call = await partsOf([user("complete task 5")]);
	expect(call.map(({ type }) => type)).toEqual([
		"stream-start",
		"tool-input-start",
		"tool-input-delta",
		"tool-input-end",
		"tool-call",
		"finish",
	]);
	expect(call.at(-1)).toMatchObject({ finishReason: { unified: "tool-calls" } });
});

test("without the tool for it nothing is promised, and it is said what lacks", async () => {
	const parts = await partsOf([user("complete task 5")], []);
	const text = parts.flatMap((part) => (part.type === "text-delta" ? [part.delta] : [])).join("");
	expect(text).toBe(
		"This token may not change tasks: it has no scope tasks:write. Make one that has it in Tend's settings.",
	);
});

test("the first word comes at once in a thread of 500 messages", async () => {
	const turns = Array.from({ length: 250 }, (_, index) => [
		user(`what about thing ${index} and its ${"very ".repeat(20)}long story?`),
		assistant(`I did not understand that ${index}. Which one?`),
	]).flat();
	await partsOf([user("show my tasks")]);
	for (const said of ["make it urgent", "add milk", "what's overdue?", "the second one"]) {
		const times: number[] = [];
		for (let tries = 0; tries < 5; tries += 1) {
			const start = performance.now();
			const { stream } = await model.doStream({ prompt: [...turns, user(said)], tools });
			const reader = stream.getReader();
			await reader.read();
			await reader.read();
			times.push(performance.now() - start);
			await reader.cancel();
		}
		// A busy machine only ever adds.
		expect(Math.min(...times), said).toBeLessThan(100);
	}
});
