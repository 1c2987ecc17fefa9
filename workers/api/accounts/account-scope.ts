import type { Context } from "hono";
import type { AccountScope } from "#app/auth/accounts/account-commands.server.ts";
import { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import { Sessions } from "#app/auth/sessions/session.server.ts";
import type { TokenIssuer } from "#app/auth/tokens/token-commands.server.ts";
import { issuerOf } from "#workers/auth/callers.ts";
import type { ApiEnv } from "#workers/http/api-env.ts";
import { isHttps } from "#workers/http/security.ts";
import { clientAddress } from "#workers/platform/client-address.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";

/** What commands on accounts run with when a program asks; its statements wait for nobody. */
export function accountScope(c: Context<ApiEnv>): AccountScope & TokenIssuer {
	const { APP_URL, AUTH_SECRET } = c.get("settings");
	const db = c.get("connection").open();
	const now = new Date();
	return {
		db,
		now,
		sessions: new Sessions({ db, now, secret: AUTH_SECRET, secure: isHttps(c.req.raw, APP_URL) }),
		actor: "api",
		requestId: c.get("requestId"),
		userAgent: (c.req.header("user-agent") ?? "").slice(0, 400),
		publishEvents: eventPublisher(c.env, c.executionCtx, c.get("requestId")),
		afterwards: (work) => c.executionCtx.waitUntil(work),
		issuer: issuerOf(c),
		secret: AUTH_SECRET,
	};
}

/** The same count as the sign-in page's. */
export function signInLimit(c: Context<ApiEnv>): ClientLimit {
	const name = `sign-in:${clientAddress(c.env.outer.req.raw)}`;
	return new ClientLimit(c.env.RATE_LIMITER, name, c.get("settings").SIGNIN_RATE_LIMIT);
}
