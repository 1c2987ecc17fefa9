import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { Db, Statement } from "#db/client.server.ts";
import { builder, prepared } from "#db/prepared.server.ts";
import { personalTokens, refreshTokens, signIns, signingKeys, users } from "#db/schema.ts";

const at = sql.placeholder;

const user = {
	userId: users.id,
	email: users.email,
	name: users.name,
	timeZone: users.timeZone,
	theme: users.theme,
	weekStart: users.weekStart,
	hourCycle: users.hourCycle,
	deleteAfter: users.deleteAfter,
	createdAt: users.createdAt,
};

// No two columns may have one name here, since D1 answers a batch with objects.
const liveSignIn = prepared(() =>
	builder
		.select({ ...user, publicJwk: signingKeys.publicJwk })
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

/**
 * All that an access token stands on: the sign-in, if it is that user's and still lives, its user,
 * and the public key of that id.
 */
export async function findSignIn(
	db: Db,
	asked: { id: string; userId: string; kid: string; now: Date },
) {
	const [row] = await liveSignIn(db, asked);
	return row;
}

type NewSignIn = typeof signIns.$inferInsert & { refreshTokenHash: string };

export function insertSignIn(db: Db, { refreshTokenHash, ...signIn }: NewSignIn): Statement[] {
	const { id, createdAt, expiresAt } = signIn;
	return [
		db.insert(signIns).values(signIn),
		db.insert(refreshTokens).values({ id: refreshTokenHash, signInId: id, createdAt, expiresAt }),
	];
}

type Exchange = { usedHash: string; nextHash: string; now: Date; expiresAt: Date };

/**
 * Statements that give one refresh token for another, for one transaction, in which the first to
 * come wins. A token that had been used before ends its sign-in instead, which takes all tokens of
 * it along: RFC 9700, section 4.14.2.
 */
export function exchangeRefreshToken(
	db: Db,
	{ usedHash, nextHash, now, expiresAt }: Exchange,
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
	return [
		db.delete(signIns).where(inArray(signIns.id, reused)),
		sql`insert into refresh_tokens (id, sign_in_id, created_at, expires_at)
			select ${nextHash}, sign_in_id, ${now.getTime()}, ${expiresAt.getTime()}
			from refresh_tokens where ${isUnused}`,
		db.update(refreshTokens).set({ usedAt: now }).where(isUnused),
		db
			.update(signIns)
			.set({ expiresAt })
			.where(inArray(signIns.id, family(nextHash))),
		// Used ones are only kept for as long as they could be used again.
		db
			.delete(refreshTokens)
			.where(
				and(inArray(refreshTokens.signInId, family(nextHash)), lt(refreshTokens.expiresAt, now)),
			),
	];
}

/** The sign-in and the user of a refresh token that has not been used. */
export function findRefreshToken(db: Db, hash: string) {
	return db
		.select({ signInId: refreshTokens.signInId, ...user })
		.from(refreshTokens)
		.innerJoin(signIns, eq(signIns.id, refreshTokens.signInId))
		.innerJoin(users, eq(users.id, signIns.userId))
		.where(and(eq(refreshTokens.id, hash), isNull(refreshTokens.usedAt)));
}

/** The sign-ins of the user's programs that have not expired, newest first. */
export async function listSignIns(db: Db, userId: string, now: Date) {
	return db
		.select({ id: signIns.id, userAgent: signIns.userAgent, createdAt: signIns.createdAt })
		.from(signIns)
		.where(and(eq(signIns.userId, userId), gt(signIns.expiresAt, now)))
		.orderBy(desc(signIns.createdAt));
}

export function deleteSignIn(db: Db, userId: string, id: string) {
	return db.delete(signIns).where(and(eq(signIns.id, id), eq(signIns.userId, userId)));
}

export function deleteSignInsOf(db: Db, userId: string) {
	return db.delete(signIns).where(eq(signIns.userId, userId));
}

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
		.select({ ...user, lastUsedAt: personalTokens.lastUsedAt })
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

/** The user of a personal token that has not expired, with when it was last used. */
export async function findPersonalToken(
	db: Db,
	token: { userId: string; tokenId: string; hash: string },
	now: Date,
) {
	const [row] = await livePersonalToken(db, { ...token, now });
	return row;
}

export function insertPersonalToken(db: Db, token: typeof personalTokens.$inferInsert) {
	return db.insert(personalTokens).values(token);
}

export function touchPersonalToken(db: Db, userId: string, id: string, lastUsedAt: Date) {
	return db
		.update(personalTokens)
		.set({ lastUsedAt })
		.where(and(eq(personalTokens.id, id), eq(personalTokens.userId, userId)));
}

export function deletePersonalToken(db: Db, userId: string, id: string) {
	return db
		.delete(personalTokens)
		.where(and(eq(personalTokens.id, id), eq(personalTokens.userId, userId)));
}
