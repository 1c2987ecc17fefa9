import { Hono, type MiddlewareHandler } from "hono";
import { getPath } from "hono/utils/url";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { log } from "#app/core/log.ts";
import { assets } from "./entries/assets.ts";
import { jwks } from "./entries/jwks.ts";
import { live } from "./entries/live.ts";
import { metrics } from "./entries/metrics.ts";
import { pages } from "./entries/pages.ts";
import { allowNamedOrigins } from "./http/cors.ts";
import type { HonoEnv } from "./http/hono-env.ts";
import { requireKnownHost } from "./http/known-host.ts";
import { observe } from "./http/observe.ts";
import { secureCookies } from "./http/secure-cookies.ts";
import { securityHeaders } from "./http/security.ts";
import { lazy } from "./platform/lazy.ts";
import type { EventMessage } from "./platform/outbox.ts";
import { readSettings } from "./platform/settings.ts";
import { queue } from "./queues.ts";
import { scheduled } from "./scheduled.ts";

const loadSettings: MiddlewareHandler<HonoEnv> = async (c, next) => {
	c.set("settings", readSettings(c.env));
	await next();
};

/** What every request goes through, from the outside in. */
const around = [secureCookies, observe, loadSettings, securityHeaders, requireKnownHost];

// Loaded with the first request to it: the API's schemas would slow down every start.
const api = lazy(async () => (await import("./api/api.ts")).newApi(...around, allowNamedOrigins));
const mcp = lazy(async () => (await import("./mcp/mcp.ts")).newMcp(...around, allowNamedOrigins));
const feed = lazy(() => import("./entries/calendar.ts"));

/** What is not for programs. */
const site = new Hono<HonoEnv>();
for (const middleware of around) site.use(middleware);
site.use("/.well-known/*", allowNamedOrigins);
site.get("/.well-known/jwks.json", jwks);
site.get("/calendar/:name", async (c, next) => (await feed()).calendar(c, next));
site.get("/metrics", metrics);
site.get("/live", live);
site.get("*", assets);
site.all("*", pages);

site.onError((error, c) => {
	const requestId = c.get("requestId");
	log.exception(error, { requestId });
	return c.text(`${INTERNAL_ERROR_MESSAGE}. Request ${requestId}.`, 500);
});

/** Each request is answered by one app. A Hono app takes no routes after its first request. */
async function fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
	const path = getPath(request);
	if (path === "/api" || path.startsWith("/api/")) {
		return (await api()).fetch(request, env, context);
	}
	if (path === "/mcp") return (await mcp()).fetch(request, env, context);
	return site.fetch(request, env, context);
}

export default { fetch, queue, scheduled } satisfies ExportedHandler<Env, EventMessage>;
export { MetricsStore } from "./metrics/store.ts";
export { RateLimiter } from "./platform/rate-limiter.ts";
export { UserObject } from "./user-object/user-object.ts";
