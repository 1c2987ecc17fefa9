import { createMcpHandler } from "@modelcontextprotocol/server";
import { type Context, Hono } from "hono";
import { rootCause } from "#app/core/errors.ts";
import { authenticate } from "#workers/auth/authenticate.ts";
import type { ApiEnv } from "#workers/http/api-env.ts";
import { answerArrival } from "#workers/http/arrival.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { checkOrigin } from "#workers/http/origin.ts";
import { takeOuterContext } from "#workers/http/outer-context.ts";
import { problemOf } from "#workers/http/problem.ts";
import { newServer } from "./server.ts";

/**
 * MCP over Streamable HTTP, stateless: each request brings its token, and is answered by a server made
 * for it alone. Credentials, quotas and the one trip to D1 are the API's.
 */
const mcp = new Hono<ApiEnv>();

/** `c` is the worker's own context of the request. */
export function serveMcp(c: Context<HonoEnv>): Promise<Response> {
	return answerArrival(c, c.req.raw, async (request) =>
		mcp.fetch(request, { ...c.env, outer: c }, c.executionCtx),
	);
}

mcp.use(takeOuterContext);

mcp.all("/mcp", checkOrigin, withoutCookie(authenticate), async (c) => {
	c.set("route", "/mcp");
	const scope = { ...c.get("scope"), actor: "mcp" as const };
	const { scopes } = c.get("caller");
	const handler = createMcpHandler(() => newServer(scope, scopes), {
		onerror(error) {
			const { message, stack } = rootCause(error);
			const { requestId } = scope;
			console.warn(JSON.stringify({ level: "warn", requestId, message, stack }));
		},
	});
	return handler.fetch(c.req.raw);
});

mcp.onError((error, c) => problemOf(error, c));

/** Programs have tokens. A cookie would only be sent by somebody's page. */
function withoutCookie(next: typeof authenticate): typeof authenticate {
	return (c, then) => {
		if (c.req.header("cookie") === undefined) return next(c, then);
		const headers = new Headers(c.req.raw.headers);
		headers.delete("cookie");
		c.req.raw = new Request(c.req.raw, { headers });
		return next(c, then);
	};
}
