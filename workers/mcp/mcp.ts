import { createMcpHandler } from "@modelcontextprotocol/server";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { authenticate, withReplay } from "#workers/auth/authenticate.ts";
import { bufferBody } from "#workers/http/body-limit.ts";
import { credentialHeaders } from "#workers/http/credential-headers.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { problemOf } from "#workers/http/problem.ts";
import { checkOrigin } from "./check-origin.ts";
import { newServer } from "./server.ts";

/**
 * MCP over Streamable HTTP as a Hono app, stateless: each request brings its token, and is answered by a
 * server made for it alone. Credentials, quotas and the one trip to D1 are the API's. `around` is what
 * every answer of the worker goes through: it has to set the variables of `HonoEnv`.
 */
export function newMcp(...around: MiddlewareHandler<HonoEnv>[]) {
	const mcp = new Hono<ApiEnv>();
	mcp.onError(problemOf);
	for (const middleware of around) mcp.use(middleware);
	mcp.use(bufferBody(), credentialHeaders);
	mcp.all("/mcp", checkOrigin, withoutCookie(authenticate), withReplay(answer));
	return mcp;
}

async function answer(c: Context<ApiEnv>): Promise<Response> {
	c.set("route", "/mcp");
	if (isBatch(c.get("body"))) return c.json(BATCH_REFUSAL, 400);
	const scope = { ...c.get("scope"), actor: "mcp" as const };
	const { scopes } = c.get("caller");
	const handler = createMcpHandler(() => newServer(scope, scopes), {
		onerror(error) {
			const { message, stack } = rootCause(error);
			log.warn(message, { requestId: scope.requestId, stack });
		},
	});
	// It may be answered twice.
	return handler.fetch(new Request(c.req.raw, { body: c.get("body") ?? null }));
}

/** Batches went with protocol version 2025-06-18, and would be many requests for the price of one. */
const BATCH_REFUSAL = {
	jsonrpc: "2.0",
	id: null,
	error: { code: -32600, message: "Batches are not taken. Send each message by itself." },
};

/** Whether a body is a JSON array, whatever follows in it. */
function isBatch(body: ArrayBuffer | null | undefined): boolean {
	// Decoding drops a byte order mark, as reading the body as JSON does.
	return body != null && new TextDecoder().decode(body).trimStart().startsWith("[");
}

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
