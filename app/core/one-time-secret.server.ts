import { createCookie } from "react-router";
import { z } from "zod";
import type { OneTimeSecret } from "./one-time-secret.ts";

/*
 * Takes a secret from the action that made it to the page that shows it. It travels in a cookie that
 * lives for a minute: what stands in an address is kept by histories, logs and whoever looks over a
 * shoulder.
 */

const cookie = createCookie("once", { path: "/", httpOnly: true, sameSite: "strict", maxAge: 60 });

const oneTimeSecretSchema = z.object({
	kind: z.string().max(50),
	name: z.string().max(500),
	secret: z.string().max(2000),
});

/**
 * The `Set-Cookie` that takes a secret to the next page. `origin` is this server's public origin: when
 * it is https, the cookie is sent by https alone.
 */
export function setOneTimeSecret(secret: OneTimeSecret, origin: string): Promise<string> {
	return cookie.serialize(secret, { secure: origin.startsWith("https:") });
}

/**
 * The secret that the request's cookie brings, or null, with the headers of the response that shows
 * it: they delete the cookie and forbid caching.
 */
export async function takeOneTimeSecret(
	request: Request,
): Promise<{ secret: OneTimeSecret | null; headers: HeadersInit }> {
	const value: unknown = await cookie.parse(request.headers.get("cookie"));
	if (value === null || value === undefined) return { secret: null, headers: {} };
	const { data: secret = null } = oneTimeSecretSchema.safeParse(value);
	const headers = {
		"set-cookie": await cookie.serialize("", { maxAge: 0 }),
		"cache-control": "no-store",
	};
	return { secret, headers };
}
