import type { Context } from "hono";
import { type Credential, Sessions } from "#app/auth/sessions/session.server.ts";
import {
	isSignedBy,
	knownPublicKey,
	readAccessToken,
} from "#app/auth/tokens/access-token.server.ts";
import {
	decodePersonalToken,
	PERSONAL_TOKEN_PREFIX,
	type TokenScope,
} from "#app/auth/tokens/personal-token.server.ts";
import { SessionEnded } from "#app/core/errors.ts";
import { findPersonalToken, findSignIn, touchPersonalToken } from "#db/accounts/tokens.server.ts";
import { transact } from "#db/client.server.ts";
import type { User } from "#domain/user/user.ts";
import type { ApiEnv } from "#workers/http/api-env.ts";
import { crossSiteRefusal, isHttps } from "#workers/http/security.ts";
import { connect } from "#workers/platform/databases.ts";

/** What a credential says of its bearer. */
export type Claim = {
	userId: string;
	/** IANA name: where the user was when the credential was made. */
	timeZone: string;
	/** Null: all that the user may do. */
	scopes: readonly TokenScope[] | null;
	means:
		| { kind: "access-token"; signInId: string }
		| { kind: "personal-token" }
		| { kind: "session"; credential: Credential; sessions: Sessions };
	/** Whether it is known already that it was us who made it. */
	isGenuine: boolean;
	/**
	 * Asks D1, with whatever else is asked then. Rejects with `SessionEnded` when it has ended, and
	 * may with `TimeZoneChanged` when the user is in another zone than that.
	 */
	confirm(timeZone: string): Promise<User>;
};

/** The claim of a request's credential, with its user once D1 has confirmed it. */
export type Caller = Claim & { user: Promise<User> };

type ApiContext = Context<ApiEnv>;

const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;

/**
 * What the request's credential claims; null when it has none. Throws `SessionEnded` when it has one
 * that cannot be good, `AppError` 403 when another site made a browser send it.
 */
export async function readClaim(c: ApiContext, now: Date): Promise<Claim | null> {
	const authorization = c.req.header("authorization");
	if (authorization === undefined) return readSession(c, now);
	const token = BEARER.exec(authorization)?.[1];
	if (!token) throw new SessionEnded();
	return token.startsWith(PERSONAL_TOKEN_PREFIX)
		? claimOfPersonalToken(c, token, now)
		: claimOfAccessToken(c, token, now);
}

/** The `iss` of tokens made here. */
export function issuerOf(c: ApiContext): string {
	return c.get("settings").APP_URL ?? new URL(c.req.url).origin;
}

async function claimOfAccessToken(c: ApiContext, text: string, now: Date): Promise<Claim> {
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
		means: { kind: "access-token", signInId: sid },
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

function claimOfPersonalToken(c: ApiContext, text: string, now: Date): Claim {
	const token = decodePersonalToken(text, c.get("settings").AUTH_SECRET);
	if (!token) throw new SessionEnded();
	const { userId, tokenId, timeZone, scopes } = token;
	return {
		userId,
		timeZone,
		scopes,
		means: { kind: "personal-token" },
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

const LAST_USE_PRECISION_MS = 60_000;

/** Pages of this origin call the API with their cookie, which is why their origin is checked. */
function readSession(c: ApiContext, now: Date): Claim | null {
	const { APP_URL, AUTH_SECRET } = c.get("settings");
	const sessions = new Sessions({
		db: c.get("connection").open(),
		secret: AUTH_SECRET,
		secure: isHttps(c.req.raw, APP_URL),
		now,
	});
	const credential = sessions.readCredential(c.req.raw);
	if (!credential) return null;
	const refusal = crossSiteRefusal(c.req.raw, APP_URL);
	if (refusal) throw refusal;
	const { userId, timeZone } = credential;
	return {
		userId,
		timeZone,
		scopes: null,
		means: { kind: "session", credential, sessions },
		isGenuine: true,
		async confirm(timeZone) {
			const current = { ...credential, timeZone };
			const { user, renewal } = await sessions.validate(current);
			if (renewal || credential.timeZone !== timeZone) {
				c.header("set-cookie", sessions.cookie(current), { append: true });
			}
			const writes = sessions.takeWrites();
			if (writes.length > 0) {
				c.executionCtx.waitUntil(transact(connect(c.env, userId).open(), writes));
			}
			return user;
		},
	};
}
