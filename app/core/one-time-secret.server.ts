import { z } from "zod";
import { cookieHeaders, oneTimeSecretCookie } from "./cookies.server.ts";
import type { OneTimeSecret } from "./one-time-secret.ts";

/*
 * Takes a secret from the action that made it to the page that shows it. It travels in a cookie that
 * lives for a minute: what stands in an address is kept by histories, logs and whoever looks over a
 * shoulder.
 */

const oneTimeSecretSchema = z.object({
	kind: z.string().max(50),
	name: z.string().max(500),
	secret: z.string().max(2000),
});

/** The `Set-Cookie` that takes a secret to the next page. */
export function setOneTimeSecret(secret: OneTimeSecret): string {
	return oneTimeSecretCookie.setJson(secret);
}

/**
 * The secret that the request's cookie brings, or null, with the headers of the response that shows
 * it: they delete the cookie and forbid caching.
 */
export function takeOneTimeSecret({ headers }: Request): {
	secret: OneTimeSecret | null;
	headers: HeadersInit;
} {
	if (oneTimeSecretCookie.read(headers) === null) return { secret: null, headers: {} };
	const value = oneTimeSecretCookie.readJson(headers);
	const { data: secret = null } = oneTimeSecretSchema.safeParse(value);
	return {
		secret,
		headers: [...cookieHeaders(oneTimeSecretCookie.delete()), ["cache-control", "no-store"]],
	};
}
