import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { HonoEnv } from "./hono-env.ts";
import { isHttps } from "./security.ts";

/*
 * D1's read replicas (docs/scaling.md). Whoever has just written carries a bookmark for a while, and
 * is only answered by a replica that has come as far: people read their own writes. Everybody else
 * takes the nearest replica, however far behind it may be (Cloudflare's documentation speaks of
 * seconds at most). Programs keep no cookies, so they are answered by the primary.
 */

const COOKIE = "bookmark";
const LIFETIME_SECONDS = 60;
const BOOKMARK = /^[\da-f-]{1,100}$/;

/** The view of D1 that this request's statements see; null is that of the primary itself. */
export function openSession(c: Context<HonoEnv>): D1DatabaseSession | null {
	if (c.req.header("authorization")) return null;
	const { DB } = c.env;
	const bookmark = getCookie(c, COOKIE);
	if (bookmark && BOOKMARK.test(bookmark)) return DB.withSession(bookmark);
	return DB.withSession(isRead(c) ? "first-unconstrained" : "first-primary");
}

/** Lets the browser's next requests see what this one has written. */
export function keepBookmark(c: Context<HonoEnv>, session: D1DatabaseSession): void {
	if (isRead(c)) return;
	const bookmark = session.getBookmark();
	if (!bookmark) return;
	setCookie(c, COOKIE, bookmark, {
		path: "/",
		httpOnly: true,
		sameSite: "Lax",
		secure: isHttps(c.req.raw, c.get("settings")?.APP_URL),
		maxAge: LIFETIME_SECONDS,
	});
}

function isRead({ req: { method } }: Context<HonoEnv>): boolean {
	return method === "GET" || method === "HEAD";
}
