import type { MiddlewareHandler } from "hono";
import { Connection } from "#db/client.server.ts";
import type { HonoEnv } from "./hono-env.ts";

const REQUEST_ID = /^[\w-]{8,64}$/;

/**
 * Gives each request its id and its connection, says in `Server-Timing` (W3C) what it cost, and
 * writes the one log line that tells of it. Neither has anything in it that somebody typed.
 */
export const observe: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const start = Date.now();
	const given = c.req.header("x-request-id");
	const requestId = given && REQUEST_ID.test(given) ? given : crypto.randomUUID();
	const connection = new Connection(c.env.DB);
	c.set("requestId", requestId);
	c.set("connection", connection);
	c.set("route", null);
	c.set("userId", null);

	await next();

	const { trips, ms } = connection;
	c.header("x-request-id", requestId);
	c.header("server-timing", `db;dur=${ms};desc="${trips} ${trips === 1 ? "trip" : "trips"}"`);
	console.log(
		JSON.stringify({
			time: new Date(start).toISOString(),
			requestId,
			method: c.req.method,
			route: c.get("route"),
			status: c.res.status,
			ms: Date.now() - start,
			userId: c.get("userId"),
			dbTrips: trips,
			dbMs: ms,
		}),
	);
};
