import { Hono } from "hono";
import { expect, test } from "vitest";
import { fetchWorker } from "#tests/worker.ts";
import { readSettings } from "#workers/platform/settings.ts";
import { allowNamedOrigins } from "./cors.ts";
import type { HonoEnv } from "./hono-env.ts";

const APP = "https://app.example";

function settings(CORS_ORIGINS: string) {
	return readSettings({ AUTH_SECRET: "x".repeat(32), CORS_ORIGINS });
}

const app = new Hono<HonoEnv>()
	.use(async (c, next) => {
		c.set("settings", settings(`${APP}, http://localhost:3000`));
		await next();
	})
	.use(allowNamedOrigins)
	.get("/", (c) => c.text("hello"))
	.options("/", (c) => c.text("my own", 200, { allow: "GET" }));

function preflight(origin: string) {
	const headers = {
		origin,
		"access-control-request-method": "PATCH",
		"access-control-request-headers": "authorization",
	};
	return app.request("/", { method: "OPTIONS", headers });
}

test("a named origin may read the answer and its headers, without cookies", async () => {
	for (const origin of [APP, "http://localhost:3000"]) {
		const { headers } = await app.request("/", { headers: { origin } });
		expect(headers.get("access-control-allow-origin")).toBe(origin);
		expect(headers.get("access-control-allow-credentials")).toBeNull();
		expect(headers.get("access-control-expose-headers")).toContain("ETag,Location,RateLimit");
		expect(headers.get("vary")).toContain("Origin");
	}
});

test("a preflight of a named origin is answered", async () => {
	const { status, headers } = await preflight(APP);
	expect(status).toBe(204);
	expect(headers.get("access-control-allow-origin")).toBe(APP);
	expect(headers.get("access-control-allow-methods")).toContain("PATCH");
	expect(headers.get("access-control-allow-headers")).toContain("If-Match");
	expect(headers.get("access-control-max-age")).toBe("600");
});

test.each([
	"https://evil.example",
	"https://app.example.evil.example",
	"http://app.example",
	"null",
	"*",
])("the origin %s may not", async (origin) => {
	const plain = await app.request("/", { headers: { origin } });
	expect(plain.headers.get("access-control-allow-origin")).toBeNull();
	expect((await preflight(origin)).headers.get("access-control-allow-origin")).toBeNull();
});

test("an OPTIONS that is no preflight is the route's own", async () => {
	const answer = await app.request("/", { method: "OPTIONS" });
	expect(answer.headers.get("allow")).toBe("GET");
});

test("CORS_ORIGINS takes origins only", () => {
	const refusal = "CORS_ORIGINS must be an origin like https://tend.example.com, without a path";
	for (const value of ["*", `${APP}/path`, `${APP},*`, "app.example", "null"]) {
		expect(() => settings(value), value).toThrow(refusal);
	}
	expect(settings("").CORS_ORIGINS).toEqual([]);
});

test("where no origin is named, none may read anything", async () => {
	for (const path of ["/api/health", "/.well-known/jwks.json", "/signin"]) {
		const { headers } = await fetchWorker(path, { headers: { origin: APP } });
		expect(headers.get("access-control-allow-origin")).toBeNull();
	}
});
