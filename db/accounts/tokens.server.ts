import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { type Db, type ReturningStatement, returning, type Statement } from "#db/client.server.ts";
import { builder, prepared } from "#db/prepared.server.ts";
import { personalTokens, refreshTokens, signIns, signingKeys, users } from "#db/schema.ts";
import type { User } from "#domain/user/user.ts";
import { userColumns } from "./accounts.server.ts";

const at = sql.placeholder;

// No two columns may have one name here, since D1 answers a batch with objects.
const liveSignIn = prepared(() =>
	builder
		.select({ ...userColumns, publicJwk: signingKeys.publicJwk })
		.from(signIns)
		.innerJoin(users, eq(users.id, signIns.userId))
		.innerJoin(signingKeys, eq(signingKeys.kid, at("kid")))
		.where(
			and(
				eq(signIns.id, at("id")),
				eq(signIns.userId, at("userId")),
				gt(signIns.expiresAt, sql.param(at("now"), signIns.expiresAt)),
			),
		),
);

/** The claims of an access token that say what it depends on. */
type AccessTokenRef = {
	/** Of the sign-in. */
	id: string;
	userId: string;
	/** Of the key that signed the token. */
	kid: string;
	now: Date;
};

/**
 * What the check of an access token needs, in one statement: the user, and the public key of `kid`.
 * Null when the sign-in is not that user's, has expired or was revoked, or when there is no such key.
 */
export async function findSignIn(
	db: Db,
	token: AccessTokenRef,
): Promise<{ user: User; publicJwk: JsonWebKey } | null> {
	const [row] = await liveSignIn(db, token);
	if (!row) return null;
	const { publicJwk, ...user } = row;
	return { user, publicJwk };
}

type NewSignIn = typeof signIns.$inferInsert & { refreshTokenHash: string };

/** Statements of one transaction that write a program's sign-in and its first refresh token. */
export function insertSignIn(db: Db, { refreshTokenHash, ...signIn }: NewSignIn): Statement[] {
	const { id, createdAt, expiresAt } = signIn;
	return [
		db.insert(signIns).values(signIn),
		db.insert(refreshTokens).values({ id: refreshTokenHash, signInId: id, createdAt, expiresAt }),
	];
}

type Rotation = {
	usedHash: string;
	nextHash: string;
	now: Date;
	expiresAt: Date;
	/** How long after its start a sign-in ends at the latest. */
	longestMs: number;
};

/**
 * Statements of one transaction that exchange one refresh token for the next, by their hashes. Do
 * nothing when the token is unknown or has expired. A token that was used before ends its sign-in, and
 * with it all its tokens: RFC 9700, section 4.14.2.
 */
export function rotateRefreshToken(
	db: Db,
	{ usedHash, nextHash, now, expiresAt, longestMs }: Rotation,
): Statement[] {
	const family = (hash: string) =>
		db.select({ id: refreshTokens.signInId }).from(refreshTokens).where(eq(refreshTokens.id, hash));
	const reused = db
		.select({ id: refreshTokens.signInId })
		.from(refreshTokens)
		.where(and(eq(refreshTokens.id, usedHash), isNotNull(refreshTokens.usedAt)));
	const isUnused = and(
		eq(refreshTokens.id, usedHash),
		isNull(refreshTokens.usedAt),
		gt(refreshTokens.expiresAt, now),
	);
	const latest = sql`min(${expiresAt.getTime()}, sign_ins.created_at + ${longestMs})`;
	return [
		db.delete(signIns).where(inArray(signIns.id, reused)),
		sql`insert into refresh_tokens (id, sign_in_id, created_at, expires_at)
			select ${nextHash}, sign_in_id, ${now.getTime()}, ${latest}
			from refresh_tokens inner join sign_ins on sign_ins.id = sign_in_id where ${isUnused}`,
		db.update(refreshTokens).set({ usedAt: now }).where(isUnused),
		db
			.update(signIns)
			.set({ expiresAt: latest })
			.where(inArray(signIns.id, family(nextHash))),
		// Used ones are only kept for as long as they could be used again.
		db
			.delete(refreshTokens)
			.where(
				and(inArray(refreshTokens.signInId, family(nextHash)), lt(refreshTokens.expiresAt, now)),
			),
	];
}

/** Whom a refresh token signs in. `timeZone` is an IANA name. */
export type RefreshTokenOwner = { signInId: string; id: string; email: string; timeZone: string };

