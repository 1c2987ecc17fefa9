import type { MiddlewareHandler } from "hono";
import { log } from "#app/core/log.ts";
import { Connection } from "#db/client.server.ts";
import { flush, recordResponse } from "#workers/metrics/buffer.ts";
import { changeHeaders } from "./answer-headers.ts";
import type { HonoEnv } from "./hono-env.ts";
import { keepBookmark, openReplicaSession } from "./replicas.ts";

/** What a proxy or a program may call a request; other text does not reach the log. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/**
 * Gives each request its id and its connection, says in `Server-Timing` (W3C) what it cost, and
 * writes the one log line that tells of it. Neither has anything in it that somebody typed. The id is
 * always our own, since the audit trail goes by it; the one that the request brought stands beside it.
 */
export const observe: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const start = Date.now();
	const given = c.req.header("x-request-id");
	const clientRequestId = given && REQUEST_ID.test(given) ? given : null;
	const requestId = crypto.randomUUID();
	const session = openReplicaSession(c);
	const connection = new Connection(session ?? c.env.DB);
	c.set("requestId", requestId);
	c.set("clientRequestId", clientRequestId);
	c.set("connection", connection);
	c.set("route", null);
	c.set("userId", null);

	await next();

	const { trips } = connection;
	if (session && trips > 0) keepBookmark(c, session);
	changeHeaders(c, (headers) => {
		headers.set("x-request-id", requestId);
		headers.set(
			"server-timing",
			`db;dur=${connection.ms};desc="${trips} ${trips === 1 ? "trip" : "trips"}"`,
		);
	});
	const { method } = c.req;
	const { status } = c.res;
	const route = c.get("route");
	const ms = Date.now() - start;
	log.info({
		time: new Date(start).toISOString(),
		requestId,
		...(clientRequestId && { clientRequestId }),
		method,
		route,
		status,
		ms,
		userId: c.get("userId"),
		dbTrips: trips,
		dbMs: connection.ms,
	});
	if (recordResponse({ method, route, status, ms, connection })) {
		c.executionCtx.waitUntil(flush(c.env.METRICS));
	}
};
