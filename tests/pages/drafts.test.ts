import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { newVisitor, PASSWORD, type Visitor } from "#tests/visitor.ts";
import { fetchWorker } from "#tests/worker.ts";

async function drafts() {
	const { results } = await env.DB.prepare("select * from drafts").all();
	return results;
}

/** Somebody with two tasks, whose session has ended elsewhere: the browser still has its cookies. */
async function expired(): Promise<Visitor> {
	const ann = await newVisitor();
	for (const text of ["Pay <b>rent</b>", "Call Bob"]) {
		await ann.post("/tasks", { intent: "add", text });
	}
	await env.DB.exec("delete from sessions");
	return ann;
}

/** Sends a form, signs in on the way, and returns where that leads to. */
async function sendAndSignIn(ann: Visitor, path: string, form: Record<string, string | string[]>) {
	const sent = await ann.post(path, form);
	const signIn = sent.headers.get("location") as string;
	expect(signIn).toMatch(/^\/signin\?next=/);
	const answer = await ann.signIn(ann.email);
	expect(answer.status).toBe(302);
	return new URL(signIn, "http://tend.test").searchParams.get("next") as string;
}

/** What a page says, without its tags. */
async function textOf(answer: Response) {
	return (await answer.text())
		.replaceAll(/<!-- -->/g, "")
		.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, "")
		.replaceAll(/<[^>]+>/g, " ")
		.replaceAll(/\s+/g, " ");
}

describe("a form of tasks sent after its session has ended", () => {
	test("is still there after signing in, and is sent on", async () => {
		const ann = await expired();
		const sent = await ann.post("/tasks", { intent: "add", text: "Write the <b>long</b> letter" });
		const signIn = sent.headers.get("location") as string;
		expect(signIn).toMatch(/^\/signin\?next=%2Fdrafts%2F/);
		expect(await (await ann.get(signIn)).text()).toContain("what you had typed is still here");
		const answer = await ann.post(signIn, { email: ann.email, password: PASSWORD });
		const html = await (await ann.get(answer.headers.get("location") as string)).text();
		expect(html).toContain("Write the &lt;b&gt;long&lt;/b&gt; letter");
		expect(html).toContain('action="/tasks"');
	});

	test("shows every field in full, those that are empty or unknown too, and names its task", async () => {
		const ann = await expired();
		const page = await sendAndSignIn(ann, "/tasks/1", {
			intent: "save",
			version: "1",
			title: "Pay half",
			description: "x".repeat(5000),
			dueDate: "tomorrow",
			tags: "",
			priority: "low",
			series: "following",
			projectId: "7",
		});
		const text = await textOf(await ann.get(page));
		expect(text).toContain("save “Pay &lt;b&gt;rent&lt;/b&gt;”");
		for (const shown of [
			"Title Pay half",
			`Description ${"x".repeat(5000)}`,
			"Due date tomorrow",
			"Tags Empty",
			"Priority Low",
			"Changes are for This and all that follow",
			"Project id 7",
		]) {
			expect(text).toContain(shown);
		}
	});

	test("of a button says which tasks it is for, by their titles", async () => {
		const ann = await expired();
		const page = await sendAndSignIn(ann, "/tasks", {
			intent: "bulk-tag",
			selected: ["1", "2", "9"],
			newTag: "home",
		});
		const text = await textOf(await ann.get(page));
		expect(text).toContain("tag 3 tasks");
		for (const title of ["Pay &lt;b&gt;rent", "Call Bob", "Task 9, which is not there any more"]) {
			expect(text).toContain(title);
		}
		expect(text).toContain("New tag home");
		const answer = await ann.get(page);
		expect(answer.headers.get("server-timing")).toContain('"1 trip"');
	});

	test("can be thrown away", async () => {
		const ann = await expired();
		const page = await sendAndSignIn(ann, "/tasks", { intent: "add", text: "x" });
		await ann.post(page, {});
		expect((await ann.get(page)).status).toBe(404);
		expect(await drafts()).toEqual([]);
	});

	test("waits beside those of the browser's other tabs", async () => {
		const ann = await expired();
		const first = (await ann.post("/tasks", { intent: "add", text: "First" })).headers;
		const second = await sendAndSignIn(ann, "/tasks", { intent: "add", text: "Second" });
		const next = new URL(first.get("location") as string, "http://x").searchParams.get("next");
		expect(await textOf(await ann.get(next as string))).toContain("First");
		expect(await textOf(await ann.get(second))).toContain("Second");
	});
});

