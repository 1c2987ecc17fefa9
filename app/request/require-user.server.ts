import {
	type MiddlewareFunction,
	type RouterContextProvider,
	redirectDocument,
} from "react-router";
import { keepDraft, mayKeepDraft } from "#app/auth/drafts/draft-commands.server.ts";
import { TimeZoneChanged } from "#app/auth/sessions/session.server.ts";
import {
	appendCookies,
	cookieHeaders,
	deleteAccountCookies,
	draftCookie,
} from "#app/core/cookies.server.ts";
import { RateLimited, SessionEnded } from "#app/core/errors.ts";
import { routeError } from "#app/core/form.server.ts";
import { authenticatedContext, requestContext } from "./context.server.ts";

/**
 * Lets signed-in people in and sends others to sign in. The cookie's word is enough to begin with:
 * the page's statements leave together with the question whether the session lives, and nothing that
 * D1 answers, nor anything made from it, gets out unless it does. So it is with the user's quota: a
 * request beyond it does nothing and ends on an error page, 429.
 */
export const requireUser: MiddlewareFunction<Response> = async (
	{ request, url, context },
	next,
) => {
	const current = context.get(requestContext);
	const sent = isDraftable(request, url) ? (request.clone() as Request) : null;
	if (!current.sessionClaims) throw await signInFirst(url, sent, context);

	const { userId, timeZone } = current.sessionClaims;
	const charged = current.chargeQuota(userId);
	const session = current.account.sessions
		.validate(current.sessionClaims)
		.then((confirmed) => charged.then(() => confirmed));
	charged.catch(() => {});
	// A page without statements never asks; that is no unhandled rejection.
	session.catch(() => {});
	context.set(authenticatedContext, { session, userId, timeZone, db: current.openDb(session) });

	const response = await next();
	try {
		const { renewal } = await session;
		if (renewal) appendCookies(response.headers, renewal);
		return response;
	} catch (error) {
		if (error instanceof TimeZoneChanged) {
			current.movedTo = error;
			return response;
		}
		if (error instanceof RateLimited) throw routeError(error);
		if (!(error instanceof SessionEnded)) throw error;
		const away = await signInFirst(url, sent, context);
		// The secret of drafts stays, or is the one that has just been set.
		appendCookies(away.headers, ...deleteAccountCookies({ except: draftCookie }));
		return away;
	}
};

/** Only of such a request is a second copy in memory. */
function isDraftable(request: Request, url: URL) {
	const type = request.headers.get("content-type") ?? "";
	return (
		request.method === "POST" &&
		type.startsWith("application/x-www-form-urlencoded") &&
		mayKeepDraft(url.pathname)
	);
}

/**
 * To the sign-in page, and from there back to where they were going, or to what they had typed. As a
 * document of its own: the one that stands has the user's tasks in it.
 */
async function signInFirst(
	url: URL,
	sent: Request | null,
	context: Readonly<RouterContextProvider>,
): Promise<Response> {
	const signIn = (next: string) => `/signin?${new URLSearchParams({ next })}`;
	if (sent) {
		const { account, draftLimit, sessionClaims } = context.get(requestContext);
		const userId = sessionClaims?.userId ?? null;
		const draft = await keepDraft(
			{ db: account.db, now: account.now, limit: draftLimit, userId },
			{ url, headers: sent.headers, form: await sent.formData() },
		);
		if (draft) {
			const headers = cookieHeaders(draft.cookie);
			return redirectDocument(signIn(`/drafts/${draft.id}`), { headers });
		}
	}
	return redirectDocument(signIn(url.pathname + url.search));
}
