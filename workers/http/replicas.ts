import type { Context } from "hono";
import { appendCookies, bookmarkCookie } from "#app/core/cookies.server.ts";
import { changeHeaders } from "./answer-headers.ts";
import type { HonoEnv } from "./hono-env.ts";

/*
 * D1's read replicas (docs/scaling.md). Whoever has just written carries a bookmark for a while, and
 * is only answered by a replica that has come as far: people read their own writes. Everybody else
 * takes the nearest replica, however far behind it may be (Cloudflare's documentation speaks of
 * seconds at most). Programs keep no cookies, so they are answered by the primary.
 */

const BOOKMARK = /^[\da-f-]{1,100}$/;

/** The view of D1 that this request's statements see; null is that of the primary itself. */
export function openReplicaSession(c: Context<HonoEnv>): D1DatabaseSession | null {
	if (c.req.header("authorization")) return null;
	const { DB } = c.env;
	const bookmark = bookmarkCookie.read(c.req.raw.headers);
	if (bookmark && BOOKMARK.test(bookmark)) return DB.withSession(bookmark);
	return DB.withSession(isRead(c) ? "first-unconstrained" : "first-primary");
}

/**
 * Lets the browser's next requests see what this one has written. One that was refused has written
 * nothing for its sender to see; and a bookmark tells that somebody writes, as a wrong password at an
 * address with an account does.
 */
export function keepBookmark(c: Context<HonoEnv>, session: D1DatabaseSession): void {
	if (isRead(c) || c.res.status >= 400) return;
	const bookmark = session.getBookmark();
	if (!bookmark) return;
	changeHeaders(c, (headers) => appendCookies(headers, bookmarkCookie.set(bookmark)));
}

function isRead({ req: { method } }: Context<HonoEnv>): boolean {
	return method === "GET" || method === "HEAD";
}
