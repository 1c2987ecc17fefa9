import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { changeHeaders } from "./answer-headers.ts";
import type { HonoEnv } from "./hono-env.ts";

const PREFLIGHT_MAX_AGE_SECONDS = 600;

const share = cors({
	origin: (origin, c) => (c.get("settings").CORS_ORIGINS.includes(origin) ? origin : null),
	allowMethods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
	allowHeaders: [
		"Authorization",
		"Content-Type",
		"Idempotency-Key",
		"If-Match",
		"If-None-Match",
		"Mcp-Protocol-Version",
		"X-Request-Id",
	],
	exposeHeaders: [
		"ETag",
		"Location",
		"RateLimit",
		"RateLimit-Policy",
		"Retry-After",
		"WWW-Authenticate",
		"X-Request-Id",
	],
	maxAge: PREFLIGHT_MAX_AGE_SECONDS,
	// Never with cookies: other origins send a token.
	credentials: false,
});

/** What is not from a page of a browser is nothing that could be shared. */
const sayItVaries: MiddlewareHandler<HonoEnv> = async (c, next) => {
	await next();
	changeHeaders(c, (headers) => headers.append("vary", "Origin"));
};

/** Lets the pages of `CORS_ORIGINS`, and no others, read what the API answers (Fetch, section 3.2). */
export const allowNamedOrigins: MiddlewareHandler<HonoEnv> = (c, next) => {
	const isPreflight = c.req.header("access-control-request-method") !== undefined;
	// Hono would answer every OPTIONS; without a preflight that is the API's own affair.
	if (c.req.method === "OPTIONS" && !isPreflight) return next();
	if (c.req.header("origin") === undefined) return sayItVaries(c, next);
	return share(c, next);
};
