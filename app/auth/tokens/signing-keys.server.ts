import { newId } from "#app/core/id.server.ts";
import { seal, unseal } from "#app/core/seal.server.ts";
import {
	findCurrentSigningKey,
	insertSigningKeyIfNone,
	type NewSigningKey,
	retireSigningKey,
	retireSigningKeys,
	type SealedSigningKey,
} from "#db/accounts/signing-keys.server.ts";
import { type Db, type Statement, transact } from "#db/client.server.ts";

/*
 * Keys that sign access tokens: RSA, 2048 bits (RFC 7518, section 3.3). They live in D1, so that all
 * isolates sign with the same; the private half is sealed with AUTH_SECRET, so that a copy of the
 * database signs nothing.
 */

/** How long verifiers may cache our list of public keys. A new key signs only after that long. */
export const JWKS_MAX_AGE_SECONDS = 300;

const SEALED = { purpose: "signing-keys" };

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** `privateKey` is in PKCS #8. */
export type SigningKey = { kid: string; privateKey: Uint8Array<ArrayBuffer> };

/** `secret` is AUTH_SECRET. */
type KeyOptions = { db: Db; secret: string; now: Date };

/**
 * The key to sign with, unsealed; creates the first one when there is none, and a new one when AUTH_SECRET
 * does not open it. `found` is the current key of D1, which the caller has read with a transaction of
 * its own. Throws when there is no key that AUTH_SECRET opens even then.
 */
export async function openSigningKey(
	{ db, secret, now }: KeyOptions,
	found: SealedSigningKey | undefined,
): Promise<SigningKey> {
	const key = found && (await open(found, secret));
	if (key) return key;
	// One that does not open was sealed with an AUTH_SECRET that has been replaced.
	const retirement: Statement[] = found ? [retireSigningKey(db, found.kid, now)] : [];
	await transact(db, [...retirement, insertSigningKeyIfNone(db, await newSigningKey(secret, now))]);
	const current = await findCurrentSigningKey(db, now);
	const made = current && (await open(current, secret));
	if (!made) throw new Error("There is no signing key that AUTH_SECRET opens.");
	return made;
}

/**
 * Adds a key and retires the others `JWKS_MAX_AGE_SECONDS` later, when every verifier can know the new
 * one. What the old ones have signed stays valid: they are published until the daily clean-up deletes
 * them, a day after they retired.
 */
export async function rotateSigningKeys({ db, secret, now }: KeyOptions): Promise<void> {
	await transact(db, rotationStatements(db, await newSigningKey(secret, now)));
}

/** The statements that add a new key and retire all others, for one transaction. */
function rotationStatements(db: Db, key: NewSigningKey): Statement[] {
	const retiredAt = new Date(key.createdAt.getTime() + JWKS_MAX_AGE_SECONDS * 1000);
	return [retireSigningKeys(db, retiredAt), insertSigningKeyIfNone(db, key)];
}

/** A new RSA key pair as D1 keeps it, the private half sealed with AUTH_SECRET (`secret`). */
export async function newSigningKey(secret: string, now: Date): Promise<NewSigningKey> {
	const pair = (await crypto.subtle.generateKey(
		{ ...RS256, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
		true,
		["sign", "verify"],
	)) as CryptoKeyPair;
	const kid = newId();
	const { n, e } = (await crypto.subtle.exportKey("jwk", pair.publicKey)) as JsonWebKey;
	const privateKey = (await crypto.subtle.exportKey("pkcs8", pair.privateKey)) as ArrayBuffer;
	return {
		kid,
		publicJwk: { kty: "RSA", n, e, alg: "RS256", use: "sig" },
		sealedPrivateKey: await seal(new Uint8Array(privateKey), { ...SEALED, id: kid, secret }),
		createdAt: now,
	};
}

async function open({ kid, sealedPrivateKey }: SealedSigningKey, secret: string) {
	const privateKey = await unseal(sealedPrivateKey, { ...SEALED, id: kid, secret });
	return privateKey && { kid, privateKey };
}
