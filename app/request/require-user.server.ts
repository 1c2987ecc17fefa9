import { type MiddlewareFunction, type RouterContextProvider, redirect } from "react-router";
import { keepDraft } from "#app/auth/drafts/draft-commands.server.ts";
import { TimeZoneChanged } from "#app/auth/sessions/session.server.ts";
import { SessionEnded } from "#app/core/errors.ts";
import { authenticatedContext, requestContext } from "./context.server.ts";

/**
 * Lets signed-in people in and sends others to sign in. The cookie's word is enough to begin with:
 * the page's statements leave together with the question whether the session lives, and nothing that
 * D1 answers, nor anything made from it, gets out unless it does.
 */
export const requireUser: MiddlewareFunction<Response> = async (
	{ request, url, context },
	next,
) => {
	const current = context.get(requestContext);
	const sent = request.method === "GET" || hasFile(request) ? null : (request.clone() as Request);
	if (!current.sessionClaims) throw await signInFirst(url, sent, context);

	const { userId, timeZone } = current.sessionClaims;
	const session = current.account.sessions.validate(current.sessionClaims);
	// A page without statements never asks; that is no unhandled rejection.
	session.catch(() => {});
	context.set(authenticatedContext, { session, userId, timeZone, db: current.openDb(session) });

	const response = await next();
	try {
		const { renewal } = await session;
		if (renewal) response.headers.append("set-cookie", renewal);
		return response;
	} catch (error) {
		if (error instanceof TimeZoneChanged) {
			current.movedTo = error;
			return response;
		}
		if (!(error instanceof SessionEnded)) throw error;
		const away = await signInFirst(url, sent, context);
		away.headers.append("set-cookie", current.account.sessions.blankCookie());
		return away;
	}
};

/** Files are not kept, and a second copy of one would be in memory as a whole. */
function hasFile(request: Request) {
	return request.headers.get("content-type")?.startsWith("multipart/form-data") ?? false;
}

/** To the sign-in page, and from there back to where they were going, or to what they had typed. */
async function signInFirst(
	url: URL,
	sent: Request | null,
	context: Readonly<RouterContextProvider>,
): Promise<Response> {
	let next = url.pathname + url.search;
	if (sent) {
		const { account, draftLimit } = context.get(requestContext);
		const draftId = await keepDraft(
			{ db: account.db, now: account.now, limit: draftLimit },
			next,
			await sent.formData(),
		);
		if (draftId) next = `/drafts/${draftId}`;
	}
	return redirect(`/signin?${new URLSearchParams({ next })}`);
}
