import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { newVisitor, type Visitor } from "#tests/visitor.ts";
import { fetchWorker, ORIGIN } from "#tests/worker.ts";

/* Requests of pages count in their user's quota, as those of programs do (API_RATE_LIMIT, 1000 by default). */

const LIMIT = 1000;
const WINDOW_MS = 15 * MINUTE_MS;
const JSON_TYPE = { accept: "application/json" };

let ann: Visitor;

beforeEach(async () => {
	ann = await newVisitor();
});

async function userIdOf({ email }: Visitor) {
	return env.DB.prepare("select id from users where email = ?").bind(email).first<string>("id");
}

/** Leaves so many requests of Ann's quota. */
async function leave(requests: number) {
	const counter = env.RATE_LIMITER.getByName(`api:${await userIdOf(ann)}`);
	await counter.lease(LIMIT - requests, LIMIT, WINDOW_MS);
}

async function remaining() {
	const answer = await ann.get("/api/auth/me", JSON_TYPE);
	return Number(/r=(\d+)/.exec(answer.headers.get("ratelimit") ?? "")?.[1]);
}

test("documents, their data and actions count like requests to the API", async () => {
	const before = await remaining();
	await ann.get("/tasks");
	await ann.get("/tasks.data");
	await ann.post("/tasks", { intent: "add", text: "Buy milk" });
	await ann.get("/offline/tasks");
	expect(await remaining()).toBe(before - 5);
});

describe("a user whose quota is spent", () => {
	beforeEach(() => leave(0));

	test.each(["/tasks", "/tasks.data", "/offline/tasks", "/settings", "/settings/data.zip"])(
		"is told by %s when to go on",
		async (path) => {
			const answer = await ann.get(path);
			expect(answer.status).toBe(429);
			expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(890);
			expect(answer.headers.get("ratelimit")).toMatch(/^"user";r=0;t=\d+$/);
			expect(await answer.text()).toMatch(/Too many requests\. Go on in 9\d\d seconds\./);
		},
	);

	test("reads so on a page of ours, with no task on it", async () => {
		const answer = await ann.get("/tasks");
		const html = await answer.text();
		expect(answer.headers.get("content-type")).toContain("text/html");
		expect(html).toContain("That was too often");
	});

	test("changes nothing", async () => {
		const answer = await ann.post("/tasks", { intent: "add", text: "Buy milk" });
		expect(answer.status).toBe(429);
		expect(await env.DB.prepare("select count(*) as n from tasks").first("n")).toBe(0);
	});

	test("opens no live connection", async () => {
		const cookie = [...ann.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const answer = await fetchWorker("/live", {
			headers: { cookie, origin: ORIGIN, upgrade: "websocket" },
		});
		expect(answer.status).toBe(429);
		expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(890);
	});

	test("can sign out", async () => {
		expect((await ann.post("/signout", {})).status).toBe(302);
	});

	test("keeps nobody else out", async () => {
		expect((await (await newVisitor()).get("/tasks")).status).toBe(200);
	});
});
