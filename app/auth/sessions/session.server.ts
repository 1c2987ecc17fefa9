import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Adapter, Lucia, TimeSpan } from "lucia";
import { AppError, SessionEnded } from "#app/core/errors.ts";
import {
	deleteExpiredSessions,
	deleteSession,
	deleteSessionsOf,
	extendSession,
	findSessionAndUser,
	insertSession,
} from "#db/accounts/accounts.server.ts";
import type { Db, Statement } from "#db/client.server.ts";
import type { User } from "#domain/user/user.ts";
import { remembered } from "./remembered.server.ts";

/**
 * Sessions, and the only module that knows Lucia (docs/decisions/001-lucia.md).
 *
 * The cookie says who its bearer is and in which time zone they live, under a MAC. So a request can
 * write its statements before D1 has answered; that the session still lives is asked in the same
 * batch. D1 knows sessions only by the SHA-256 of their ids.
 */

export type Credential = { sessionId: string; userId: string; timeZone: string };

export type Session = {
	/** The hashed id, under which the session is listed and revoked. */
	id: string;
	user: User;
	/** A `Set-Cookie` that should go out, because the session was prolonged or its user has moved. */
	renewal: string | null;
};

/** The session is good, but its user has moved to another time zone since the credential was made. */
export class MovedZone extends AppError {
	/** IANA name: where the user is. */
	readonly timeZone: string;
	constructor(timeZone: string) {
		// Seen by nobody, as long as the request is answered anew.
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

const LIFETIME = new TimeSpan(7, "d");

type SessionsOptions = { db: Db; secret: string; secure: boolean; now: Date };

export class Sessions {
	readonly #lucia: ReturnType<typeof createLucia>;
	readonly #secret: string;
	readonly #writes: Statement[] = [];

	constructor({ db, secret, secure, now }: SessionsOptions) {
		this.#secret = secret;
		this.#lucia = createLucia(new BatchingAdapter(db, this.#writes, now), secure);
	}

	/** What the request's session cookie claims, if it is one of ours; says nothing of its life. */
	readCredential(request: Request): Credential | null {
		const value = this.#lucia.readSessionCookie(request.headers.get("cookie") ?? "");
		return value === null ? null : unseal(value, this.#secret);
	}

	/**
	 * The session of a credential. Throws `SessionEnded` when it was revoked or has expired, and
	 * `MovedZone` when its statements were written for another zone.
	 */
	async validate(credential: Credential): Promise<Session> {
		const { session, user } = await this.#lucia.validateSession(lookUpKey(credential));
		if (!session) throw new SessionEnded();
		if (user.timeZone !== credential.timeZone) throw new MovedZone(user.timeZone);
		return {
			id: hash(credential.sessionId),
			user,
			renewal: session.fresh ? this.cookie(credential) : null,
		};
	}

	/** Starts a session under a new id; it exists once `writes` are written. */
	async start(user: Pick<User, "id" | "timeZone">, userAgent: string): Promise<Credential> {
		const { id } = await this.#lucia.createSession(user.id, { userAgent });
		return { sessionId: id, userId: user.id, timeZone: user.timeZone };
	}

	/** Ends a session; it is over once `writes` are written. */
	async end(credential: Credential): Promise<void> {
		await this.#lucia.invalidateSession(lookUpKey(credential));
	}

	/** Takes the statements that sessions need written, for the caller's own transaction. */
	takeWrites(): Statement[] {
		return this.#writes.splice(0);
	}

	cookie(credential: Credential): string {
		return this.#lucia.createSessionCookie(seal(credential, this.#secret)).serialize();
	}

	blankCookie(): string {
		return this.#lucia.createBlankSessionCookie().serialize();
	}
}

function createLucia(adapter: Adapter, secure: boolean) {
	return new Lucia(adapter, {
		sessionExpiresIn: LIFETIME,
		sessionCookie: {
			name: secure ? "__Host-session" : "session",
			attributes: { secure, sameSite: "lax", path: "/" },
		},
		getUserAttributes: (attributes) => attributes,
	});
}

/**
 * Lucia's way to D1. Reads go out at once. Writes wait in a list: those of a sign-in belong into one
 * transaction with its event, and prolonging a session should not hold up the page.
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
		const [sessionId, userId] = key.split(KEY_SEPARATOR) as [string, string];
		const row = await findSessionAndUser(this.#db, hash(sessionId), userId);
		if (!row) return [null, null];
		const { expiresAt, user } = row;
		const { id, ...attributes } = user;
		return [
			{ id: key, userId: id, expiresAt, attributes: { userAgent: "" } },
			{ id, attributes },
		];
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
		this.#writes.push(extendSession(this.#db, hashOfKey(key), expiresAt));
	}

	async deleteSession(key: string) {
		this.#writes.push(deleteSession(this.#db, hashOfKey(key)));
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

// Lucia looks sessions up by one string; ours are looked up by id and owner.
const KEY_SEPARATOR = ".";

function lookUpKey({ sessionId, userId }: Credential) {
	return sessionId + KEY_SEPARATOR + userId;
}

function hashOfKey(key: string) {
	return hash(key.split(KEY_SEPARATOR)[0] as string);
}

const hashOf = remembered((sessionId) => ({
	hash: createHash("sha256").update(sessionId).digest("hex"),
}));

function hash(sessionId: string) {
	return hashOf(sessionId, "")?.hash ?? "";
}

function seal({ sessionId, userId, timeZone }: Credential, secret: string) {
	const claims = [sessionId, userId, timeZone].join(KEY_SEPARATOR);
	return claims + KEY_SEPARATOR + mac(claims, secret);
}

const unseal = remembered((value, secret): Credential | null => {
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
