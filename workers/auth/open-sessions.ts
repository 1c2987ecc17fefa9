import type { Context } from "hono";
import { Sessions } from "#app/auth/sessions/session.server.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";

type RequestContext = Pick<Context<HonoEnv>, "get">;

/** The sessions of browsers, for one request; its statements wait for nobody. */
export function openSessions(c: RequestContext, now: Date): Sessions {
	return new Sessions({
		db: c.get("connection").open(),
		secret: c.get("settings").AUTH_SECRET,
		now,
	});
}
