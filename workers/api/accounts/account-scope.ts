import type { Context } from "hono";
import type { AccountScope } from "#app/auth/accounts/account-commands.server.ts";
import { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import type { TokenIssuer } from "#app/auth/tokens/token-commands.server.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { issuerOf } from "#workers/auth/credentials.ts";
import { openSessions } from "#workers/auth/open-sessions.ts";
import { clientKey } from "#workers/platform/client-address.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";

/** What commands on accounts run with when a program asks; its statements wait for nobody. */
export function accountScope(c: Context<ApiEnv>): AccountScope & TokenIssuer {
	const now = new Date();
	return {
		db: c.get("connection").open(),
		now,
		sessions: openSessions(c, now),
		actor: "api",
		requestId: c.get("requestId"),
		userAgent: (c.req.header("user-agent") ?? "").slice(0, 400),
		publishEvents: eventPublisher(c.env, c.executionCtx, c.get("clientRequestId")),
		afterwards: (work) => c.executionCtx.waitUntil(work),
		issuer: issuerOf(c),
		secret: c.get("settings").AUTH_SECRET,
	};
}

/** The same count as the sign-in page's. */
export function signInLimit(c: Context<ApiEnv>): ClientLimit {
	const settings = c.get("settings");
	const name = `sign-in:${clientKey(c.req.raw, settings)}`;
	return new ClientLimit(c.env.RATE_LIMITER, name, settings.SIGNIN_RATE_LIMIT);
}
