import { createCookie } from "react-router";
import { z } from "zod";
import type { Once } from "./once.ts";

/**
 * A secret that was just made and is shown on the next page, this once. It travels in a cookie of its
 * own, since what stands in an address is kept by histories, logs and whoever looks over a shoulder.
 */

const cookie = createCookie("once", { path: "/", httpOnly: true, sameSite: "strict", maxAge: 60 });

const onceSchema = z.object({
	kind: z.string().max(50),
	name: z.string().max(500),
	secret: z.string().max(2000),
});

/** `origin` is where this Tend is: over https the cookie is sent by https alone. */
export function setOnce(once: Once, origin: string): Promise<string> {
	return cookie.serialize(once, { secure: origin.startsWith("https:") });
}

/** The request's secret, and the headers that see to it that nobody keeps it. */
export async function takeOnce(
	request: Request,
): Promise<{ once: Once | null; headers: HeadersInit }> {
	const value: unknown = await cookie.parse(request.headers.get("cookie"));
	if (value === null || value === undefined) return { once: null, headers: {} };
	const { data: once = null } = onceSchema.safeParse(value);
	const headers = {
		"set-cookie": await cookie.serialize("", { maxAge: 0 }),
		"cache-control": "no-store",
	};
	return { once, headers };
}
