import type { Context } from "hono";
import {
	isSignedBy,
	knownPublicKey,
	readAccessToken,
} from "#app/auth/tokens/access-token.server.ts";
import {
	decodePersonalToken,
	PERSONAL_TOKEN_PREFIX,
} from "#app/auth/tokens/personal-token.server.ts";
import { cookieHeaders } from "#app/core/cookies.server.ts";
import { SessionEnded } from "#app/core/errors.ts";
import { findPersonalToken, findSignIn, touchPersonalToken } from "#db/accounts/tokens.server.ts";
import { transact } from "#db/client.server.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { crossSiteRefusal } from "#workers/http/security.ts";
import { connect } from "#workers/platform/databases.ts";
import type { ApiEnv, Credentials } from "./api-env.ts";
import { openSessions } from "./open-sessions.ts";

type ApiContext = Context<ApiEnv>;

const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;

/**
 * Reads the credentials of a request: a bearer token or else the session cookie; null when it has
 * neither. Throws `SessionEnded` when they cannot be good, an `AppError` 403 when another site made a
 * browser send the cookie.
 */
export async function readCredentials(c: ApiContext, now: Date): Promise<Credentials | null> {
	const authorization = c.req.header("authorization");
	if (authorization === undefined) return fromSession(c, now);
	const token = BEARER.exec(authorization)?.[1];
	if (!token) throw new SessionEnded();
	return token.startsWith(PERSONAL_TOKEN_PREFIX)
		? fromPersonalToken(c, token, now)
		: fromAccessToken(c, token, now);
}

/** The `iss` of tokens made here. */
export function issuerOf(c: ApiContext): string {
	return c.get("settings").APP_URL ?? new URL(c.req.url).origin;
}

async function fromAccessToken(c: ApiContext, text: string, now: Date): Promise<Credentials> {
	const token = readAccessToken(text, issuerOf(c), now);
	if (!token) throw new SessionEnded();
	const { sub: userId, sid, zoneinfo } = token.claims;
	const known = knownPublicKey(token.kid);
	const isGenuine = known !== null && (await isSignedBy(token, known));
	if (known && !isGenuine) throw new SessionEnded();
	return {
		userId,
		timeZone: zoneinfo,
		scopes: null,
		method: { kind: "access-token", signInId: sid },
		isGenuine,
		async confirm() {
			const db = c.get("connection").open();
			const row = await findSignIn(db, { id: sid, userId, kid: token.kid, now });
			if (!row || !(isGenuine || (await isSignedBy(token, row.publicJwk)))) {
				throw new SessionEnded();
			}
			return row.user;
		},
	};
}

function fromPersonalToken(c: ApiContext, text: string, now: Date): Credentials {
	const token = decodePersonalToken(text, c.get("settings").AUTH_SECRET);
	if (!token) throw new SessionEnded();
	const { userId, tokenId, timeZone, scopes } = token;
	return {
		userId,
		timeZone,
		scopes,
		method: { kind: "personal-token" },
		isGenuine: true,
		async confirm() {
			const row = await findPersonalToken(c.get("connection").open(), token, now);
			if (!row) throw new SessionEnded();
			if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= LAST_USE_PRECISION_MS) {
				// On a connection of its own: nobody waits for this trip.
				const db = connect(c.env, userId).open();
				c.executionCtx.waitUntil(touchPersonalToken(db, userId, tokenId, now).execute());
			}
			return row.user;
		},
	};
}

const LAST_USE_PRECISION_MS = MINUTE_MS;

/** Pages of this origin call the API with their cookie, which is why their origin is checked. */
function fromSession(c: ApiContext, now: Date): Credentials | null {
	const sessions = openSessions(c, now);
	const claims = sessions.readClaims(c.req.raw);
	if (!claims) return null;
	const refusal = crossSiteRefusal(c.req.raw, c.get("settings").APP_URL);
	if (refusal) throw refusal;
	const { userId, timeZone } = claims;
	return {
		userId,
		timeZone,
		scopes: null,
		method: { kind: "session", claims, sessions },
		isGenuine: true,
		async confirm(timeZone) {
			const current = { ...claims, timeZone };
			const { user, renewal } = await sessions.validate(current);
			if (renewal || claims.timeZone !== timeZone) {
				for (const [name, line] of cookieHeaders(sessions.cookie(current)))
					c.header(name, line, { append: true });
			}
			const writes = sessions.takeWrites();
			if (writes.length > 0) {
				c.executionCtx.waitUntil(transact(connect(c.env, userId).open(), writes));
			}
			return user;
		},
	};
}
