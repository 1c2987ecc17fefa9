import type { Context } from "hono";
import { Sessions } from "#app/auth/sessions/session.server.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { isHttps } from "#workers/http/security.ts";

type RequestContext = Pick<Context<HonoEnv>, "get" | "req">;

/** The sessions of browsers, for one request; its statements wait for nobody. */
export function openSessions(c: RequestContext, now: Date): Sessions {
	const { APP_URL, AUTH_SECRET } = c.get("settings");
	return new Sessions({
		db: c.get("connection").open(),
		secret: AUTH_SECRET,
		secure: isHttps(c.req.raw, APP_URL),
		now,
	});
}
