import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { newVisitor, PASSWORD } from "#tests/visitor.ts";
import { fetchWorker } from "#tests/worker.ts";

const SECURE = "https://tend.test";

/** A browser on https, which sends and keeps cookies under their full names. */
function secureBrowser() {
	const cookies = new Map<string, string>();
	const lines: string[] = [];
	return {
		cookies,
		/** All that was set so far. */
		lines,
		async send(path: string, form?: Record<string, string>) {
			const answer = await fetchWorker(SECURE + path, {
				...(form && { method: "POST", body: new URLSearchParams(form) }),
				headers: {
					origin: SECURE,
					cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
				},
			});
			for (const line of answer.headers.getSetCookie()) {
				lines.push(line);
				const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
				if (value === "") cookies.delete(name);
				else cookies.set(name, value);
			}
			return answer;
		},
	};
}

test("on https every cookie is __Host- and Secure, and none without the prefix counts", async () => {
	const { send, cookies, lines } = secureBrowser();
	const email = `${crypto.randomUUID()}@example.com`;
	await send("/signup", { name: "Ann", email, password: PASSWORD });
	await send("/tasks", { intent: "add", text: "Buy milk" });
	expect(await (await send("/tasks")).text()).toContain("Added");
	await send("/settings", { intent: "new-token", purpose: "x", scopes: "tasks:read", days: "30" });
	await send("/settings");
	await env.DB.exec("delete from sessions");
	await send("/tasks", { intent: "add", text: "Buy bread" });
	await send("/signin", { email, password: PASSWORD });
	expect((await send("/tasks")).status).toBe(200);

	const names = new Set(lines.map((line) => line.split("=")[0]));
	for (const name of ["bookmark", "draft", "flash", "once", "session"]) {
		expect(names).toContain(`__Host-${name}`);
	}
	for (const line of lines) {
		expect(line).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=(Lax|Strict); Secure$/);
	}

	const session = cookies.get("__Host-session") as string;
	cookies.clear();
	cookies.set("session", session);
	cookies.set("flash", "eyJtZXNzYWdlIjoiUGxhbnRlZCIsInVuZG8iOm51bGwsInRvbmUiOiJkb25lIn0");
	expect((await send("/tasks")).headers.get("location")).toMatch(/^\/signin/);
	expect(await (await send("/")).text()).not.toContain("Planted");
});

test("signing out takes every cookie, by page and by API", async () => {
	for (const path of ["/signout", "/api/auth/logout"]) {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Private" });
		expect(ann.cookies.get("flash")).toBeDefined();
		ann.cookies.set("draft", "A".repeat(43));
		await ann.post(path, {});
		expect(
			[...ann.cookies.keys()].filter((name) => name !== "bookmark"),
			path,
		).toEqual([]);
		expect(await (await ann.get("/")).text()).not.toContain("Private");
	}
});

test("no browser keeps an answer that has something of an account in it", async () => {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "Private" });
	const paths = ["/tasks", "/tasks.data", "/tasks/1", "/settings", "/nowhere", "/offline/tasks"];
	for (const path of [...paths, "/api/tasks", "/api/tasks/1", "/api/auth/me", "/api/chat"]) {
		const caching = (await ann.get(path)).headers.get("cache-control");
		expect(caching, path).toBe("no-store");
	}
	const out = await ann.post("/signout", {});
	expect(out.headers.get("cache-control")).toBe("no-store");
	expect(out.headers.get("clear-site-data")).toBe('"cache"');
});

test("a page that shows a secret is kept for nobody's reading offline", async () => {
	const ann = await newVisitor();
	await ann.post("/settings", {
		intent: "new-token",
		purpose: "x",
		scopes: "tasks:read",
		days: "30",
	});
	const shown = await ann.get("/settings");
	expect(await shown.text()).toContain("tend_");
	expect(shown.headers.has("tend-offline")).toBe(false);
	expect((await ann.get("/settings")).headers.get("tend-offline")).toBe("keep");
});

test("a session that ended elsewhere takes its message along", async () => {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "Private" });
	await env.DB.exec("delete from sessions");
	await ann.get("/tasks");
	expect(await (await ann.get("/")).text()).not.toContain("Private");
});

test.each([
	"%",
	"%E0%A4%A",
	"=",
	'"',
	"bnVsbA",
	"W10",
	"eyJtZXNzYWdlIjo",
	"null",
	"a".repeat(4000),
	"..",
	"ä",
])("no cookie of the value %j makes a fault", async (value) => {
	const ann = await newVisitor();
	const session = ann.cookies.get("session") as string;
	for (const name of ["session", "flash", "once", "bookmark", "draft"]) {
		for (const path of ["/", "/signin", "/tasks", "/settings", "/drafts/x", "/api/tasks"]) {
			const headers = { cookie: `${name}=${value}; session=${session}; ${name}` };
			const { status } = await fetchWorker(path, { headers });
			expect(status, `${name} at ${path}`).toBeLessThan(500);
		}
	}
	const form = new URLSearchParams({ intent: "add", text: "x" });
	const headers = { cookie: `draft=${value}` };
	const answer = await fetchWorker("/tasks", { method: "POST", body: form, headers });
	expect(answer.status).toBe(302);
});
