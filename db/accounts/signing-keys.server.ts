import { and, asc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { type Db, type ReturningStatement, returning } from "#db/client.server.ts";
import { signingKeys } from "#db/schema.ts";

export type NewSigningKey = typeof signingKeys.$inferInsert;

/** A key as it is stored: `sealedPrivateKey` opens with AUTH_SECRET. */
export type SealedSigningKey = { kid: string; sealedPrivateKey: string };

/**
 * The key that signs now, or undefined: the oldest that is not retired. So a new key is published for
 * a while before the one that it replaces retires and it signs itself.
 */
export async function findCurrentSigningKey(
	db: Db,
	now: Date,
): Promise<SealedSigningKey | undefined> {
	const [key] = await currentSigningKey(db, now);
	return key;
}

/** The same as a statement of a transaction. */
export function selectCurrentSigningKey(db: Db, now: Date): ReturningStatement<SealedSigningKey> {
	return returning(currentSigningKey(db, now), (row) => ({
		kid: String(row.kid),
		sealedPrivateKey: String(row.sealed_private_key),
	}));
}

function currentSigningKey(db: Db, now: Date) {
	return db
		.select({ kid: signingKeys.kid, sealedPrivateKey: signingKeys.sealedPrivateKey })
		.from(signingKeys)
		.where(or(isNull(signingKeys.retiredAt), gt(signingKeys.retiredAt, now)))
		.orderBy(asc(signingKeys.createdAt))
		.limit(1);
}

/** All public keys, the oldest first: also those of retired keys, whose tokens may still be valid, and of the next. */
export async function listPublicKeys(db: Db) {
	return db
		.select({ kid: signingKeys.kid, publicJwk: signingKeys.publicJwk })
		.from(signingKeys)
		.orderBy(asc(signingKeys.createdAt));
}

/** Adds a key unless there is one that is not to be retired: of two isolates at once, one adds its key. */
export function insertSigningKeyIfNone(db: Db, key: NewSigningKey) {
	const unretired = db
		.select({ kid: signingKeys.kid })
		.from(signingKeys)
		.where(isNull(signingKeys.retiredAt));
	return sql`insert into signing_keys (kid, public_jwk, sealed_private_key, created_at)
		select ${key.kid}, ${JSON.stringify(key.publicJwk)}, ${key.sealedPrivateKey},
			${key.createdAt.getTime()}
		where not exists ${unretired}`;
}

/** Has all keys retire at that time, except those whose retirement is set already. */
export function retireSigningKeys(db: Db, retiredAt: Date) {
	return db.update(signingKeys).set({ retiredAt }).where(isNull(signingKeys.retiredAt));
}

/** Has one key retire at that time. */
export function retireSigningKey(db: Db, kid: string, retiredAt: Date) {
	return db.update(signingKeys).set({ retiredAt }).where(eq(signingKeys.kid, kid));
}

/** Deletes the keys that retired before that time: no valid token is signed with them any more. */
export function deleteSigningKeysRetiredBefore(db: Db, time: Date) {
	return db
		.delete(signingKeys)
		.where(and(sql`${signingKeys.retiredAt} is not null`, lt(signingKeys.retiredAt, time)));
}
