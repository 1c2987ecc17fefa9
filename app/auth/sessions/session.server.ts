import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Adapter, Lucia, TimeSpan } from "lucia";
import { sessionCookie } from "#app/core/cookies.server.ts";
import { AppError, SessionEnded } from "#app/core/errors.ts";
import {
	deleteExpiredSessions,
	deleteSessionOf,
	deleteSessionsOf,
	extendSession,
	findSessionAndUser,
	insertSession,
} from "#db/accounts/accounts.server.ts";
import type { Db, Statement } from "#db/client.server.ts";
import type { User } from "#domain/user/user.ts";
import { LONGEST_SIGN_IN_MS, SIGN_IN_MS } from "./lifetimes.ts";
import { memoizeVerified } from "./memoize-verified.server.ts";

/**
 * Sessions, and the only module that knows Lucia (docs/decisions/001-lucia.md).
 *
 * The cookie names its user and their time zone, under a MAC. So a request can build its statements
 * before D1 has answered; whether the session was revoked is asked in the same batch. D1 knows sessions
 * only by the SHA-256 of their ids.
 */

/** What a session cookie claims. `sessionId` is the unhashed id; `timeZone` is an IANA name. */
export type SessionClaims = { sessionId: string; userId: string; timeZone: string };

export type Session = {
	/** The hashed id, under which the session is listed and revoked. */
	id: string;
	user: User;
	/** A `Set-Cookie` for the response, because the session was extended; or null. */
	renewal: string | null;
};

/**
 * The session is valid, but its user has changed their time zone since the cookie was made: statements
 * that were built for the old zone do not count, and the request is handled again with the new one.
 */
export class TimeZoneChanged extends AppError {
	/** IANA name of the new zone. */
	readonly timeZone: string;
	constructor(timeZone: string) {
		// Nobody sees it, as long as the request is handled again.
		super("Your time zone was changed just now. Try again.", { status: 503, code: "moved-zone" });
		this.timeZone = timeZone;
	}
}

type SessionAttributes = { userAgent: string };

declare module "lucia" {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		DatabaseSessionAttributes: SessionAttributes;
		DatabaseUserAttributes: Omit<User, "id">;
	}
}

const LIFETIME = new TimeSpan(SIGN_IN_MS, "ms");

type SessionsOptions = { db: Db; secret: string; now: Date };

export class Sessions {
	readonly #lucia: ReturnType<typeof createLucia>;
	readonly #secret: string;
	readonly #writes: Statement[] = [];

	constructor({ db, secret, now }: SessionsOptions) {
		this.#secret = secret;
		this.#lucia = createLucia(new BatchingAdapter(db, this.#writes, now));
	}

