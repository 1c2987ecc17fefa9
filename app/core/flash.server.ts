import { createCookie } from "react-router";
import { z } from "zod";
import type { Flash } from "./flash.ts";

/**
 * A message that survives the redirect after a form, and is shown once. It travels in a cookie of its
 * own: reading it costs no trip, and it needs no signature, since it is shown as text and its undo
 * works on the bearer's own changes only.
 */

const cookie = createCookie("flash", { path: "/", httpOnly: true, sameSite: "lax", maxAge: 60 });

const flashSchema = z.object({
	message: z.string().max(1000),
	undo: z.string().max(36).nullable(),
	tone: z.enum(["done", "refused"]),
});

export function setFlash(flash: Flash): Promise<string> {
	// A cookie holds 4 KB; a title alone can take a quarter of it.
	return cookie.serialize({ ...flash, message: flash.message.slice(0, 400) });
}

/** The request's message, and the headers that see to it that it is not shown again. */
export async function takeFlash(
	request: Request,
): Promise<{ flash: Flash | null; headers: HeadersInit }> {
	const value: unknown = await cookie.parse(request.headers.get("cookie"));
	if (value === null || value === undefined) return { flash: null, headers: {} };
	const { data: flash = null } = flashSchema.safeParse(value);
	return { flash, headers: { "set-cookie": await cookie.serialize("", { maxAge: 0 }) } };
}
