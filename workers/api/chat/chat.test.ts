import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { MESSAGE_MAX_LENGTH } from "#domain/limits.ts";
import type { Caller } from "#tests/caller.ts";
import { callerFor, newCaller } from "#tests/caller.ts";
import { chunkOf, courseOf, hear, textOf } from "#tests/chat-stream.ts";
import { newScope } from "#tests/factories.ts";
import { newVisitor } from "#tests/visitor.ts";
import { fetchWorker, ORIGIN } from "#tests/worker.ts";

let ann: Caller;

beforeEach(async () => {
	ann = await newCaller({ scopes: ["chat", "tasks:read", "tasks:write"] });
});

const saying = (text: string, id = "c") => ({
	id,
	message: { role: "user", parts: [{ type: "text", text }] },
});

const say = (caller: Caller, text: string, id?: string) =>
	caller.send("POST", "/api/chat", saying(text, id));

describe("POST /api/chat", () => {
	test("streams an answer that has done what was asked", async () => {
		const answer = await say(ann, "add buy milk");
		expect(answer.status).toBe(200);
		expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
		expect(answer.headers.get("cache-control")).toBe("no-cache, no-transform");
		expect(answer.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
		expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
		expect(answer.headers.get("server-timing")).toContain("1 trip");
		const heard = await hear(answer);
		expect(heard.isDone).toBe(true);
		expect(courseOf(heard).at(0)).toBe("start");
		expect(courseOf(heard).at(-1)).toBe("finish");
		expect(chunkOf(heard, "data-receipt" as never)).toMatchObject({ data: { taskId: 1 } });
		const { tasks } = await ann.json("GET", "/api/tasks");
		expect(tasks).toMatchObject([{ id: 1, title: "buy milk" }]);
		const { results } = await env.DB.prepare("select actor from events where task_id = 1").all();
		expect(results).toEqual([{ actor: "assistant" }]);
	});

	test("takes the message as the AI SDK's client sends it", async () => {
		const message = {
			id: "msg-1",
			role: "user",
			parts: [{ type: "text", text: "help" }],
			metadata: undefined,
		};
		expect((await ann.send("POST", "/api/chat", { id: "c", message })).status).toBe(200);
		const again = await ann.send("POST", "/api/chat", { id: "c", message });
		expect(again.status).toBe(409);
		expect(await again.json()).toMatchObject({ type: "/api/docs#repeated-message" });
	});

	test.each([
		[{}, "id"],
		[{ id: "c" }, "message"],
		[{ ...saying("hi"), retry: true }, "message"],
		[{ ...saying("hi"), messages: [] }, "messages"],
		[saying("hi", "../x"), "id"],
		[saying("hi", "x".repeat(65)), "id"],
		[saying("hi", ""), "id"],
		[saying("   "), "message.parts"],
		[saying("x".repeat(MESSAGE_MAX_LENGTH + 1)), "message.parts"],
		[{ id: "c", message: { role: "user", parts: [] } }, "message.parts"],
		[
			{ id: "c", message: { role: "assistant", parts: [{ type: "text", text: "x" }] } },
			"message.role",
		],
		[
			{ id: "c", message: { role: "system", parts: [{ type: "text", text: "x" }] } },
			"message.role",
		],
		[
			{ id: "c", message: { role: "user", parts: [{ type: "file", url: "data:,x" }] } },
			"message.parts.0.type",
		],
		[
			{ id: "c", message: { role: "user", parts: [{ type: "tool-delete_task" }] } },
			"message.parts.0.type",
		],
		[{ id: "c", approvals: [] }, "approvals"],
		[{ id: "c", approvals: [{ id: "a" }] }, "approvals.0.approved"],
		[{ id: "c", approvals: [{ id: "a", approved: true, input: {} }] }, "approvals.0.input"],
		[
			{
				id: "c",
				approvals: [
					{ id: "a", approved: true },
					{ id: "a", approved: false },
				],
			},
			"approvals",
		],
		[{ id: "c", retry: false }, "retry"],
	])("refuses %j", async (body, path) => {
		const answer = await ann.send("POST", "/api/chat", body);
		expect(answer.status).toBe(400);
		expect(answer.headers.get("content-type")).toBe("application/problem+json");
		const { errors } = await answer.json<{ errors: { path: string }[] }>();
		expect(errors.map((error) => error.path)).toContain(path);
		expect(await ann.json("GET", "/api/chat")).toEqual({ threads: [] });
	});

	test("by cookie it has to come from a page of ours", async () => {
		const visitor = await newVisitor();
		const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const send = (headers: Record<string, string>) =>
			fetchWorker("/api/chat", {
				method: "POST",
				body: JSON.stringify(saying("help")),
				headers: { "content-type": "application/json", cookie, ...headers },
			});
		expect((await send({ origin: "https://evil.example" })).status).toBe(403);
		expect((await send({ "sec-fetch-site": "cross-site" })).status).toBe(403);
		const own = await send({ origin: ORIGIN, "sec-fetch-site": "same-origin" });
		expect(own.status).toBe(200);
		expect((await hear(own)).isDone).toBe(true);
	});

	test("needs the scope chat", async () => {
		const reader = await newCaller();
		const answer = await say(reader, "help");
		expect(answer.status).toBe(403);
		expect(answer.headers.get("www-authenticate")).toContain('scope="chat"');
	});
});

describe("approvals", () => {
	async function askToDelete() {
		await (await say(ann, "add buy milk")).text();
		const heard = await hear(await say(ann, "delete 1"));
		return chunkOf(heard, "tool-approval-request").approvalId;
	}

	test("a client says yes to a call by its id, and cannot say which call", async () => {
		const id = await askToDelete();
		expect(await ann.json("GET", "/api/tasks/1")).toMatchObject({ id: 1 });
		const done = await ann.send("POST", "/api/chat", {
			id: "c",
			approvals: [{ id, approved: true }],
		});
		expect(courseOf(await hear(done))).toContain("tool-output-available");
		expect((await ann.send("GET", "/api/tasks/1")).status).toBe(404);
	});

	test("a token that may not change tasks cannot, nor look at them or change them by chat", async () => {
		const id = await askToDelete();
		const scope = { ...(await newScope()), userId: ann.userId };
		const talker = await callerFor(scope, { scopes: ["chat"] });
		for (const approved of [true, false]) {
			const body = { id: "c", approvals: [{ id, approved }] };
			const refused = await talker.send("POST", "/api/chat", body);
			expect(refused.status).toBe(403);
			expect(await refused.json()).toMatchObject({
				detail: expect.stringMatching(/^This token may not change tasks/),
			});
		}
		for (const [text, refusal] of [
			["list my tasks", "This token may not read tasks"],
			["complete task 1", "This token may not change tasks"],
			["undo", "This token may not change tasks"],
			["add bread", "This token may not change tasks"],
		] as const) {
			const heard = await hear(await say(talker, text, "d"));
			expect(textOf(heard)).toContain(refusal);
			expect(JSON.stringify(heard)).not.toContain("milk");
		}
		const { tasks } = await ann.json("GET", "/api/tasks");
		expect(tasks).toMatchObject([{ title: "buy milk", status: "pending" }]);
	});

	test("nobody else can", async () => {
		const id = await askToDelete();
		const approvals = [{ id, approved: true }];
		const bob = await newCaller({ scopes: ["chat", "tasks:write"] });
		for (const chatId of ["c", "d"]) {
			expect((await bob.send("POST", "/api/chat", { id: chatId, approvals })).status).toBe(404);
			await (await say(bob, "help", chatId)).text();
			expect((await bob.send("POST", "/api/chat", { id: chatId, approvals })).status).toBe(404);
		}
		expect((await ann.send("GET", "/api/tasks/1")).status).toBe(200);
	});
});

describe("chats", () => {
	test("are listed, read and deleted; others are not there", async () => {
		await (await say(ann, "help\nplease", "one")).text();
		await (await say(ann, "add buy milk", "two")).text();
		const { threads } = await ann.json("GET", "/api/chat");
		expect(threads).toMatchObject([
			{ id: "two", title: "add buy milk" },
			{ id: "one", title: "help" },
		]);
		const thread = await ann.json("GET", "/api/chat/one");
		expect(thread).toMatchObject({
			id: "one",
			messages: [{ role: "user" }, { role: "assistant" }],
		});
		expect(await ann.json("DELETE", "/api/chat/one")).toEqual({ message: "The chat is deleted." });
		for (const [method, path] of [
			["GET", ""],
			["DELETE", ""],
			["GET", "/stream"],
			["POST", "/stop"],
		]) {
			expect((await ann.send(method as string, `/api/chat/one${path}`)).status).toBe(404);
			expect((await ann.send(method as string, `/api/chat/not%20an%20id${path}`)).status).toBe(404);
		}
		expect((await ann.json("GET", "/api/chat")).threads).toHaveLength(1);
	});

	test("of a long one, the newest are read, and the others page by page", async () => {
		const { userId } = ann;
		const object = env.USER_OBJECT.get(env.USER_OBJECT.idFromName(userId));
		const caller = { userId, timeZone: "UTC", requestId: "test", granted: null };
		for (let n = 0; n < 55; n += 1) {
			const message = { id: `m${n}`, text: "help" };
			const reply = await object.askInChat(caller, "long", { message });
			if (reply.ok) await hear(reply.value);
		}
		const newest = await ann.json("GET", "/api/chat/long");
		expect(newest.messages).toHaveLength(100);
		const oldest = await ann.json("GET", `/api/chat/long?before=${newest.before}`);
		expect(oldest).toMatchObject({ before: null });
		expect(oldest.messages).toHaveLength(10);
		expect(oldest.messages[0].id).toBe("m0");
	}, 30_000);

	test("below the user's own id they are the same; below another's they are not", async () => {
		const path = `/api/${ann.userId}/chat`;
		const heard = await hear(await ann.send("POST", path, saying("help")));
		expect(textOf(heard)).not.toBe("");
		expect((await ann.json("GET", path)).threads).toHaveLength(1);
		expect((await ann.send("GET", `${path}/c`)).status).toBe(200);
		expect((await ann.send("GET", `${path}/c/stream`)).status).toBe(204);
		const bob = await callerFor(await newScope({ now: new Date() }), { scopes: ["chat"] });
		expect((await bob.send("GET", path)).status).toBe(403);
		expect((await bob.send("POST", path, saying("help"))).status).toBe(403);
		expect((await bob.send("DELETE", `${path}/c`)).status).toBe(403);
		expect((await ann.json("GET", path)).threads).toHaveLength(1);
	});
});
