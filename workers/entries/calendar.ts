import { createHash } from "node:crypto";
import type { Handler } from "hono";
import { NotFound } from "#app/core/errors.ts";
import { calendarFeed } from "#app/transfer/feed/calendar-feed.server.ts";
import { readCalendarSecret } from "#app/transfer/feed/calendar-secret.server.ts";
import { etagMatches } from "#workers/http/etag.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";

/** `GET /calendar/{secret}.ics`: whoever knows the address reads the tasks that have a date. */
export const calendar: Handler<HonoEnv> = async (c) => {
	// The log must not have the address.
	c.set("route", "/calendar/{secret}.ics");
	c.header("x-robots-tag", "noindex");
	const { APP_URL, AUTH_SECRET } = c.get("settings");
	const name = c.req.param("name") ?? "";
	const key = name.endsWith(".ics") ? readCalendarSecret(name.slice(0, -4), AUTH_SECRET) : null;
	if (!key) return c.text(NONE, 404);
	c.set("userId", key.userId);
	const feed = {
		db: c.get("connection").open(),
		now: new Date(),
		origin: APP_URL ?? new URL(c.req.url).origin,
	};
	try {
		const text = await calendarFeed(feed, key);
		const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
		const headers = { etag, "cache-control": "private, no-cache" };
		if (etagMatches(etag, c.req.header("if-none-match"))) return c.body(null, 304, headers);
		return c.body(text, 200, {
			...headers,
			"content-type": "text/calendar; charset=utf-8",
			"content-disposition": 'inline; filename="tend.ics"',
		});
	} catch (error) {
		if (error instanceof NotFound) return c.text(NONE, 404);
		throw error;
	}
};

const NONE = "There is no such calendar. Its address may have been renewed: see the settings.";
