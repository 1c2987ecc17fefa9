import * as build from "virtual:react-router/server-build";
import { createRequestHandler } from "@react-router/cloudflare";
import type { Context, Handler } from "hono";
import { RouterContextProvider } from "react-router";
import { DRAFTS_LIMIT } from "#app/auth/drafts/draft-commands.server.ts";
import { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import { KnownDevices } from "#app/auth/sessions/known-devices.server.ts";
import type { Sessions } from "#app/auth/sessions/session.server.ts";
import { appendCookies } from "#app/core/cookies.server.ts";
import { AppError } from "#app/core/errors.ts";
import { type RequestContext, requestContext } from "#app/request/context.server.ts";
import { transact } from "#db/client.server.ts";
import { openAccountScope } from "#workers/auth/open-account-scope.ts";
import { openSessions } from "#workers/auth/open-sessions.ts";
import { chargeQuota, type Quota, quotaHeaders } from "#workers/auth/user-limits.ts";
import { availableChannels } from "#workers/deliveries/available-channels.ts";
import { readBody } from "#workers/http/body-limit.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { checkPageForm } from "#workers/http/page-form.ts";
import { handleWithReplay } from "#workers/http/replay.ts";
import { contentSecurityPolicy, crossSiteRefusal } from "#workers/http/security.ts";
import { clientKey } from "#workers/platform/client-address.ts";
import { connect } from "#workers/platform/databases.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";
import { openChats } from "#workers/user-object/open-chats.ts";

const render = createRequestHandler<Env>({
	build,
	mode: import.meta.env.MODE,
	getLoadContext({ context }) {
		const { loadContext } = context.cloudflare.data;
		if (loadContext instanceof RouterContextProvider) return loadContext;
		throw new TypeError("The event of a page has no loadContext in its data.");
	},
});

/** Where pages send files; `.data` is what React Router adds when it sends by script. */
const UPLOAD_PATHS = ["/settings/import", "/settings/import.data"];

function isUpload({ req }: Context<HonoEnv>): boolean {
	return req.method === "POST" && UPLOAD_PATHS.includes(new URL(req.url).pathname);
}

/** The headers and the body of a request as React Router gets them. */
type Sent = { headers: Headers; body: ArrayBuffer | ReadableStream | null };

/** Of a GET nobody reads a body, and a request for React Router could not be made with one. */
function hasForm({ method }: Request): boolean {
	return method !== "GET" && method !== "HEAD";
}

/** Hands a request to React Router. */
export const pages: Handler<HonoEnv> = async (c) => {
	const request = c.req.raw;
	const { APP_URL } = c.get("settings");
	const sessions = openSessions(c, new Date());
	let refusal = crossSiteRefusal(request, APP_URL);
	let sent: Sent = { headers: request.headers, body: null };
	if (!refusal && hasForm(request)) {
		try {
			// An upload waits for the session before it reads its file: until then it can be answered again.
			sent = isUpload(c)
				? { headers: request.headers, body: request.body }
				: await checkPageForm(request.headers, await readBody(c));
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			refusal = error;
		}
	}

	const claimed = sessions.readClaims(request);
	let charged: Promise<Quota | null> | null = null;
	const charge = (userId: string, cost?: number) => {
		// The request itself once, however often it is answered.
		charged = cost === undefined && charged ? charged : chargeQuota(c, userId, cost);
		return charged;
	};
	const { current, response } = await handleWithReplay(async (timeZone) => {
		const claims = claimed && timeZone ? { ...claimed, timeZone } : claimed;
		const current = createRequestContext(c, {
			sessions,
			sessionClaims: claims,
			refusal,
			chargeQuota: charge,
		});
		const context = new RouterContextProvider(new Map([[requestContext, current]]));
		const response = await render(pagesEvent(c, sent, context));
		if (timeZone === null && current.movedTo) throw current.movedTo;
		if (claims && timeZone) appendCookies(response.headers, sessions.cookie(claims));
		return { current, response };
	});

	c.set("route", current.route);
	const userId = current.sessionClaims?.userId ?? null;
	c.set("userId", userId);
	const caching = response.headers.get("cache-control");
	// For the service worker, which keeps nobody's pages for somebody else, and none that shows a secret.
	if (userId && response.status === 200) {
		response.headers.set("tend-user", userId);
		if (!caching?.includes("no-store")) response.headers.set("tend-offline", "keep");
	}
	const writes = sessions.takeWrites();
	if (claimed && writes.length > 0) {
		// On a connection of its own: nobody waits for this trip.
		c.executionCtx.waitUntil(transact(connect(c.env, claimed.userId).open(), writes));
	}
	// Another limit than that of requests has said so itself.
	if (charged && response.status === 429 && !response.headers.has("ratelimit")) {
		const told = Object.entries(await quotaHeaders(c, charged));
		for (const [name, value] of told) response.headers.set(name, value);
	}
	response.headers.set("content-security-policy", contentSecurityPolicy(current.nonce));
	response.headers.append("vary", "cookie");
	if (caching === null) {
		// Nothing of an account stays with the browser itself, where Back would show it to whoever is next.
		response.headers.set("cache-control", claimed ? "no-store" : "private, no-cache");
	}
	return response;
};

/**
 * What a Pages function would be called with, since `@react-router/cloudflare` is made for those
 * (docs/decisions/026-pages-by-react-router-cloudflare.md). `data` carries what one function of Pages
 * leaves for the next: here the context of this request, which `render` takes from there.
 */
function pagesEvent(
	c: Context<HonoEnv>,
	sent: Sent,
	loadContext: RouterContextProvider,
): Parameters<typeof render>[0] {
	// The types of `new Request` say what may be sent; what came in has the `cf` of the one it is made of.
	type Received = Request<unknown, IncomingRequestCfProperties>;
	return {
		request: new Request(readableUrl(c.req.url), new Request(c.req.raw, sent)) as Received,
		env: c.env,
		params: {},
		data: { loadContext },
		functionPath: "/",
		// Arrows, as the package binds these to the event, and the runtime's own refuse another `this`.
		waitUntil: (work) => c.executionCtx.waitUntil(work),
		passThroughOnException: () => c.executionCtx.passThroughOnException(),
		next: async () => new Response(null, { status: 404 }),
	};
}

type RequestContextInput = Pick<RequestContext, "sessionClaims" | "refusal" | "chargeQuota"> & {
	sessions: Sessions;
};

function createRequestContext(
	c: Context<HonoEnv>,
	{ sessions, sessionClaims, refusal, chargeQuota }: RequestContextInput,
): RequestContext {
	const connection = c.get("connection");
	const { RATE_LIMITER } = c.env;
	const client = clientKey(c.req.raw, c.get("settings"));
	const publishEvents = eventPublisher(c.env, c.executionCtx, c.get("clientRequestId"));
	const now = new Date();
	const { AUTH_SECRET, APP_URL } = c.get("settings");
	const devices = new KnownDevices({ headers: c.req.raw.headers, secret: AUTH_SECRET, now });
	const channels = availableChannels(c.env, c.executionCtx);
	// The dev server makes one up.
	const timeZone = import.meta.env.DEV ? undefined : c.req.raw.cf?.timezone;
	return {
		sessionClaims,
		refusal,
		chargeQuota,
		movedTo: null,
		account: openAccountScope(c, { actor: "web", sessions, now, devices, channels }),
		devices,
		openDb: (gate) => connection.open(gate),
		nonce: crypto.randomUUID(),
		secret: AUTH_SECRET,
		origin: APP_URL ?? new URL(c.req.url).origin,
		edgeTimeZone: typeof timeZone === "string" ? timeZone : null,
		publishEvents,
		taskLimit: c.get("settings").MAX_TASKS_PER_USER,
		openChats: (user) =>
			openChats(c.env, { ...user, requestId: c.get("requestId"), granted: null }),
		channels,
		draftLimit: new ClientLimit(RATE_LIMITER, `draft:${client}`, DRAFTS_LIMIT),
		route: null,
	};
}

/** The URL with a path that can be decoded: of one that cannot, React Router would warn in the log. */
function readableUrl(url: string): string {
	const { origin, pathname, search } = new URL(url);
	try {
		decodeURIComponent(pathname);
		return url;
	} catch (error) {
		if (!(error instanceof URIError)) throw error;
		return origin + pathname.replaceAll("%", "%25") + search;
	}
}
