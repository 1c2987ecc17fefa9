import type { MiddlewareHandler } from "hono";
import { isAddress } from "#workers/platform/loopback.ts";
import type { Settings } from "#workers/platform/settings.ts";
import type { HonoEnv } from "./hono-env.ts";

/**
 * Refuses requests for a name that is not this server's (421, RFC 9110, section 15.5.20). Somebody can
 * let a name of his own lead to the address of a server that only its users reach, and then his page in
 * their browser is of the same origin (DNS rebinding). An address cannot be made to lead elsewhere, so
 * each is taken: health checks and people on the same network ask by it. On Cloudflare the edge hands a
 * worker nothing but its own names.
 */
export const requireKnownHost: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const { hostname } = new URL(c.req.url);
	if (!isKnownHost(hostname, c.get("settings"))) {
		return c.text(
			"This server does not go by that name. Whoever runs it can set APP_URL to its address.\n",
			421,
		);
	}
	await next();
};

/** Whether a server with such settings goes by a host, as URL gives it. */
export function isKnownHost(
	hostname: string,
	{ APP_URL, LOCAL_HOST }: Pick<Settings, "APP_URL" | "LOCAL_HOST">,
): boolean {
	if (LOCAL_HOST === undefined || isAddress(hostname)) return true;
	if (hostname === "localhost" || hostname.endsWith(".localhost")) return true;
	return (
		hostname === LOCAL_HOST || (APP_URL !== undefined && hostname === new URL(APP_URL).hostname)
	);
}
