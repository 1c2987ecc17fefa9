import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { expectConsoleError } from "#tests/console.ts";
import { newVisitor, Visitor } from "#tests/visitor.ts";
import { fetchWorker } from "#tests/worker.ts";

async function titles() {
	const { results } = await env.DB.prepare("select title from tasks order by user_id, id").all();
	return results.map(({ title }) => title);
}

function statusOf(html: string) {
	const text = /role="status"[^>]*>(.*?)<\/(?:div|section|p|output)>/s.exec(html)?.[1] ?? "";
	return text
		.replace(/<[^>]*>/g, " ")
		.replace(/\s+/g, " ")
		.trim();
}

test.each([
	"/tasks",
	"/tasks/1",
	"/history",
	"/notifications",
	"/settings",
	"/settings/import/x",
	"/settings/webhooks/x",
])("a button that %s does not have is refused, whatever its name", async (path) => {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "Buy milk" });
	// The second is a property of every object.
	for (const intent of ["shine", "constructor"]) {
		const answer = await ann.post(path, { intent });
		expect([answer.status, await answer.text()], intent).toEqual([
			400,
			expect.stringContaining("This page has no such button."),
		]);
	}
});

describe("what a page costs", () => {
	test.each([
		["/tasks", 1],
		["/tasks?due=today", 1],
		["/tasks?q=milk&status=any&tag=home&sort=title:asc&page=2", 1],
		["/tasks/1", 1],
		["/tasks/delete?id=1&id=2", 1],
		["/stats", 1],
		["/history", 1],
		["/settings", 1],
		["/settings/delete-account", 1],
		["/tasks/999", 1],
	])("%s: %i trip", async (path, trips) => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Buy milk tomorrow #home" });
		ann.cookies.delete("flash");
		const answer = await ann.get(path);
		expect(answer.headers.get("server-timing")).toMatch(
			new RegExp(`^db;dur=[\\d.]+;desc="${trips} trip"$`),
		);
	});

	test.each(["/", "/signin", "/signup", "/nowhere"])("%s: no trip for a stranger", async (path) => {
		const answer = await fetchWorker(path);
		expect(answer.headers.get("server-timing")).toContain('"0 trips"');
	});

	test.each([
		["/tasks", { intent: "add", text: "Buy bread" }],
		["/tasks", { intent: "complete/1" }],
		["/tasks", { intent: "bulk-priority", selected: "1", newPriority: "high" }],
		["/tasks/1", { intent: "save", title: "Milk", priority: "low", version: "1" }],
		["/tasks", { intent: "delete/1" }],
		["/settings", { intent: "theme", theme: "dark" }],
	])("a write to %s by %j: at most two trips", async (path, form) => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Buy milk" });
		const answer = await ann.post(path, form);
		expect(answer.status).toBe(302);
		expect(answer.headers.get("server-timing")).toMatch(/"[12] trips?"/);
	});
});

describe("every answer", () => {
	test("carries the security headers, and scripts run by nonce only", async () => {
		const ann = await newVisitor();
		const answer = await ann.get("/tasks");
		const policy = answer.headers.get("content-security-policy") ?? "";
		const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1];
		expect(policy).not.toContain("unsafe-inline");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
		expect(answer.headers.get("referrer-policy")).toBeTruthy();
		expect(answer.headers.get("permissions-policy")).toBeTruthy();
		const html = await answer.text();
		const scripts = html.match(/<script\b[^>]*>/g) ?? [];
		expect(scripts.length).toBeGreaterThan(0);
		for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
		expect(html).not.toMatch(/\sstyle="/);
		const again = await ann.get("/tasks");
		expect(again.headers.get("content-security-policy")).not.toBe(policy);
	});

	test("has an id of our own, whatever the request calls itself", async () => {
		const id = (headers: HeadersInit) =>
			fetchWorker("/signin", { headers }).then((answer) => answer.headers.get("x-request-id"));
		const ids = ["from-the-proxy-1", "<b>"].map((id) => ({ "x-request-id": id }));
		for (const given of [{}, ...ids]) {
			expect(await id(given)).toMatch(/^[\da-f-]{36}$/);
		}
	});
});

