import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newCaller } from "#tests/caller.ts";
import { newVisitor, Visitor } from "#tests/visitor.ts";
import { fetchWorker, ORIGIN } from "#tests/worker.ts";

const bookmarkOf = (response: Response) =>
	response.headers.getSetCookie().find((cookie) => cookie.startsWith("bookmark="));

test("who has written carries a bookmark for a minute, and reads behind it", async () => {
	const ann = await newVisitor();
	const written = await ann.post("/tasks", { intent: "add", text: "Buy milk" });
	const cookie = bookmarkOf(written) ?? "";
	expect(cookie).toMatch(/^bookmark=[\da-f-]+; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/);
	const page = await ann.get("/tasks");
	expect(await page.text()).toContain("Buy milk");
	expect(bookmarkOf(page)).toBeUndefined();
});

test("who was refused carries none", async () => {
	const ann = await newVisitor();
	for (const refused of [
		await ann.post("/tasks", { intent: "no such button" }),
		await new Visitor().signIn(ann.email, "wrong password"),
	]) {
		expect(refused.status).toBe(400);
		expect(bookmarkOf(refused)).toBeUndefined();
	}
});

test("a bookmark that nobody gave out is not passed on to D1", async () => {
	const response = await fetchWorker("/api/health", {
		headers: { cookie: "bookmark=first' or 1=1", origin: ORIGIN },
	});
	expect(response.status).toBe(200);
});

test("a program, which keeps no cookies, is answered by the primary and gets no bookmark", async () => {
	const program = await newCaller();
	const made = await program.send("POST", "/api/tasks", { title: "Buy milk" });
	expect(made.status).toBe(201);
	expect(bookmarkOf(made)).toBeUndefined();
	const list = await program.send("GET", "/api/tasks");
	expect(await list.text()).toContain("Buy milk");
	expect(bookmarkOf(list)).toBeUndefined();
});

test("D1 here knows sessions, so that the above is more than a gesture", async () => {
	const session = env.DB.withSession("first-primary");
	await session.prepare("select 1").run();
	expect(session.getBookmark()).toMatch(/^[\da-f-]+$/);
});
