import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Connection } from "#db/client.server.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import { newProgram } from "#tests/program.ts";
import { Visitor } from "#tests/visitor.ts";
import { fetchWorker, newIsolate, withMetricsToken } from "#tests/worker.ts";
import alerts from "../../docs/operations/alerts.yml?raw";
import dashboard from "../../docs/operations/dashboard.json?raw";
import { flush, recordResponse } from "./buffer.ts";

const LATER_MS = 11_000;

beforeEach(newIsolate);

async function scrape() {
	const answer = await fetchWorker("/metrics", withMetricsToken);
	expect(answer.status).toBe(200);
	expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
	const text = await answer.text();
	const value = (series: string) =>
		Number(
			text
				.split("\n")
				.find((line) => line.startsWith(`${series} `))
				?.split(" ")
				.at(-1),
		);
	return { text, value };
}

function another(count: number) {
	const connection = new Connection(env.DB);
	connection.trips = 1;
	for (let i = 0; i < count; i++) {
		recordResponse({ method: "GET", route: "/api/tasks", status: 200, ms: 7_000, connection });
	}
	return flush(env.METRICS);
}

test("requests are counted by route and status, with their time and trips, over all isolates", async () => {
	const ann = await newProgram();
	await ann.get("/api/tasks");
	await ann.get("/api/tasks");
	await ann.get("/api/tasks/7");
	// This module is another copy than the worker's, as in another isolate.
	await another(3);
	const { text, value } = await scrape();
	expect(value('tend_http_requests_total{method="GET",route="/api/tasks",status="200"}')).toBe(5);
	expect(value('tend_http_requests_total{method="GET",route="/api/tasks/{id}",status="404"}')).toBe(
		1,
	);
	expect(value('tend_d1_trips_total{route="/api/tasks"}')).toBe(5);
	expect(value('tend_d1_errors_total{route="/api/tasks"}')).toBe(0);
	const latency = 'tend_http_request_duration_seconds_bucket{method="GET",route="/api/tasks",le=';
	expect(value(`${latency}"10"}`) - value(`${latency}"5"}`)).toBe(3);
	expect(value(`${latency}"+Inf"}`)).toBe(5);
	expect(text).not.toContain(ann.userId);
	expect(text).not.toContain(ann.email);
});

test("sign-ins, changes to tasks, users and tasks are counted", async () => {
	vi.useFakeTimers({ toFake: ["Date"] });
	await scrape();
	const ann = await newProgram();
	await new Visitor().signIn(ann.email, "wrong");
	await ann.signIn();
	await ann.post("/api/tasks", { title: "x" });
	await ann.send("PATCH", "/api/tasks/1/complete", {});
	vi.setSystemTime(Date.now() + LATER_MS);
	const { value } = await scrape();
	expect(value('tend_sign_ins_total{door="web",outcome="failed"}')).toBe(1);
	expect(value('tend_sign_ins_total{door="api",outcome="succeeded"}')).toBe(1);
	expect(value('tend_task_operations_total{operation="created",actor="api"}')).toBe(1);
	expect(value('tend_task_operations_total{operation="completed",actor="api"}')).toBe(1);
	expect(value('tend_account_events_total{type="signed-in"}')).toBe(1);
	const again = await scrape();
	expect(again.value('tend_task_operations_total{operation="created",actor="api"}')).toBe(1);
	expect(again.value("tend_users")).toBe(0);
	vi.setSystemTime(Date.now() + HOUR_MS);
	const anHourLater = await scrape();
	expect(anHourLater.value("tend_users")).toBe(1);
	expect(anHourLater.value("tend_tasks")).toBe(1);
});

test("nobody can make up series", async () => {
	for (const path of ["/a", "/b", "/api/c", "/api/d"]) await fetchWorker(path);
	await fetchWorker("/api/health", { method: "PURGE" });
	const { text } = await scrape();
	const series = text.match(/^tend_http_requests_total.*$/gm) ?? [];
	expect(series.join()).not.toMatch(/PURGE|\/[abcd]"/);
});

describe("who may ask", () => {
	/** The status of an answer to whoever asks a server with such settings. */
	async function statusOf(
		settings: Record<string, string>,
		url = "http://127.0.0.1:8787/metrics",
		headers: Record<string, string> = {},
	) {
		const { metrics } = await import("#workers/entries/metrics.ts");
		const { Hono } = await import("hono");
		const { readSettings } = await import("#workers/platform/settings.ts");
		const app = new Hono<import("#workers/http/hono-env.ts").HonoEnv>()
			.use(async (c, next) => {
				c.set("settings", readSettings({ AUTH_SECRET: "x".repeat(32), ...settings }));
				await next();
			})
			.get("/metrics", metrics);
		return (await app.request(url, { headers }, env)).status;
	}

	test.each(["127.0.0.1", "0.0.0.0", ""])(
		"with METRICS_TOKEN set, whoever has it, where HOST is %j",
		async (LOCAL_HOST) => {
			const settings = { METRICS_TOKEN: "secret", LOCAL_HOST };
			const ask = (authorization: string) => statusOf(settings, undefined, { authorization });
			expect(await ask("")).toBe(401);
			expect(await ask("Bearer wrong")).toBe(401);
			expect(await ask("Bearer secret")).toBe(200);
		},
	);

	test.each(["127.0.0.1", "localhost", "::1"])(
		"without it, this machine, where HOST is %s",
		async (LOCAL_HOST) => {
			expect(await statusOf({ LOCAL_HOST })).toBe(200);
			expect(await statusOf({ LOCAL_HOST }, "http://[::1]:8787/metrics")).toBe(200);
			// By a proxy on this machine: it passes the name on, or says whom it asks for.
			expect(await statusOf({ LOCAL_HOST }, "https://tend.example.com/metrics")).toBe(401);
			const headers = { "x-forwarded-for": "203.0.113.7" };
			expect(await statusOf({ LOCAL_HOST }, undefined, headers)).toBe(401);
		},
	);

	// On Cloudflare there is none, and an empty one counts as none.
	test.each(["0.0.0.0", "::", "*", "192.168.1.20", "tend.lan", ""])(
		"without it nobody, where HOST is %j",
		async (LOCAL_HOST) => {
			for (const authorization of ["", "Bearer ", "Bearer undefined"]) {
				expect(await statusOf({ LOCAL_HOST }, undefined, { authorization })).toBe(401);
			}
		},
	);
});

describe("docs/operations", () => {
	const namesIn = (text: string) =>
		new Set([...text.matchAll(/\btend_[a-z0-9_]+/g)].map(([name]) => name.replace(/_bucket$/, "")));

	test.each([
		["alerts.yml", alerts],
		["dashboard.json", dashboard],
	])("%s asks for nothing that /metrics does not tell", async (_, text) => {
		const { text: exposed } = await scrape();
		const told = new Set([...exposed.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
		expect([...namesIn(text)].filter((name) => !told.has(name))).toEqual([]);
		expect(namesIn(text).size).toBeGreaterThan(5);
	});
});