describe("errors", () => {
	test("an unknown page, a missing task and somebody else's are 404 alike", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Ann's secret" });
		const bob = await newVisitor();
		for (const path of ["/nowhere", "/tasks/1", "/tasks/abc", "/tasks/1e3", "/tasks/-1"]) {
			const answer = await bob.get(path);
			expect(answer.status, path).toBe(404);
			const html = await answer.text();
			expect(html).not.toContain("secret");
			expect(html).toContain(answer.headers.get("x-request-id"));
		}
	});

	test("a fault on our side is a 500 with the request's id, and one log line", async () => {
		const ann = await newVisitor();
		await env.DB.exec("drop table tasks");
		expectConsoleError(/no such table: tasks/);
		const answer = await ann.get("/tasks");
		expect(answer.status).toBe(500);
		const html = await answer.text();
		expect(html).toContain(answer.headers.get("x-request-id"));
		expect(html).not.toContain("no such table");
	});

	test("a body of 2 MB is refused by name, announced or not", async () => {
		const ann = await newVisitor();
		const big = await ann.post("/tasks", { intent: "add", text: "x".repeat(2_000_000) });
		expect(big.status).toBe(413);
		expect(await big.text()).toContain("more than 1 MB");
		expect(await titles()).toEqual([]);
	});

	test("a button that the page does not have is a 400", async () => {
		const ann = await newVisitor();
		for (const intent of ["", "explode", "complete/x", "bulk-explode"]) {
			expect((await ann.post("/tasks", { intent, selected: "1" })).status).toBe(400);
		}
	});
});

describe("adding", () => {
	test("says what was added and offers to undo it, once", async () => {
		const ann = await newVisitor();
		const html = await (
			await ann.submit("/tasks", { intent: "add", text: "Pay rent tomorrow #home !high" })
		).text();
		expect(statusOf(html)).toContain("Added “Pay rent”");
		const change = /name="change" value="([^"]+)"/.exec(html)?.[1] as string;
		expect(statusOf(await (await ann.get("/tasks")).text())).toBe("");
		const undone = await ann.submit("/undo", { change, back: "/tasks" });
		expect(statusOf(await undone.text())).toContain("Undone: Added “Pay rent”");
		expect(await titles()).toEqual([]);
	});

	test("a form that is posted twice adds one task; the same form with another text adds another", async () => {
		const ann = await newVisitor();
		const key = crypto.randomUUID();
		const add = (text: string) => ann.post("/tasks", { intent: "add", text, key });
		const twice = await Promise.all([add("Buy milk"), add("Buy milk")]);
		expect(twice.map(({ status }) => status)).toEqual([302, 302]);
		await add("Buy bread");
		expect(await titles()).toEqual(["Buy milk", "Buy bread"]);
	});

	test.each([
		["", "A task needs a title."],
		["   ", "A task needs a title."],
		["x".repeat(256), "at most 255 characters"],
		[Array.from({ length: 21 }, (_, i) => `#tag${i}`).join(" "), "at most 20 tags"],
	])("refuses %j, keeps it in the field, and says why", async (text, message) => {
		const ann = await newVisitor();
		const answer = await ann.post("/tasks", { intent: "add", text: `${text}` });
		expect(answer.status).toBe(400);
		const html = await answer.text();
		expect(html).toContain(message);
		if (text.trim()) expect(html).toContain(`value="${text}"`);
		expect(await titles()).toEqual([]);
	});

	test.each([
		"👩‍👩‍👧‍👦 Zoo 🦁",
		"‮שלום עולם",
		"<img src=x onerror=alert(1)>",
		"'; drop table tasks; --",
	])("keeps %j as it was written, and shows it as text", async (text) => {
		const ann = await newVisitor();
		const html = await (await ann.submit("/tasks", { intent: "add", text })).text();
		expect(await titles()).toEqual([text]);
		expect(html).not.toContain("<img src=x");
	});
});

describe("the list", () => {
	test("no title gets out of the page's data: it is one script, and whole for the browser", async () => {
		const ann = await newVisitor();
		const title = "</script><script>alert(1)</script><!--<script></body></html>";
		await ann.post("/tasks", { intent: "add", text: title });
		const html = await (await ann.get("/tasks")).text();
		expect(html).toMatch(/^<!DOCTYPE html><html /);
		expect(html.match(/<\/body>/g)).toHaveLength(1);
		expect(html).not.toContain("<script>alert");
		const [, literal = ""] =
			/streamController\.enqueue\((".*?")\); streamController/.exec(html) ?? [];
		expect(JSON.parse(literal)).toContain(title);
	});

	test("names filters it does not know and shows the rest", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Buy milk" });
		const answer = await ann.get("/tasks?priority=urgent&sort=colour:up&page=minus&status=%22%3E");
		expect(answer.status).toBe(200);
		const html = await answer.text();
		expect(html).toContain("urgent");
		expect(html).toContain("Buy milk");
	});

	test("says that a page is beyond the end", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Buy milk" });
		const answer = await ann.get("/tasks?page=9");
		expect(answer.status).toBe(200);
		expect((await answer.text()).replaceAll("<!-- -->", "")).toContain("There is no page 9");
	});

	test("a task deleted in another tab is said to be gone, and the list goes on", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Buy milk" });
		await ann.post("/tasks", { intent: "delete/1" });
		const answer = await ann.submit("/tasks", { intent: "complete/1" });
		expect(answer.status).toBe(200);
		expect(statusOf(await answer.text())).toContain("There is no task 1.");
	});

	test("several are deleted only after a page has asked", async () => {
		const ann = await newVisitor();
		for (const text of ["one", "two", "three"]) await ann.post("/tasks", { intent: "add", text });
		const asked = await ann.post("/tasks?due=none", {
			intent: "bulk-delete",
			selected: ["1", "2"],
		});
		const page = asked.headers.get("location") as string;
		expect(page).toBe("/tasks/delete?id=1&id=2&back=%2Ftasks%3Fdue%3Dnone");
		expect(await titles()).toHaveLength(3);
		expect(await (await ann.get(page)).text()).toContain("one");
		const done = await ann.post(page, { selected: ["1", "2"] });
		expect(done.headers.get("location")).toBe("/tasks?due=none");
		expect(await titles()).toEqual(["three"]);
	});
});

