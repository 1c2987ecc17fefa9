import type { MiddlewareHandler } from "hono";
import { changeHeaders } from "./answer-headers.ts";
import type { HonoEnv } from "./hono-env.ts";
import { isHttps } from "./security.ts";

const PREFIX = "__Host-";

/**
 * On https gives each cookie of the answer the prefix `__Host-` and the attribute `Secure`, and takes the
 * prefix off those of the request. What comes without it is dropped, since a sibling domain or a page
 * on http may have set it (RFC 6265bis, section 8.6). Inside of this, names are plain
 * (app/core/cookies.server.ts). On http browsers take no such prefix, so nothing is changed there.
 */
export const secureCookies: MiddlewareHandler<HonoEnv> = async (c, next) => {
	// Not yet the checked settings: a bad one is answered, and logged, further inside.
	const appUrl: unknown = Reflect.get(c.env, "APP_URL");
	const isSecure = isHttps(c.req.raw, typeof appUrl === "string" && appUrl ? appUrl : undefined);
	if (!isSecure) return next();
	const sent = c.req.raw.headers.get("cookie");
	if (sent !== null) {
		const headers = new Headers(c.req.raw.headers);
		headers.set("cookie", withoutPrefix(sent));
		c.req.raw = new Request(c.req.raw, { headers });
	}
	await next();
	const lines = c.res.headers.getSetCookie();
	if (lines.length === 0) return;
	changeHeaders(c, (headers) => {
		headers.delete("set-cookie");
		for (const line of lines) headers.append("set-cookie", `${PREFIX}${line}; Secure`);
	});
};

function withoutPrefix(cookies: string): string {
	return cookies
		.split(";")
		.map((pair) => pair.trim())
		.filter((pair) => pair.startsWith(PREFIX))
		.map((pair) => pair.slice(PREFIX.length))
		.join("; ");
}
