import type { Context } from "hono";
import type { AccountScope } from "#app/auth/accounts/account-commands.server.ts";
import { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import type { KnownDevices } from "#app/auth/sessions/known-devices.server.ts";
import { PasswordGuard } from "#app/auth/sessions/password-guard.server.ts";
import type { Sessions } from "#app/auth/sessions/session.server.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { clientKey } from "#workers/platform/client-address.ts";
import { connect } from "#workers/platform/databases.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";

type RequestContext = Pick<Context<HonoEnv>, "get" | "req" | "env" | "executionCtx">;

type Options = {
	actor: "web" | "api";
	sessions: Sessions;
	now: Date;
	/** Null for programs, which keep no cookies. */
	devices: KnownDevices | null;
	channels: AccountScope["channels"];
};

/** What commands on accounts run with while nobody is signed in; its statements wait for nobody. */
export function openAccountScope(
	c: RequestContext,
	{ actor, sessions, now, devices, channels }: Options,
): AccountScope {
	const settings = c.get("settings");
	const counters = c.env.RATE_LIMITER;
	const client = clientKey(c.req.raw, settings);
	return {
		db: c.get("connection").open(),
		openBackgroundDb: (userId) => connect(c.env, userId).open(),
		sessions,
		actor,
		now,
		requestId: c.get("requestId"),
		userAgent: (c.req.header("user-agent") ?? "").slice(0, 400),
		publishEvents: eventPublisher(c.env, c.executionCtx, c.get("requestId")),
		afterwards: (work) => c.executionCtx.waitUntil(work),
		channels,
		secret: settings.AUTH_SECRET,
		guard: new PasswordGuard({
			counters,
			clientLimit: new ClientLimit(counters, `sign-in:${client}`, settings.SIGNIN_RATE_LIMIT),
			devices,
		}),
		signUpLimit: new ClientLimit(
			counters,
			`sign-up:${client}`,
			settings.SIGNUP_RATE_LIMIT,
			HOUR_MS,
		),
	};
}
