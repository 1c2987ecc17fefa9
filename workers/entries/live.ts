import type { Context, Handler } from "hono";
import { RateLimited, SessionEnded } from "#app/core/errors.ts";
import { SESSION_ENDED_CODE } from "#domain/notification/live-message.ts";
import { openSessions } from "#workers/auth/open-sessions.ts";
import { chargeQuota, quotaHeaders } from "#workers/auth/user-limits.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { handleWithReplay } from "#workers/http/replay.ts";
import { isOwnOrigin } from "#workers/http/security.ts";
import { SESSION_HEADER } from "#workers/user-object/user-object.ts";

/**
 * `GET /live`: the WebSocket by which an open page hears what happens elsewhere. The session is
 * checked here; its user's object takes the connection and closes it when the session ends. The
 * origin has to be ours, as other sites can open WebSockets with our cookies.
 */
export const live: Handler<HonoEnv> = async (c) => {
	c.set("route", "/live");
	const request = c.req.raw;
	if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
		return c.text("A WebSocket is taken here.", 426, { upgrade: "websocket" });
	}
	const origin = request.headers.get("origin");
	if (origin === null || !isOwnOrigin(origin, request, c.get("settings").APP_URL)) {
		return c.text("This was sent from another site, so nothing was done.", 403);
	}
	const session = await findSession(c);
	if (!session) return closeSocket();
	const charged = chargeQuota(c, session.userId);
	try {
		await charged;
	} catch (error) {
		if (!(error instanceof RateLimited)) throw error;
		return c.text(error.message, 429, await quotaHeaders(c, charged));
	}
	c.set("userId", session.userId);
	const asked = new Request(request);
	asked.headers.set(SESSION_HEADER, session.id);
	return c.env.USER_OBJECT.getByName(session.userId).fetch(asked);
};

/** A page only hears the reason (a close code) on a connection that was accepted. */
function closeSocket(): Response {
	const { 0: client, 1: server } = new WebSocketPair();
	server.accept();
	server.close(SESSION_ENDED_CODE, "Signed out");
	return new Response(null, { status: 101, webSocket: client });
}

async function findSession(c: Context<HonoEnv>) {
	const sessions = openSessions(c, new Date());
	const claims = sessions.readClaims(c.req.raw);
	if (!claims) return null;
	try {
		// Where the user is makes no difference here.
		const { id } = await handleWithReplay((timeZone) =>
			sessions.validate(timeZone === null ? claims : { ...claims, timeZone }),
		);
		return { id, userId: claims.userId };
	} catch (error) {
		if (error instanceof SessionEnded) return null;
		throw error;
	}
}
