import { Hono } from "hono";
import { rootCause } from "#app/core/errors.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { assets } from "./entries/assets.ts";
import { jwks } from "./entries/jwks.ts";
import { live } from "./entries/live.ts";
import { pages } from "./entries/pages.ts";
import { allowNamedOrigins } from "./http/cors.ts";
import type { HonoEnv } from "./http/hono-env.ts";
import { observe } from "./http/observe.ts";
import { securityHeaders } from "./http/security.ts";
import { metrics } from "./metrics/metrics.ts";
import { late } from "./platform/late.ts";
import type { EventMessage } from "./platform/outbox.ts";
import { readSettings } from "./platform/settings.ts";
import { queue } from "./queues.ts";
import { scheduled } from "./scheduled.ts";

const app = new Hono<HonoEnv>();

app.use(observe);
app.use(async (c, next) => {
	c.set("settings", readSettings(c.env));
	await next();
});
app.use(securityHeaders);
app.use("/api/*", allowNamedOrigins);
app.use("/mcp", allowNamedOrigins);
app.use("/.well-known/*", allowNamedOrigins);

// Loaded with the first request to it: the API's schemas would slow down every start.
const api = late(() => import("./api/api.ts"));
const mcp = late(() => import("./mcp/mcp.ts"));
const feed = late(() => import("./entries/calendar.ts"));

app.all("/api/*", async (c) => (await api()).serveApi(c));
app.all("/mcp", async (c) => (await mcp()).serveMcp(c));
app.get("/.well-known/jwks.json", jwks);
app.get("/calendar/:name", async (c, next) => (await feed()).calendar(c, next));
app.get("/metrics", metrics);
app.get("/live", live);
app.get("*", assets);
app.all("*", pages);

app.onError((error, c) => {
	const requestId = c.get("requestId");
	const { message, stack } = rootCause(error);
	console.error(JSON.stringify({ level: "error", requestId, message, stack }));
	return c.text(`${INTERNAL_ERROR_MESSAGE}. Request ${requestId}.`, 500);
});

export default { fetch: app.fetch, queue, scheduled } satisfies ExportedHandler<Env, EventMessage>;
export { MetricsStore } from "./metrics/store.ts";
export { RateLimiter } from "./platform/rate-limiter.ts";
export { UserObject } from "./user-object/user-object.ts";
