import { beforeEach, describe, expect, test } from "vitest";
import { newVisitor, type Visitor } from "#tests/visitor.ts";

/* The chat as it is without scripts: forms that are posted, and pages that show what came of them. */

let ann: Visitor;

beforeEach(async () => {
	ann = await newVisitor();
});

const say = (message: string, path = "/chat", chat = "c") =>
	ann.submit(path, { intent: "send", chat, key: crypto.randomUUID(), message });

const textOf = async (answer: Response) => (await answer.text()).replaceAll(/<!-- -->/g, "");

describe("a message", () => {
	test("is answered before the page comes, at the chat's own address", async () => {
		const posted = await ann.post("/chat", {
			intent: "send",
			chat: "c",
			key: "k",
			message: "help",
		});
		expect(posted.status).toBe(302);
		expect(posted.headers.get("location")).toBe("/chat/c#end");
		const page = await textOf(await ann.get("/chat/c"));
		expect(page).toContain('role="log"');
		expect(page).toContain(">help</p>");
		expect(page).toContain("Deleting, and changing several tasks at once");
		expect(page).toContain("<title>help · Tend</title>");
	});

	test("sent twice arrives once", async () => {
		const form = { intent: "send", chat: "c", key: "same", message: "add buy milk" };
		await ann.submit("/chat", form);
		const again = await ann.post("/chat", form);
		expect(again.headers.get("location")).toBe("/chat/c#end");
		const tasks = await textOf(await ann.get("/tasks"));
		expect(tasks.match(/Complete buy milk/g)).toHaveLength(1);
	});

	test("that is none is refused at its field, with what was typed", async () => {
		const empty = await ann.post("/chat", { intent: "send", chat: "c", key: "k", message: "  " });
		expect(empty.status).toBe(400);
		expect(await textOf(empty)).toContain("Say something.");
		const long = await ann.post("/chat", {
			intent: "send",
			chat: "c",
			key: "k",
			message: "x".repeat(8_001),
		});
		expect(long.status).toBe(400);
		const page = await textOf(long);
		expect(page).toContain("A message has at most 8000 characters.");
		expect(page).toContain("x".repeat(8_001));
	});

	test.each([
		["a bad id", { intent: "send", chat: "../c", key: "k", message: "help" }, 400],
		["no intent", { chat: "c", key: "k", message: "help" }, 400],
		["an approval of nothing", { intent: "approve/x" }, 400],
	])("with %s does nothing", async (_, form, status) => {
		const answer = await ann.post("/chat", form);
		expect(answer.status).toBe(status);
		await answer.text();
		expect(await textOf(await ann.get("/chat"))).toContain("None yet.");
	});

	test("of somebody whose session has ended is not kept: they are asked to sign in", async () => {
		const stranger = await newVisitor();
		stranger.cookies.clear();
		const answer = await stranger.post("/chat", {
			intent: "send",
			chat: "c",
			key: "k",
			message: "add buy milk",
		});
		expect(answer.headers.get("location")).toBe("/signin?next=%2Fchat");
	});
});

test("an answer is Markdown without any HTML of its own", async () => {
	await say("add <img src=x onerror=alert(1)> and [x](javascript:alert(1))");
	const page = await textOf(await ann.get("/chat/c"));
	expect(page).not.toContain("<img src=x");
	expect(page).not.toContain('href="javascript:');
});

describe("an approval", () => {
	async function askToDelete() {
		await say("add buy milk");
		const page = await textOf(await say("delete 1", "/chat/c"));
		expect(page).toContain("Delete this task?");
		return /value="approve\/([\w-]+)"/.exec(page)?.[1] ?? "";
	}
	const isThere = async () => (await ann.get("/tasks/1")).status === 200;

	test("is a button, and is taken once", async () => {
		const id = await askToDelete();
		expect(await isThere()).toBe(true);
		const page = await textOf(await ann.submit("/chat/c", { intent: `approve/${id}` }));
		expect(page).toContain("Deleted “buy milk”");
		expect(page).not.toContain("approve/");
		expect(await isThere()).toBe(false);
		const late = await textOf(await ann.submit("/chat/c", { intent: `approve/${id}` }));
		expect(late).toContain("This was answered before.");
	});

	test("denied leaves all as it is", async () => {
		const id = await askToDelete();
		const page = await textOf(await ann.submit("/chat/c", { intent: `deny/${id}` }));
		expect(page).toContain("Denied. Nothing was done.");
		expect(await isThere()).toBe(true);
	});

	test("of somebody else's is not there", async () => {
		const id = await askToDelete();
		const bob = await newVisitor();
		await bob.submit("/chat", { intent: "send", chat: "c", key: "k", message: "help" });
		const page = await textOf(await bob.submit("/chat/c", { intent: `approve/${id}` }));
		expect(page).toContain("There is nothing to approve under this id.");
		expect(await isThere()).toBe(true);
	});
});

test("what there is nothing of says so", async () => {
	await say("help");
	const retry = await textOf(await ann.submit("/chat/c", { intent: "retry" }));
	expect(retry).toContain("There is nothing to try again");
	expect((await ann.post("/chat/c", { intent: "stop" })).headers.get("location")).toBe(
		"/chat/c#end",
	);
	for (const path of ["/chat/other", "/chat/not%20an%20id", "/chat/other/delete"]) {
		const answer = await ann.get(path);
		expect(answer.status).toBe(404);
		expect(await answer.text()).toContain("There is no such chat.");
	}
});

test("a chat is deleted behind a question", async () => {
	await say("help");
	expect(await textOf(await ann.get("/chat/c/delete"))).toContain("Delete this chat?");
	const page = await textOf(await ann.submit("/chat/c/delete", {}));
	expect(page).toContain("Deleted the chat “help”");
	expect((await ann.get("/chat/c")).status).toBe(404);
});

test("nothing that was said gets into the log", async () => {
	const lines: string[] = [];
	const { log } = console;
	console.log = (line: string) => lines.push(line);
	try {
		await say("add my secret plan");
		await say("delete 1", "/chat/c");
	} finally {
		console.log = log;
	}
	expect(lines.length).toBeGreaterThan(2);
	expect(lines.join("\n")).not.toMatch(/secret|delete 1/);
	expect(lines.join("\n")).toContain('"route":"/chat/:threadId?"');
});
