import { describe, expect, test } from "vitest";
import { createTask } from "#app/tasks/commands/commands.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import { newChatUser } from "#tests/chat-object.ts";
import { chunkOf, courseOf, textOf } from "#tests/chat-stream.ts";
import { scriptedModel } from "#tests/fake-model.ts";

describe("an answer", () => {
	test("is streamed, kept, and told to the model the next time", async () => {
		const model = scriptedModel(["Hello, Ann."], ["Again."]);
		const user = await newChatUser(model);
		const heard = await user.say("Hi");
		expect(heard.isDone).toBe(true);
		expect(textOf(heard)).toBe("Hello, Ann.");
		expect(courseOf(heard)).toEqual([
			"start",
			"start-step",
			"text-start",
			"text-delta",
			"text-end",
			"finish-step",
			"finish",
		]);
		const chat = await user.in((chat) => chat.read("chat"));
		expect(chat).toMatchObject({
			id: "chat",
			title: "Hi",
			before: null,
			messages: [
				{ role: "user", parts: [{ type: "text", text: "Hi" }] },
				{
					role: "assistant",
					metadata: { status: "done" },
					parts: [{ type: "step-start" }, { type: "text", text: "Hello, Ann.", state: "done" }],
				},
			],
		});
		await user.say("And again");
		const { prompt } = model.doStreamCalls[1] ?? { prompt: [] };
		expect(prompt.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
		expect(JSON.stringify(prompt[0])).toContain("America/New_York");
	});

	test("does what tools do, and shows a receipt with its undo", async () => {
		const user = await newChatUser(
			scriptedModel(
				[{ tool: "add_task", input: { title: "Milk", due_date: "2099-12-01" } }],
				["Done."],
			),
		);
		const heard = await user.say("add milk");
		expect(courseOf(heard)).toEqual([
			"start",
			"start-step",
			"tool-input-available",
			"tool-output-available",
			"data-receipt",
			"finish-step",
			"start-step",
			"text-start",
			"text-delta",
			"text-end",
			"finish-step",
			"finish",
		]);
		expect(chunkOf(heard, "data-receipt" as never)).toMatchObject({
			data: { text: "Added Milk, Tue 1 Dec 2099", taskId: 1, changeId: expect.any(String) },
		});
		const { db, userId } = user.scope;
		expect(await findTask(db, userId, 1)).toMatchObject({ title: "Milk" });
	});

	test("two tools at once, and one that fails", async () => {
		const model = scriptedModel(
			[
				{ tool: "add_task", input: { title: "Milk" } },
				{ tool: "complete_task", input: { task_id: 99 } },
			],
			["Half of it."],
		);
		const user = await newChatUser(model);
		const heard = await user.say("go");
		expect(chunkOf(heard, "tool-output-error").errorText).toBe(
			"No task 99. Use list_tasks to find it.",
		);
		expect(textOf(heard)).toBe("Half of it.");
		expect(JSON.stringify(model.doStreamCalls[1]?.prompt.at(-1))).not.toContain("change_id");
	});
});

describe("deleting", () => {
	async function withTask() {
		const model = scriptedModel([{ tool: "delete_task", input: { task_id: 1 } }], ["As you wish."]);
		const user = await newChatUser(model);
		await createTask(user.scope, { title: "Rent" });
		const { db, userId } = user.scope;
		const isThere = async () => (await findTask(db, userId, 1)) !== null;
		return { user, model, isThere };
	}

	test("waits for the user, and is done when they approve", async () => {
		const { user, isThere } = await withTask();
		const asked = await user.say("delete 1");
		const { approvalId } = chunkOf(asked, "tool-approval-request");
		expect(chunkOf(asked, "data-question" as never)).toMatchObject({
			data: { approvalId, text: "Delete this task?", titles: ["Rent"], others: 0 },
		});
		expect(await isThere()).toBe(true);
		const done = await user.ask({ approvals: [{ id: approvalId, approved: true }] });
		expect(courseOf(done)).toContain("tool-output-available");
		expect(courseOf(done)).toContain("data-receipt");
		expect(textOf(done)).toBe("As you wish.");
		expect(await isThere()).toBe(false);
		const { messages } = await user.in((chat) => chat.read("chat"));
		expect(messages).toHaveLength(2);
		expect(messages[1]?.metadata?.status).toBe("done");
	});

	test("is not done when they deny, and the model hears of it", async () => {
		const { user, isThere, model } = await withTask();
		const { approvalId } = chunkOf(await user.say("delete 1"), "tool-approval-request");
		const done = await user.ask({ approvals: [{ id: approvalId, approved: false }] });
		expect(courseOf(done)).toContain("tool-output-denied");
		expect(await isThere()).toBe(true);
		expect(JSON.stringify(model.doStreamCalls[1]?.prompt.at(-1))).toContain("denied");
	});

	test("an approval is answered once, by its id, in its chat", async () => {
		const { user, isThere } = await withTask();
		const { approvalId } = chunkOf(await user.say("delete 1"), "tool-approval-request");
		const answer = { approvals: [{ id: approvalId, approved: true }] };
		const no = { approvals: [{ id: "nonsense", approved: true }] };
		await expect(user.ask(no)).rejects.toMatchObject({ status: 404 });
		await expect(user.ask(answer, "other")).rejects.toMatchObject({ status: 404 });
		expect(await isThere()).toBe(true);
		await user.ask(answer);
		await expect(user.ask(answer)).rejects.toMatchObject({ status: 409 });
	});

	test("is off once the user has gone on", async () => {
		const { user, isThere } = await withTask();
		const { approvalId } = chunkOf(await user.say("delete 1"), "tool-approval-request");
		await user.say("never mind");
		const late = user.ask({ approvals: [{ id: approvalId, approved: true }] });
		await expect(late).rejects.toMatchObject({ status: 409 });
		expect(await isThere()).toBe(true);
	});
});