describe("a kept form", () => {
	test("is for the browser that sent it alone", async () => {
		const ann = await newVisitor();
		const stranger = await fetchWorker("/tasks", {
			method: "POST",
			redirect: "manual",
			body: new URLSearchParams({ intent: "add", text: "planted" }),
		});
		const signIn = new URL(stranger.headers.get("location") as string, "http://tend.test");
		const page = signIn.searchParams.get("next") as string;
		expect(page).toMatch(/^\/drafts\//);
		expect((await ann.get(page)).status).toBe(404);
		ann.cookies.set("draft", "A".repeat(43));
		const answer = await ann.get(page);
		expect(answer.status).toBe(404);
		expect(await answer.text()).not.toContain("planted");
		await ann.post(page, {});
		expect(await drafts()).toHaveLength(1);
	});

	test("is for nobody else who signs in on that browser", async () => {
		const ann = await expired();
		const page = await sendAndSignIn(ann, "/tasks", { intent: "add", text: "Ann's" });
		const bob = await newVisitor();
		bob.cookies.set("draft", ann.cookies.get("draft") as string);
		expect((await bob.get(page)).status).toBe(404);
		expect((await ann.get(page)).status).toBe(200);
	});

	test("is gone with its owner's signing out", async () => {
		const ann = await expired();
		const page = await sendAndSignIn(ann, "/tasks", { intent: "add", text: "Ann's" });
		await ann.post("/signout", {});
		await ann.signIn(ann.email);
		expect((await ann.get(page)).status).toBe(404);
	});
});

test.each([
	["/settings", { intent: "new-webhook", url: "https://evil.example/", types: "task-created" }],
	["/settings", { intent: "password", currentPassword: PASSWORD, newPassword: "something else" }],
	["/settings/webhooks/x", { intent: "delete" }],
	["/settings/delete-account", { password: PASSWORD }],
	["/settings/import", { intent: "import" }],
	["/settings/import/x", { intent: "start" }],
	["/tasks/delete", { selected: ["1", "2"] }],
	["/tasks", { intent: "delete/1" }],
	["/tasks", { intent: "bulk-delete", selected: ["1", "2"] }],
	["/tasks", { intent: ["complete/1", "delete/1"] }],
	["/tasks", { intent: "constructor" }],
	["/tasks", {}],
	["/tasks/1", { intent: "delete-task" }],
	["/tasks/1", { intent: "delete/2" }],
	["/undo", { change: "x" }],
	["/history", { intent: "undo/x" }],
	["/notifications", { intent: "read-all" }],
	["/chat", { intent: "send", chat: "c", key: "k", message: "delete everything" }],
	["/chat/c/delete", {}],
	["/offline/changes", { intent: "add", text: "x", path: "/tasks" }],
	["/drafts/x", {}],
])("a form to %s with %j is not kept", async (path, form) => {
	const ann = await expired();
	const answer = await ann.post(path, form as Record<string, string>);
	expect(answer.headers.get("location")).toBe(`/signin?${new URLSearchParams({ next: path })}`);
	expect(await drafts()).toEqual([]);
	expect(ann.cookies.has("draft")).toBe(false);
});

test("nothing is kept of a request from another site", async () => {
	for (const [name, value] of [
		["origin", "https://evil.example"],
		["sec-fetch-site", "same-site"],
	] as const) {
		const answer = await fetchWorker("/tasks", {
			method: "POST",
			headers: { [name]: value },
			body: new URLSearchParams({ intent: "add", text: "planted" }),
		});
		expect(answer.status).toBe(403);
		expect(answer.headers.getSetCookie()).toEqual([]);
	}
	expect(await drafts()).toEqual([]);
});