	/** What the request's session cookie claims, if its MAC is right; else null. It may be revoked. */
	readClaims(request: Request): SessionClaims | null {
		const value = sessionCookie.read(request.headers);
		return value === null ? null : decodeClaims(value, this.#secret);
	}

	/**
	 * The session that `claims` names. Throws `SessionEnded` when it was revoked or has expired, and
	 * `TimeZoneChanged` when its user is in another zone than the claims say.
	 */
	async validate(claims: SessionClaims): Promise<Session> {
		const { session, user } = await this.#lucia.validateSession(luciaKey(claims));
		if (!session) throw new SessionEnded();
		if (user.timeZone !== claims.timeZone) throw new TimeZoneChanged(user.timeZone);
		return {
			id: sessionIdOf(claims),
			user,
			renewal: session.fresh ? this.cookie(claims) : null,
		};
	}

	/** Starts a session under a new id; it exists once `takeWrites` has been written. */
	async start(user: Pick<User, "id" | "timeZone">, userAgent: string): Promise<SessionClaims> {
		const { id } = await this.#lucia.createSession(user.id, { userAgent });
		return { sessionId: id, userId: user.id, timeZone: user.timeZone };
	}

	/** Ends a session; it is over once `takeWrites` has been written. */
	async end(claims: SessionClaims): Promise<void> {
		await this.#lucia.invalidateSession(luciaKey(claims));
	}

	/** The statements that are to be written so far, once: for the caller's own transaction. */
	takeWrites(): Statement[] {
		return this.#writes.splice(0);
	}

	/** The `Set-Cookie` for these claims. */
	cookie(claims: SessionClaims): string {
		return sessionCookie.set(encodeClaims(claims, this.#secret));
	}
}

function createLucia(adapter: Adapter) {
	return new Lucia(adapter, {
		sessionExpiresIn: LIFETIME,
		getUserAttributes: (attributes) => attributes,
	});
}

/**
 * Lucia's adapter to D1. Reads are sent at once. Writes are collected for `takeWrites`: those of a
 * sign-in belong into one transaction with its event, and extending a session should not delay the
 * page.
 */
class BatchingAdapter implements Adapter {
	readonly #db: Db;
	readonly #writes: Statement[];
	readonly #now: Date;

	constructor(db: Db, writes: Statement[], now: Date) {
		this.#db = db;
		this.#writes = writes;
		this.#now = now;
	}

	async getSessionAndUser(key: string): ReturnType<Adapter["getSessionAndUser"]> {
		const { userId, id: hashedId } = hashedKey(key);
		const row = await findSessionAndUser(this.#db, hashedId, userId);
		if (!row) return [null, null];
		const { id, ...attributes } = row.user;
		return [
			{ id: key, userId: id, expiresAt: this.#expiryOf(row), attributes: { userAgent: "" } },
			{ id, attributes },
		];
	}

	/**
	 * When a session expires, for Lucia, which would extend one without end. One that nothing extends any
	 * further looks as if it had just been extended, so that Lucia does not try with each request.
	 */
	#expiryOf({ startedAt, expiresAt }: { startedAt: Date; expiresAt: Date }): Date {
		const now = this.#now.getTime();
		const last = startedAt.getTime() + LONGEST_SIGN_IN_MS;
		if (last <= now) return new Date(last);
		const isLast = expiresAt.getTime() >= last;
		return isLast ? new Date(now + SIGN_IN_MS) : expiresAt;
	}

	async setSession(session: Parameters<Adapter["setSession"]>[0]) {
		this.#writes.push(
			insertSession(this.#db, {
				id: hash(session.id),
				userId: session.userId,
				userAgent: session.attributes.userAgent,
				createdAt: this.#now,
				expiresAt: session.expiresAt,
			}),
		);
	}

	async updateSessionExpiration(key: string, expiresAt: Date) {
		const { userId, id } = hashedKey(key);
		const longestMs = LONGEST_SIGN_IN_MS;
		this.#writes.push(extendSession(this.#db, { userId, id, expiresAt, longestMs }));
	}

	async deleteSession(key: string) {
		const { userId, id } = hashedKey(key);
		this.#writes.push(deleteSessionOf(this.#db, userId, id));
	}

	async deleteUserSessions(userId: string) {
		this.#writes.push(deleteSessionsOf(this.#db, userId));
	}

	async deleteExpiredSessions() {
		this.#writes.push(deleteExpiredSessions(this.#db, this.#now));
	}

	async getUserSessions(): Promise<never> {
		throw new Error("Sessions are listed by db/accounts/accounts.server.ts.");
	}
}

/** The hashed id of the session that claims name, under which D1 knows it. */
export function sessionIdOf({ sessionId }: SessionClaims): string {
	return hash(sessionId);
}

// Lucia looks sessions up by one string; ours are looked up by id and owner.
const KEY_SEPARATOR = ".";

function luciaKey({ sessionId, userId }: SessionClaims) {
	return sessionId + KEY_SEPARATOR + userId;
}

function hashedKey(key: string) {
	const [sessionId, userId] = key.split(KEY_SEPARATOR) as [string, string];
	return { userId, id: hash(sessionId) };
}

const hashOf = memoizeVerified((sessionId) => ({
	hash: createHash("sha256").update(sessionId).digest("hex"),
}));

function hash(sessionId: string) {
	return hashOf(sessionId, "")?.hash ?? "";
}

function encodeClaims({ sessionId, userId, timeZone }: SessionClaims, secret: string) {
	const claims = [sessionId, userId, timeZone].join(KEY_SEPARATOR);
	return claims + KEY_SEPARATOR + mac(claims, secret);
}

const decodeClaims = memoizeVerified((value, secret): SessionClaims | null => {
	const end = value.lastIndexOf(KEY_SEPARATOR);
	const claims = value.slice(0, Math.max(end, 0));
	const [sessionId, userId, timeZone] = claims.split(KEY_SEPARATOR);
	if (!sessionId || !userId || !timeZone) return null;
	const given = Buffer.from(value.slice(end + 1));
	const expected = Buffer.from(mac(claims, secret));
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
	return { sessionId, userId, timeZone };
});

function mac(claims: string, secret: string) {
	return createHmac("sha256", secret).update(`session-cookie\n${claims}`).digest("base64url");
}
