import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { newProgram } from "#tests/program.ts";

const WINDOW_MS = 15 * MINUTE_MS;
const LIMIT = 1000;

function counterOf(userId: string) {
	return env.RATE_LIMITER.getByName(`api:${userId}`);
}

function quotaOf(answer: Response) {
	return answer.headers
		.get("ratelimit")
		?.match(/^"user";r=(\d+);t=(\d+)$/)
		?.slice(1)
		.map(Number);
}

test("every answer to a user says how much of the quota is left", async () => {
	const ann = await newProgram();
	for (let remaining = 999; remaining > 980; remaining--) {
		const answer = await ann.get("/api/auth/me");
		expect(answer.headers.get("ratelimit-policy")).toBe('"user";q=1000;w=900');
		expect(quotaOf(answer)?.[0]).toBe(remaining);
	}
	const missing = await ann.get("/api/tasks/99");
	expect(missing.status).toBe(404);
	expect(quotaOf(missing)).toBeDefined();
	const stranger = await ann.with({ token: "" }).get("/api/auth/me");
	expect(stranger.headers.get("ratelimit")).toBeNull();
});

test("who has spent the quota, wherever, is told when to go on, and changes nothing", async () => {
	const [ann, ben] = [await newProgram(), await newProgram()];
	await counterOf(ann.userId).lease(LIMIT - 1, LIMIT, WINDOW_MS);
	const last = await ann.post("/api/tasks", { title: "The last" });
	expect(last.status).toBe(201);
	expect(quotaOf(last)?.[0]).toBe(0);
	for (let i = 0; i < 2; i++) {
		const answer = await ann.post("/api/tasks", { title: "One too many" });
		expect(answer.status).toBe(429);
		const seconds = Number(answer.headers.get("retry-after"));
		expect(seconds).toBeGreaterThan(890);
		expect(seconds).toBeLessThan(905);
		expect(quotaOf(answer)?.[0]).toBe(0);
		expect(answer.headers.get("content-type")).toBe("application/problem+json");
	}
	expect(await env.DB.prepare("select count(*) as n from tasks").first("n")).toBe(1);
	expect((await ben.get("/api/tasks")).status).toBe(200);
});

test("a forged token does not spend its victim's quota", async () => {
	const ann = await newProgram();
	const forged = ann.with({ token: `${ann.token.slice(0, -8)}AAAAAAAA` });
	for (let i = 0; i < 3; i++) expect((await forged.get("/api/auth/me")).status).toBe(401);
	expect(quotaOf(await ann.get("/api/auth/me"))?.[0]).toBe(999);
});

test("the quota comes back as the window slides on", async () => {
	vi.useFakeTimers({ toFake: ["Date"] });
	const counter = counterOf("ann");
	const start = Date.now();
	expect(await counter.lease(2000, LIMIT, WINDOW_MS)).toMatchObject({
		granted: 1000,
		remaining: 0,
	});
	const { granted, retryAfterSeconds } = await counter.lease(1, LIMIT, WINDOW_MS);
	expect(granted).toBe(0);
	vi.setSystemTime(start + (retryAfterSeconds - 2) * 1000);
	expect((await counter.lease(1, LIMIT, WINDOW_MS)).granted).toBe(0);
	vi.setSystemTime(start + retryAfterSeconds * 1000);
	expect((await counter.lease(1, LIMIT, WINDOW_MS)).granted).toBe(1);
	vi.setSystemTime(start + 1.5 * WINDOW_MS);
	expect((await counter.lease(2000, LIMIT, WINDOW_MS)).granted).toBe(499);
	vi.setSystemTime(start + 4 * WINDOW_MS);
	expect((await counter.lease(2000, LIMIT, WINDOW_MS)).granted).toBe(1000);
});