describe("a task's page", () => {
	const form = { intent: "save", title: "Rent", priority: "medium", version: "1" };

	test("saves all its fields and shows them again", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Rnet" });
		const saved = await ann.submit("/tasks/1", {
			...form,
			description: "by **wire** <script>alert(1)</script> [x](javascript:alert(1))",
			priority: "high",
			dueDate: "2099-12-01",
			dueTime: "09:00",
			tags: "Home, bank",
			repeat: "every month on the 1st",
			reminders: "30 minutes before\n2099-11-30 18:00",
		});
		const html = await saved.text();
		expect(statusOf(html)).toContain("Saved “Rent”");
		expect(html).toContain("<strong>wire</strong>");
		expect(html).not.toContain("<script>alert");
		expect(html).not.toContain('href="javascript:');
		const { results } = await env.DB.prepare(
			"select title, priority, due, tags, recurrence, reminders from tasks",
		).all();
		expect(results).toEqual([
			{
				title: "Rent",
				priority: "high",
				due: "2099-12-01T09:00:00",
				tags: '["home","bank"]',
				recurrence: '{"rule":"FREQ=MONTHLY;BYMONTHDAY=1","from":"due"}',
				reminders: '[{"minutesBefore":30},{"at":"2099-11-30T18:00:00"}]',
			},
		]);
	});

	test.each([
		[{ title: " " }, "A task needs a title."],
		[{ dueDate: "2026-02-30" }, "2026-02-30"],
		[{ dueDate: "10000-01-01" }, "10000"],
		[{ dueTime: "09:00" }, "A time needs a date"],
		[{ tags: Array.from({ length: 21 }, (_, i) => `t${i}`).join(",") }, "at most 20 tags"],
		[{ repeat: "now and then" }, "Write it like"],
		[{ reminders: "30 minutes before" }, "needs a due date"],
		[{ description: "x".repeat(10_001) }, "at most 10,000 characters"],
	])("refuses %j beside its field and keeps the rest", async (wrong, message) => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Old title" });
		const answer = await ann.post("/tasks/1", { ...form, title: "My new title", ...wrong });
		expect(answer.status).toBe(400);
		const html = await answer.text();
		expect(html).toContain(message);
		if (!("title" in wrong)) expect(html).toContain("My new title");
		expect(await titles()).toEqual(["Old title"]);
	});

	test("of two tabs that save, the second sees both and loses neither", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Rent" });
		await ann.post("/tasks/1", { ...form, title: "From tab one" });
		const second = await ann.post("/tasks/1", { ...form, title: "From tab two" });
		expect(second.status).toBe(409);
		const html = await second.text();
		expect(html).toContain("From tab one");
		expect(html).toContain("From tab two");
		expect(html).toContain('name="version" value="2"');
		expect(await titles()).toEqual(["From tab one"]);
		await ann.post("/tasks/1", { ...form, title: "From tab two", version: "2" });
		expect(await titles()).toEqual(["From tab two"]);
	});

	test("saving a task that was deleted meanwhile shows what was typed", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Rent" });
		await ann.post("/tasks", { intent: "delete/1" });
		const answer = await ann.post("/tasks/1", { ...form, description: "A long text of mine" });
		expect(answer.status).toBe(404);
		expect(await answer.text()).toContain("A long text of mine");
	});

	test("is nobody else's to save or delete", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Rent" });
		const bob = await newVisitor();
		expect((await bob.post("/tasks/1", form)).status).toBe(404);
		expect((await bob.post("/tasks/1", { intent: "delete-task" })).status).toBe(404);
		expect(await titles()).toEqual(["Rent"]);
	});
});

test("a stranger is asked to sign in on every page that is somebody's", async () => {
	for (const path of [
		"/tasks",
		"/tasks/1",
		"/tasks/delete",
		"/stats",
		"/history",
		"/settings",
		"/drafts/x",
	]) {
		const answer = await new Visitor().get(path);
		expect(answer.headers.get("location")).toBe(`/signin?next=${encodeURIComponent(path)}`);
	}
});

test("health says whether the database answers", async () => {
	const answer = await fetchWorker("/api/health");
	expect(answer.status).toBe(200);
	expect(await answer.json()).toMatchObject({ status: "ok", database: "ok", version: "0.1.0" });
});
