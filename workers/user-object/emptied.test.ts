import { expect, test } from "vitest";
import { newChatUser } from "#tests/chat-object.ts";
import { scriptedModel } from "#tests/fake-model.ts";

test("an object that was emptied knows nothing, and goes on working", async () => {
	const user = await newChatUser(scriptedModel());
	const { object, caller } = user;
	const say = async (id: string) => {
		const message = { id, text: "help" };
		const reply = await object.askInChat(caller, "chat", { message });
		if (reply.ok) await new Response(reply.value).text();
		return reply.ok;
	};
	await object.changed(["first"]);
	expect(await say("m1")).toBe(true);
	await object.deleteAll();
	expect(await object.listChats()).toEqual([]);
	// What was on its way to it may still arrive.
	await object.changed(["second"]);
	expect(await say("m1")).toBe(true);
	expect(await object.listChats()).toHaveLength(1);
});
