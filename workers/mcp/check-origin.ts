import type { MiddlewareHandler } from "hono";
import { AppError } from "#app/core/errors.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { isOwnHost } from "#workers/http/security.ts";

/**
 * Refuses pages of other origins than ours and those of CORS_ORIGINS: a name that was rebound to this
 * address must not get at a local server (MCP, Streamable HTTP, "Security warning"). Without APP_URL
 * ours is whatever name we were reached by; the token is what keeps a rebound name out then.
 */
export const checkOrigin: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const { APP_URL, CORS_ORIGINS } = c.get("settings");
	const origin = c.req.header("origin");
	if (origin === undefined || origin === APP_URL || CORS_ORIGINS.includes(origin)) return next();
	if (!APP_URL && isOwnHost(origin, c.req.raw)) return next();
	throw new AppError("Pages of this origin may not use MCP here. Name it in CORS_ORIGINS.", {
		status: 403,
		code: "forbidden",
	});
};
