import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { DAY_MS } from "#domain/time/durations.ts";
import { alarmOf } from "#tests/clock.ts";
import { expectConsoleError } from "#tests/console.ts";
import { Program } from "#tests/program.ts";
import { newVisitor, PASSWORD, Visitor } from "#tests/visitor.ts";
import { fetchWorker, runScheduled } from "#tests/worker.ts";

const DAILY = "23 3 * * *";
const LEAVING = "will be deleted on";

async function leaver(): Promise<Visitor> {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "secret plan #home" });
	const asked = await ann.post("/settings/delete-account", { password: PASSWORD });
	expect(asked.headers.get("location")).toBe("/settings");
	return ann;
}

async function textOf(visitor: Visitor, path: string) {
	return (await (await visitor.get(path)).text()).replaceAll("<!-- -->", "");
}

async function rowsIn(...tables: string[]) {
	const counts = tables.map(async (table) => {
		const n = await env.DB.prepare(`select count(*) as n from ${table}`).first("n");
		return [table, n] as const;
	});
	return Object.fromEntries(await Promise.all(counts));
}

async function titles() {
	const { results } = await env.DB.prepare("select title from tasks order by key").all();
	return results.map(({ title }) => title);
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

test("deleting asks for the password, and then waits a week, which every page says", async () => {
	const ann = await newVisitor();
	const wrong = await ann.post("/settings/delete-account", { password: "wrong" });
	expect(wrong.status).toBe(400);
	expect(await wrong.text()).toContain("This is not your current password.");
	expect(await textOf(ann, "/tasks")).not.toContain(LEAVING);
	await ann.post("/settings/delete-account", { password: PASSWORD });
	for (const path of ["/tasks", "/stats", "/settings", "/settings/delete-account"]) {
		expect(await textOf(ann, path)).toContain(LEAVING);
	}
});

test("a button on every page keeps the account", async () => {
	const ann = await leaver();
	const kept = await ann.submit("/settings", { intent: "keep-account" });
	expect(await kept.text()).toContain("Your account is kept");
	expect(await textOf(ann, "/tasks")).not.toContain(LEAVING);
	await runScheduled(DAILY, inDays(8));
	expect(await titles()).toEqual(["secret plan"]);
});

test("signing in keeps the account, a wrong password does not", async () => {
	const { email } = await leaver();
	const again = new Visitor();
	expect((await again.signIn(email, "wrong one")).status).toBe(400);
	expect(await env.DB.prepare("select delete_after from users").first("delete_after")).toBeTruthy();
	await again.signIn(email);
	const page = await textOf(again, "/tasks");
	expect(page).toContain("Your account is kept.");
	expect(page).not.toContain(LEAVING);
});

test("it ends the sessions elsewhere, and programs are refused until it is kept", async () => {
	const ann = await newVisitor();
	const made = await ann.submit("/settings", {
		intent: "new-token",
		purpose: "script",
		scopes: "tasks:read",
		days: "30",
	});
	const [token = ""] = /tend_[\w-]+/.exec(await made.text()) ?? [];
	const program = Object.assign(new Program(), { email: ann.email });
	await program.signIn();
	const phone = new Visitor();
	await phone.signIn(ann.email);
	const script = program.with({ token });
	expect((await script.get("/api/tasks")).status).toBe(200);

	await ann.post("/settings/delete-account", { password: PASSWORD });
	expect((await phone.get("/tasks")).status).toBe(302);
	expect((await ann.get("/tasks")).status).toBe(200);
	expect((await program.get("/api/tasks")).status).toBe(401);
	const refused = await script.get("/api/tasks");
	expect(refused.status).toBe(403);
	expect(await refused.text()).toContain("about to be deleted");
	const login = { email: ann.email, password: PASSWORD };
	expect((await new Program().post("/api/auth/login", login)).status).toBe(403);
	expect((await new Program().post("/api/auth/login", { ...login, password: "x" })).status).toBe(
		401,
	);

	await ann.post("/settings", { intent: "keep-account" });
	expect((await script.get("/api/tasks")).status).toBe(200);
});

test("in that week reminders and the calendar go on, and after it the calendar is nobody's", async () => {
	const ann = await newVisitor();
	await ann.post("/settings", { intent: "calendar-on" });
	const feed = /\/calendar\/[^"]+\.ics/.exec(await textOf(ann, "/settings"))?.[0] ?? "";
	await ann.post("/tasks", {
		intent: "add",
		text: "Pay rent tomorrow 9am remind me 0 minutes before",
	});
	await ann.post("/settings/delete-account", { password: PASSWORD });
	const userId = await env.DB.prepare("select id from users").first<string>("id");
	expect(await alarmOf({ userId: userId ?? "" })).not.toBeNull();
	expect(await (await fetchWorker(feed)).text()).toContain("SUMMARY:Pay rent");
	await runScheduled(DAILY, inDays(7.1));
	expect((await fetchWorker(feed)).status).toBe(404);
});

test("after the week the daily clean-up deletes all that belongs to it, and nobody else's", async () => {
	const ann = await leaver();
	const bob = await newVisitor();
	await bob.post("/tasks", { intent: "add", text: "bob's plan" });
	await runScheduled(DAILY, inDays(6.9));
	expect(await titles()).toEqual(["secret plan", "bob's plan"]);
	await runScheduled(DAILY, inDays(7.1));
	expect(await rowsIn("users", "tasks", "events", "changes", "task_search")).toEqual({
		users: 1,
		tasks: 1,
		events: 1,
		changes: 1,
		task_search: 1,
	});
	expect(await titles()).toEqual(["bob's plan"]);
	expect((await new Visitor().signIn(ann.email)).status).toBe(400);
});

test("one account that cannot be deleted does not keep the others, nor goes by halves", async () => {
	const ann = await leaver();
	await leaver();
	const annId = await env.DB.prepare("select id from users where email = ?")
		.bind(ann.email)
		.first("id");
	await env.DB.exec(
		`create trigger stuck before delete on users when old.id = '${annId}' begin select raise(abort, 'stuck'); end`,
	);
	expectConsoleError(/Not deleted: .*stuck/);
	await runScheduled(DAILY, inDays(8));
	const { results } = await env.DB.prepare("select email from users").all();
	expect(results).toEqual([{ email: ann.email }]);
	expect(await rowsIn("tasks", "task_search")).toEqual({ tasks: 1, task_search: 1 });
});
