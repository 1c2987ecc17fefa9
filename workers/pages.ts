import * as build from "virtual:react-router/server-build";
import type { Context, Handler } from "hono";
import { createRequestHandler, RouterContextProvider } from "react-router";
import { ClientLimit } from "#app/auth/client-limit.server.ts";
import { DRAFTS_LIMIT } from "#app/auth/draft-commands.server.ts";
import { type Credential, Sessions } from "#app/auth/session.server.ts";
import { type Visit, visitContext } from "#app/context.server.ts";
import { AppError } from "#app/errors.ts";
import { Connection, transact } from "#db/client.server.ts";
import { readBody } from "./body-limit.ts";
import { clientAddress } from "./client-address.ts";
import type { HonoEnv } from "./hono-env.ts";
import { announcer } from "./outbox.ts";
import { contentSecurityPolicy, crossSiteRefusal, isHttps } from "./security.ts";

const render = createRequestHandler(build, import.meta.env.MODE);

/** Hands a request to React Router. */
export const pages: Handler<HonoEnv> = async (c) => {
	const request = c.req.raw;
	const { APP_URL, AUTH_SECRET } = c.get("settings");
	const db = c.get("connection").open();
	const sessions = new Sessions({
		db,
		secret: AUTH_SECRET,
		secure: isHttps(request, APP_URL),
		now: new Date(),
	});
	let refusal = crossSiteRefusal(request, APP_URL);
	let body: ArrayBuffer | null = null;
	if (!refusal) {
		try {
			body = await readBody(request);
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			refusal = error;
		}
	}

	const answer = async (credential: Credential | null) => {
		const visit = newVisit(c, { sessions, credential, refusal });
		const context = new RouterContextProvider(new Map([[visitContext, visit]]));
		const response = await render(new Request(request, { body }), context);
		return { visit, response };
	};
	let { visit, response } = await answer(sessions.readCredential(request));
	const { retryAs } = visit;
	if (retryAs) {
		({ visit, response } = await answer(retryAs));
		response.headers.append("set-cookie", sessions.cookie(retryAs));
	}

	c.set("route", visit.route);
	const userId = visit.credential?.userId ?? null;
	c.set("userId", userId);
	// For the service worker, which keeps nobody's pages for somebody else.
	if (userId && response.status === 200) response.headers.set("tend-user", userId);
	const writes = sessions.takeWrites();
	if (writes.length > 0) {
		// On a connection of its own: nobody waits for this trip.
		c.executionCtx.waitUntil(transact(new Connection(c.env.DB).open(), writes));
	}
	response.headers.set("content-security-policy", contentSecurityPolicy(visit.nonce));
	response.headers.append("vary", "cookie");
	if (!response.headers.has("cache-control")) {
		response.headers.set("cache-control", "private, no-cache");
	}
	return response;
};

type Known = Pick<Visit, "credential" | "refusal"> & { sessions: Sessions };

function newVisit(c: Context<HonoEnv>, { sessions, credential, refusal }: Known): Visit {
	const connection = c.get("connection");
	const { RATE_LIMITER } = c.env;
	const address = clientAddress(c.req.raw);
	// The dev server makes one up.
	const timeZone = import.meta.env.DEV ? undefined : c.req.raw.cf?.timezone;
	return {
		credential,
		refusal,
		retryAs: null,
		account: {
			db: connection.open(),
			sessions,
			actor: "web",
			now: new Date(),
			requestId: c.get("requestId"),
			userAgent: (c.req.header("user-agent") ?? "").slice(0, 400),
			afterwards: (work) => c.executionCtx.waitUntil(work),
		},
		openDb: (gate) => connection.open(gate),
		nonce: crypto.randomUUID(),
		edgeTimeZone: typeof timeZone === "string" ? timeZone : null,
		announce: announcer(c.env, c.executionCtx),
		signInLimit: new ClientLimit(
			RATE_LIMITER,
			`sign-in:${address}`,
			c.get("settings").SIGNIN_RATE_LIMIT,
		),
		draftLimit: new ClientLimit(RATE_LIMITER, `draft:${address}`, DRAFTS_LIMIT),
		route: null,
	};
}
