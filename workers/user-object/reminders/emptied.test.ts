import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { DAY_MS } from "#domain/time/durations.ts";
import { newCaller } from "#tests/caller.ts";
import { newChatUser } from "#tests/chat-object.ts";
import { objectOf } from "#tests/clock.ts";
import { scriptedModel } from "#tests/fake-model.ts";
import { deliver, runScheduled } from "#tests/worker.ts";

/** All that an object's storage has. */
function keptBy(user: { userId: string }) {
	return runInDurableObject(objectOf(user), async (_, { storage }) => ({
		alarm: await storage.getAlarm(),
		values: [...storage.kv.list()],
		tables: storage.sql
			.exec("select name from sqlite_master where name not like '\\_cf\\_%' escape '\\'")
			.toArray(),
	}));
}

test("of a user whose account is gone nothing is left, also when something was still on its way", async () => {
	const ann = await newCaller();
	const dueDate = new Date(Date.now() + DAY_MS).toISOString();
	await ann.json("POST", "/api/tasks", { title: "x", dueDate, reminders: [{ minutesBefore: 5 }] });
	await objectOf(ann).repair();
	expect((await keptBy(ann)).alarm).not.toBeNull();
	await env.DB.exec("update users set delete_after = 1");
	await runScheduled("23 3 * * *");
	const nothing = { alarm: null, values: [], tables: [] };
	expect(await keptBy(ann)).toEqual(nothing);
	await deliver("tend-events", [{ userId: ann.userId, eventIds: ["gone"] }]);
	await objectOf(ann).changed();
	expect(await keptBy(ann)).toEqual(nothing);
});

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
