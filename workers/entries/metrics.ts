import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, Handler } from "hono";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { drain, metricsStore } from "#workers/metrics/buffer.ts";
import { exposition } from "#workers/metrics/exposition.ts";
import { isLoopback } from "#workers/platform/loopback.ts";

/**
 * `GET /metrics`, for Prometheus, with METRICS_TOKEN as a bearer token. Without such a token it answers
 * on a server that only its own machine can reach, to whoever asks from there.
 */
export const metrics: Handler<HonoEnv> = async (c) => {
	c.set("route", "/metrics");
	const { METRICS_TOKEN } = c.get("settings");
	const isAllowed = METRICS_TOKEN
		? isSame(c.req.header("authorization") ?? "", `Bearer ${METRICS_TOKEN}`)
		: isFromThisMachine(c);
	if (!isAllowed) {
		const advice = METRICS_TOKEN ? "Send METRICS_TOKEN" : "Set METRICS_TOKEN, and send it";
		return c.text(`${advice} as a bearer token.\n`, 401, { "www-authenticate": "Bearer" });
	}
	// With this isolate's own numbers. A copy, as what an object answers with belongs to the call.
	using snapshot = await metricsStore(c.env.METRICS).scrape(drain());
	return c.text(exposition(snapshot), 200, {
		"content-type": "text/plain; version=0.0.4; charset=utf-8",
		"cache-control": "no-store",
	});
};

/** A proxy on the same machine asks for somebody: it passes the name on, or says for whom. */
function isFromThisMachine(c: Context<HonoEnv>): boolean {
	const { LOCAL_HOST } = c.get("settings");
	if (LOCAL_HOST === undefined || !isLoopback(LOCAL_HOST)) return false;
	return isLoopback(new URL(c.req.url).hostname) && !c.req.header("x-forwarded-for");
}

function isSame(given: string, expected: string) {
	const [a, b] = [given, expected].map((text) => createHash("sha256").update(text).digest());
	return timingSafeEqual(a as Buffer, b as Buffer);
}