/** Selects the user and the sign-in of an unused refresh token; no row when there is none. */
export function selectRefreshTokenOwner(
	db: Db,
	hash: string,
): ReturningStatement<RefreshTokenOwner> {
	const select = db
		.select({
			signInId: refreshTokens.signInId,
			id: users.id,
			email: users.email,
			timeZone: users.timeZone,
		})
		.from(refreshTokens)
		.innerJoin(signIns, eq(signIns.id, refreshTokens.signInId))
		.innerJoin(users, eq(users.id, signIns.userId))
		.where(and(eq(refreshTokens.id, hash), isNull(refreshTokens.usedAt)));
	return returning(select, (row) => ({
		signInId: String(row.sign_in_id),
		id: String(row.id),
		email: String(row.email),
		timeZone: String(row.time_zone),
	}));
}

/** The sign-ins of the user's programs that have not expired, newest first. */
export async function listSignIns(db: Db, userId: string, now: Date) {
	return db
		.select({ id: signIns.id, userAgent: signIns.userAgent, createdAt: signIns.createdAt })
		.from(signIns)
		.where(and(eq(signIns.userId, userId), gt(signIns.expiresAt, now)))
		.orderBy(desc(signIns.createdAt));
}

/** Ends the user's sign-in of that id, and with it its refresh tokens. */
export function deleteSignIn(db: Db, userId: string, id: string) {
	return db.delete(signIns).where(and(eq(signIns.id, id), eq(signIns.userId, userId)));
}

/** Ends all sign-ins of the user. */
export function deleteSignInsOf(db: Db, userId: string) {
	return db.delete(signIns).where(eq(signIns.userId, userId));
}

/** Of all users. */
export function deleteExpiredSignIns(db: Db, now: Date) {
	return db.delete(signIns).where(lt(signIns.expiresAt, now));
}

const shown = {
	id: personalTokens.id,
	name: personalTokens.name,
	scopes: personalTokens.scopes,
	createdAt: personalTokens.createdAt,
	expiresAt: personalTokens.expiresAt,
	lastUsedAt: personalTokens.lastUsedAt,
};

/** The user's personal tokens, newest first. */
export async function listPersonalTokens(db: Db, userId: string) {
	return db
		.select(shown)
		.from(personalTokens)
		.where(eq(personalTokens.userId, userId))
		.orderBy(desc(personalTokens.createdAt), desc(personalTokens.id));
}

const livePersonalToken = prepared(() =>
	builder
		.select({ ...userColumns, lastUsedAt: personalTokens.lastUsedAt })
		.from(personalTokens)
		.innerJoin(users, eq(users.id, personalTokens.userId))
		.where(
			and(
				eq(personalTokens.id, at("tokenId")),
				eq(personalTokens.userId, at("userId")),
				eq(personalTokens.hash, at("hash")),
				or(
					isNull(personalTokens.expiresAt),
					gt(personalTokens.expiresAt, sql.param(at("now"), personalTokens.expiresAt)),
				),
			),
		),
);

/**
 * The user of a personal token, with when it was last used; null when the token was revoked, has
 * expired, or is not the one of that hash.
 */
export async function findPersonalToken(
	db: Db,
	token: { userId: string; tokenId: string; hash: string },
	now: Date,
): Promise<{ user: User; lastUsedAt: Date | null } | null> {
	const [row] = await livePersonalToken(db, { ...token, now });
	if (!row) return null;
	const { lastUsedAt, ...user } = row;
	return { user, lastUsedAt };
}

/** `hash` is the SHA-256 of the token in hex. */
export function insertPersonalToken(db: Db, token: typeof personalTokens.$inferInsert) {
	return db.insert(personalTokens).values(token);
}

/** Notes when the user's token was last used. */
export function touchPersonalToken(db: Db, userId: string, id: string, lastUsedAt: Date) {
	return db
		.update(personalTokens)
		.set({ lastUsedAt })
		.where(and(eq(personalTokens.id, id), eq(personalTokens.userId, userId)));
}

/** Revokes the user's token. */
export function deletePersonalToken(db: Db, userId: string, id: string) {
	return db
		.delete(personalTokens)
		.where(and(eq(personalTokens.id, id), eq(personalTokens.userId, userId)));
}

/** Revokes all personal tokens of the user. */
export function deletePersonalTokensOf(db: Db, userId: string) {
	return db.delete(personalTokens).where(eq(personalTokens.userId, userId));
}
