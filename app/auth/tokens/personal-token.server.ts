import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parse, stringify } from "uuid";
import { memoizeVerified } from "#app/auth/sessions/memoize-verified.server.ts";
import { TOKEN_SCOPES, type TokenScope } from "#domain/user/token-scope.ts";

/*
 * Personal tokens, `tend_…`, which users make for scripts of theirs. A token is, in base64url: a bit
 * for each scope, the user's id, the id of its row, 20 random bytes, the time zone, and a MAC of all
 * that by AUTH_SECRET. So statements can be built, and a request that its scopes do not cover refused,
 * before D1 has answered. D1 knows the SHA-256 of the token.
 */

/** What a token with the right MAC claims. It may have been revoked or have expired. */
export type PersonalTokenClaims = {
	userId: string;
	tokenId: string;
	scopes: TokenScope[];
	/** IANA name of the user's zone when it was made. */
	timeZone: string;
	/** SHA-256 of the token in hex. */
	hash: string;
};

export const PERSONAL_TOKEN_PREFIX = "tend_";
const UUID_BYTES = 16;
const RANDOM_BYTES = 20;
/** After these comes the time zone, whose length varies. */
const FIXED_BYTES = 1 + 2 * UUID_BYTES + RANDOM_BYTES;
const MAC_BYTES = 16;

/**
 * A new token with those claims and its hash, which is what D1 keeps. `secret` is AUTH_SECRET. Two calls
 * make two tokens.
 */
export function encodePersonalToken(
	{ userId, tokenId, scopes, timeZone }: Omit<PersonalTokenClaims, "hash">,
	secret: string,
) {
	const bits = scopes.reduce((sum, scope) => sum | (1 << TOKEN_SCOPES.indexOf(scope)), 0);
	const claims = Buffer.concat([
		Buffer.from([bits]),
		parse(userId),
		parse(tokenId),
		randomBytes(RANDOM_BYTES),
		Buffer.from(timeZone),
	]);
	const bytes = Buffer.concat([claims, mac(claims, secret)]);
	const token = PERSONAL_TOKEN_PREFIX + bytes.toString("base64url");
	return { token, hash: hashToken(token) };
}

/**
 * What a token claims, or null when its MAC is wrong. `token` starts with `PERSONAL_TOKEN_PREFIX`;
 * `secret` is AUTH_SECRET. Whether it was revoked or has expired only D1 knows.
 */
export const decodePersonalToken = memoizeVerified((token, secret): PersonalTokenClaims | null => {
	const bytes = Buffer.from(token.slice(PERSONAL_TOKEN_PREFIX.length), "base64url");
	if (bytes.length <= FIXED_BYTES + MAC_BYTES) return null;
	const claims = bytes.subarray(0, -MAC_BYTES);
	if (!timingSafeEqual(bytes.subarray(-MAC_BYTES), mac(claims, secret))) return null;
	const [bits = 0] = claims;
	return {
		userId: stringify(claims, 1),
		tokenId: stringify(claims, 1 + UUID_BYTES),
		scopes: TOKEN_SCOPES.filter((_, index) => bits & (1 << index)),
		timeZone: claims.subarray(FIXED_BYTES).toString(),
		hash: hashToken(token),
	};
});

/**
 * SHA-256 in hex, as D1 keeps tokens: whoever reads the database cannot use them. They are random, so
 * no salt is needed.
 */
export function hashToken(token: string): string {
	return createHash("sha256").update(token).digest("hex");
}

function mac(claims: Uint8Array, secret: string) {
	const whole = createHmac("sha256", secret).update("personal-token\n").update(claims).digest();
	return whole.subarray(0, MAC_BYTES);
}
