import { z } from "zod";
import { cookieHeaders, flashCookie } from "./cookies.server.ts";
import type { Flash } from "./flash.ts";

/**
 * A message that survives the redirect after a form, and is shown once. It travels in a cookie of its
 * own: reading it costs no trip, and it needs no signature, since it is shown as text and its undo
 * works on the bearer's own changes only. It often has a title in it, so it lives for a minute at most
 * and ends with the session.
 */

const flashSchema = z.object({
	message: z.string().max(1000),
	undo: z.string().max(36).nullable(),
	tone: z.enum(["done", "refused"]),
});

/** The `Set-Cookie` that takes the message to the next page. */
export function setFlash({ message, undo, tone }: Flash): string {
	// A cookie holds 4 KB; a title alone can take a quarter of it.
	return flashCookie.setJson({ message: message.slice(0, 400), undo, tone });
}

/** The request's message, and the headers that see to it that it is not shown again. */
export function takeFlash({ headers }: Request): { flash: Flash | null; headers: HeadersInit } {
	if (flashCookie.read(headers) === null) return { flash: null, headers: {} };
	const { data: flash = null } = flashSchema.safeParse(flashCookie.readJson(headers));
	return { flash, headers: cookieHeaders(flashCookie.delete()) };
}
