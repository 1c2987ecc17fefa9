import type { MiddlewareHandler } from "hono";
import { changeHeaders } from "./answer-headers.ts";
import type { HonoEnv } from "./hono-env.ts";

export const CHALLENGE = 'Bearer realm="Tend"';

/**
 * For answers to programs: they depend on the credential and are the user's own, and a refused
 * credential hears which one is wanted (RFC 6750, section 3).
 */
export const credentialHeaders: MiddlewareHandler<HonoEnv> = async (c, next) => {
	await next();
	const { status } = c.res;
	const challenge = c.get("challenge");
	changeHeaders(c, (headers) => {
		// A browser keeps nothing of an account; a program may, and asks by ETag whether it is still so.
		const isProgram = c.req.header("authorization") !== undefined;
		if (!headers.has("cache-control")) {
			headers.set("cache-control", isProgram ? "private, no-cache" : "no-store");
		}
		headers.append("vary", "Authorization, Cookie");
		if (status === 401 || (status === 403 && challenge)) {
			headers.set("www-authenticate", challenge ?? CHALLENGE);
		}
	});
};
