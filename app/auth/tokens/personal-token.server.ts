import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parse, stringify } from "uuid";
import { remembered } from "#app/auth/sessions/remembered.server.ts";
import { TOKEN_SCOPES } from "#db/schema.ts";

/*
 * Personal tokens, `tend_…`: what a person makes for a script of theirs. A token names its user, its
 * row, its scopes and a time zone under a MAC, so that statements can be built, and a request that it does not
 * cover be refused, before D1 has answered. The rest is random; D1 knows its SHA-256.
 */

export type TokenScope = (typeof TOKEN_SCOPES)[number];

export type ClaimedPersonalToken = {
	userId: string;
	tokenId: string;
	scopes: TokenScope[];
	/** IANA name: where the user was when it was made. */
	timeZone: string;
	hash: string;
};

export const PERSONAL_TOKEN_PREFIX = "tend_";
const UUID_BYTES = 16;
const RANDOM_BYTES = 20;
/** After these comes the time zone, as long as it is. */
const FIXED_BYTES = 1 + 2 * UUID_BYTES + RANDOM_BYTES;
const MAC_BYTES = 16;

export function createPersonalToken(
	{ userId, tokenId, scopes, timeZone }: Omit<ClaimedPersonalToken, "hash">,
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

/** What a token claims, if it is one of ours; says nothing of its life. */
export const readPersonalToken = remembered((token, secret): ClaimedPersonalToken | null => {
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

/** How D1 knows tokens: whoever reads it cannot use them. They are random, so no salt is needed. */
export function hashToken(token: string): string {
	return createHash("sha256").update(token).digest("hex");
}

function mac(claims: Uint8Array, secret: string) {
	const whole = createHmac("sha256", secret).update("personal-token\n").update(claims).digest();
	return whole.subarray(0, MAC_BYTES);
}
