import { InvalidToolInputError, NoSuchToolError } from "ai";
import { expect, test } from "vitest";
import { repairToolCall } from "./repair-tool-call.server.ts";

async function repair(toolName: string, input: string, isKnown = true) {
	const error = isKnown
		? new InvalidToolInputError({ toolName, toolInput: input, cause: null })
		: new NoSuchToolError({ toolName });
	const toolCall = { type: "tool-call", toolCallId: "1", toolName, input } as const;
	const inputSchema = async () => ({});
	const given = { toolCall, error, tools: {}, inputSchema, messages: [], instructions: "" };
	const mended = await repairToolCall({ ...given, system: "" });
	return mended && JSON.parse(mended.input);
}

test.each([
	["complete_task", '{"taskId":"7"}', { task_id: 7 }],
	["complete_task", '{"task_id":"#7"}', { task_id: 7 }],
	["complete_task", '```json\n{"task_id":7}\n```', { task_id: 7 }],
	["complete_task", '"{\\"task_id\\":7}"', { task_id: 7 }],
	[
		"add_task",
		'{"title":"Milk","dueDate":"tomorrow","tags":null}',
		{ title: "Milk", due_date: "tomorrow" },
	],
	[
		"bulk_update_tasks",
		'{"taskIds":["1","2"],"action":"complete"}',
		{ task_ids: [1, 2], action: "complete" },
	],
	// A title may be a number; it is not made one.
	["add_task", '{"title":"1984","dueDate":"tomorrow"}', { title: "1984", due_date: "tomorrow" }],
])("%s %s", async (name, input, expected) => {
	expect(await repair(name, input)).toEqual(expected);
});

test.each([
	["complete_task", "{}"],
	["complete_task", '{"task_id":"the first"}'],
	["complete_task", "not json"],
	["complete_task", "[7]"],
	["add_task", '{"titel":"Milk"}'],
	["drop_tables", "{}"],
])("%s %s is for the model to mend", async (name, input) => {
	expect(await repair(name, input)).toBeNull();
});

test("a tool that is not there is not made up", async () => {
	expect(await repair("drop_tables", "{}", false)).toBeNull();
});
