import { createHash, timingSafeEqual } from "node:crypto";
import type { Handler } from "hono";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { drain, metricsStore } from "#workers/metrics/buffer.ts";
import { exposition } from "#workers/metrics/exposition.ts";

/** `GET /metrics`, for Prometheus; behind METRICS_TOKEN as a bearer token when that is set. */
export const metrics: Handler<HonoEnv> = async (c) => {
	c.set("route", "/metrics");
	const { METRICS_TOKEN } = c.get("settings");
	if (METRICS_TOKEN && !isSame(c.req.header("authorization") ?? "", `Bearer ${METRICS_TOKEN}`)) {
		return c.text("Send METRICS_TOKEN as a bearer token.\n", 401, { "www-authenticate": "Bearer" });
	}
	// With this isolate's own numbers. A copy, as what an object answers with belongs to the call.
	using snapshot = await metricsStore(c.env.METRICS).scrape(drain());
	return c.text(exposition(snapshot), 200, {
		"content-type": "text/plain; version=0.0.4; charset=utf-8",
		"cache-control": "no-store",
	});
};

function isSame(given: string, expected: string) {
	const [a, b] = [given, expected].map((text) => createHash("sha256").update(text).digest());
	return timingSafeEqual(a as Buffer, b as Buffer);
}
