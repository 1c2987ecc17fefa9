import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { newProgram, type Program } from "#tests/program.ts";

type Made = { id: string; token: string };

async function make(ann: Program, wanted: object = {}) {
	const body = { name: "Script", scopes: ["tasks:read", "tasks:write", "chat"], ...wanted };
	const answer = await ann.post("/api/tokens", body);
	if (answer.status !== 201) throw new Error(`making a token answered ${answer.status}`);
	return answer.json<Made>();
}

async function listed(ann: Program) {
	const answer = await ann.get("/api/tokens");
	return (await answer.json<{ tokens: Record<string, unknown>[] }>()).tokens;
}

test("a personal token is shown once, kept as a hash, and listed without it", async () => {
	const ann = await newProgram();
	const { token, ...made } = await make(ann, { scopes: ["chat", "tasks:read", "chat"] });
	expect(token).toMatch(/^tend_[\w-]{96,}$/);
	expect(made).toEqual({
		id: expect.any(String),
		name: "Script",
		scopes: ["tasks:read", "chat"],
		createdAt: expect.any(String),
		expiresAt: null,
		lastUsedAt: null,
	});
	expect(await listed(ann)).toEqual([made]);
	const { results } = await env.DB.prepare("select * from personal_tokens").all();
	expect(JSON.stringify(results)).not.toContain(token);
	const { results: events } = await env.DB.prepare("select type from events").all();
	expect(events).toEqual([{ type: "token-created" }]);
});

test.each([
	{ scopes: [] },
	{ scopes: ["admin"] },
	{ name: "" },
	{ expiresAt: "2020-01-01T00:00:00Z" },
	{ expiresAt: "tomorrow" },
	{ colour: "red" },
])("a token with %j is not made", async (wanted) => {
	const ann = await newProgram();
	const body = { name: "Script", scopes: ["chat"], ...wanted };
	expect((await ann.post("/api/tokens", body)).status).toBe(400);
});

describe("a personal token", () => {
	test("does what its scopes say, and no more", async () => {
		const ann = await newProgram();
		const reader = ann.with(await make(ann, { scopes: ["tasks:read"] }));
		expect((await reader.get("/api/tasks")).status).toBe(200);
		const refused = await reader.post("/api/tasks", { title: "x" });
		expect(refused.status).toBe(403);
		expect(refused.headers.get("www-authenticate")).toBe(
			'Bearer realm="Tend", error="insufficient_scope", scope="tasks:write"',
		);
		const writer = ann.with(await make(ann, { scopes: ["tasks:write"] }));
		expect((await writer.post("/api/tasks", { title: "x" })).status).toBe(201);
		expect((await writer.get("/api/tasks")).status).toBe(403);
	});

	test("neither manages tokens nor changes the account, but knows whose it is", async () => {
		const ann = await newProgram();
		const { id, token } = await make(ann);
		const script = ann.with({ token });
		expect((await script.get("/api/auth/me")).status).toBe(200);
		expect((await script.get("/api/tokens")).status).toBe(403);
		const body = { name: "Another", scopes: ["chat"] };
		expect((await script.post("/api/tokens", body)).status).toBe(403);
		expect((await script.send("DELETE", `/api/tokens/${id}`)).status).toBe(403);
		expect((await script.send("PATCH", "/api/auth/me", { name: "x" })).status).toBe(403);
		expect((await script.post("/api/auth/logout")).status).toBe(403);
		expect(await listed(ann)).toHaveLength(1);
	});

	test("ends when it is revoked, which only its owner can do", async () => {
		const [ann, ben] = [await newProgram(), await newProgram()];
		const { id, token } = await make(ann);
		expect((await ben.send("DELETE", `/api/tokens/${id}`)).status).toBe(404);
		expect((await ben.send("DELETE", "/api/tokens/x")).status).toBe(404);
		expect((await ann.with({ token }).get("/api/tasks")).status).toBe(200);
		expect((await ann.send("DELETE", `/api/tokens/${id}`)).status).toBe(200);
		const answer = await ann.with({ token }).get("/api/tasks");
		expect(answer.status).toBe(401);
		expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
		expect((await ann.with({ token }).post("/api/tasks", { title: "x" })).status).toBe(401);
		expect((await ann.send("DELETE", `/api/tokens/${id}`)).status).toBe(404);
	});

	test("ends when it expires", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		const ann = await newProgram();
		const expiresAt = new Date(Date.now() + MINUTE_MS).toISOString();
		const script = ann.with(await make(ann, { expiresAt }));
		expect((await script.get("/api/tasks")).status).toBe(200);
		vi.setSystemTime(Date.now() + 2 * MINUTE_MS);
		expect((await script.get("/api/tasks")).status).toBe(401);
	});

	test("is of no use when a letter of it is changed, or its row is another's", async () => {
		const ann = await newProgram();
		const { token } = await make(ann, { scopes: ["tasks:read"] });
		for (const at of [5, 20, token.length - 3]) {
			const letter = token[at] === "A" ? "B" : "A";
			const forged = token.slice(0, at) + letter + token.slice(at + 1);
			expect((await ann.with({ token: forged }).get("/api/tasks")).status).toBe(401);
		}
		await env.DB.prepare("update personal_tokens set hash = ?").bind("0".repeat(64)).run();
		expect((await ann.with({ token }).get("/api/tasks")).status).toBe(401);
	});

	test("costs one trip, also in an isolate's first request", async () => {
		const ann = await newProgram({ timeZone: "Asia/Tokyo" });
		const script = ann.with(await make(ann));
		const answer = await script.get("/api/tasks");
		expect(answer.headers.get("server-timing")).toContain('desc="1 trip"');
	});

	test("has its last use noted, at most once a minute", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		const ann = await newProgram();
		const script = ann.with(await make(ann));
		const lastUse = async () => (await listed(ann))[0]?.lastUsedAt;
		const first = new Date().toISOString();
		await script.get("/api/tasks");
		await expect.poll(lastUse).toBe(first);
		vi.setSystemTime(Date.now() + 30_000);
		await script.get("/api/tasks");
		expect(await lastUse()).toBe(first);
		vi.setSystemTime(Date.now() + 31_000);
		const third = new Date().toISOString();
		await script.get("/api/tasks");
		await expect.poll(lastUse).toBe(third);
	});
});
