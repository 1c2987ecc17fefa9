import { generateText } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { expect, test } from "vitest";
import { findTask } from "#db/tasks/tasks.server.ts";
import { expectConsoleError } from "#tests/console.ts";
import { newScope } from "#tests/factories.ts";
import { toAiSdkTools } from "./to-ai-sdk.server.ts";
import { receiptOf } from "./tools/tools.server.ts";

/** A model that makes one call, whatever it is told. */
function calling(toolName: string, input: unknown) {
	return new MockLanguageModelV4({
		doGenerate: async () => ({
			content: [{ type: "tool-call", toolCallId: "1", toolName, input: JSON.stringify(input) }],
			finishReason: { unified: "tool-calls", raw: undefined },
			usage: {
				inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
				outputTokens: { total: 1, text: 1, reasoning: 0 },
			},
			warnings: [],
		}),
	});
}

test("a call is done, and its result is told without the change's id", async () => {
	const scope = await newScope({ actor: "assistant" });
	const model = calling("add_task", { title: "Milk" });
	const answer = await generateText({ model, tools: toAiSdkTools(() => scope), prompt: "…" });
	const [result] = answer.toolResults;
	expect(receiptOf("add_task", result?.output)).toEqual({
		text: "Added Milk",
		taskId: 1,
		changeId: expect.any(String),
	});
	const told = JSON.stringify(answer.response.messages);
	expect(told).toContain('"status":"created"');
	expect(told).not.toContain("change_id");
});

test("deleting waits for the user, however surely the model asks for it", async () => {
	const scope = await newScope();
	const tools = toAiSdkTools(() => scope);
	await generateText({ model: calling("add_task", { title: "Milk" }), tools, prompt: "…" });
	const model = calling("delete_task", { task_id: 1 });
	const { content } = await generateText({ model, tools, prompt: "…" });
	expect(content.map(({ type }) => type)).toEqual(["tool-call", "tool-approval-request"]);
	expect(await findTask(scope.db, scope.userId, 1)).not.toBeNull();
});

test("an error is a sentence, and a fault of ours is told without details", async () => {
	const scope = await newScope();
	const complete = calling("complete_task", { task_id: 99 });
	const none = await generateText({
		model: complete,
		tools: toAiSdkTools(() => scope),
		prompt: "…",
	});
	expect(JSON.stringify(none.response.messages)).toContain(
		"No task 99. Use list_tasks to find it.",
	);

	expectConsoleError(/secret detail/);
	const broken = {
		...scope,
		get db(): never {
			throw new Error("secret detail");
		},
	};
	const fault = await generateText({
		model: complete,
		tools: toAiSdkTools(() => broken),
		prompt: "…",
	});
	const told = JSON.stringify(fault.response.messages);
	expect(told).toContain("on our side");
	expect(told).not.toContain("secret");
});
