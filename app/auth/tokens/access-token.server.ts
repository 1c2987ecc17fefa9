import QuickLRU from "quick-lru";
import { z } from "zod";
import { newId } from "#app/core/id.server.ts";
import {
	importRs256Key,
	type JwtAlgorithm,
	parseJwt,
	signJwt,
	type UnverifiedJwt,
	verifyRs256,
} from "./jwt.server.ts";
import type { SigningKey } from "./signing-keys.server.ts";

/*
 * Access tokens: JSON Web Tokens in the manner of RFC 9068, signed with RS256. What RFC 8725 asks
 * for is checked here.
 */

export const ACCESS_TOKEN_SECONDS = 15 * 60;
/** How far the clocks of two machines may be apart. */
const CLOCK_SKEW_SECONDS = 60;

const ALGORITHM: JwtAlgorithm = "RS256";

const claimsSchema = z.object({
	iss: z.string(),
	aud: z.string(),
	/** The user's id. */
	sub: z.string().max(64),
	/** The sign-in that it belongs to. */
	sid: z.string().max(64),
	iat: z.number(),
	exp: z.number(),
	jti: z.string(),
	/** IANA name, OpenID Connect's claim: where the user was when it was made. */
	zoneinfo: z.string().max(64),
});

const headerSchema = z.object({ kid: z.string().max(64), crit: z.undefined().optional() });

type AccessClaims = z.output<typeof claimsSchema>;

/** The user that a token is made for. `timeZone` is an IANA name. */
export type TokenUser = { id: string; email: string; timeZone: string };

type AccessTokenOptions = {
	user: TokenUser;
	signInId: string;
	/** This server's public origin; the API under it is the audience. */
	issuer: string;
	now: Date;
};

/** A signed access token, good for `ACCESS_TOKEN_SECONDS` from `now`. */
export async function createAccessToken(
	key: SigningKey,
	{ user, signInId, issuer, now }: AccessTokenOptions,
): Promise<string> {
	const issuedAt = Math.floor(now.getTime() / 1000);
	const claims = {
		iss: issuer,
		aud: audienceOf(issuer),
		sub: user.id,
		email: user.email,
		sid: signInId,
		iat: issuedAt,
		exp: issuedAt + ACCESS_TOKEN_SECONDS,
		jti: newId(),
		zoneinfo: user.timeZone,
	};
	return signJwt({
		algorithm: ALGORITHM,
		privateKey: key.privateKey,
		claims,
		header: { kid: key.kid },
	});
}

/** A token whose claims name this server as issuer and audience, and the present. Not verified yet. */
export type ClaimedAccessToken = { kid: string; claims: AccessClaims; jwt: UnverifiedJwt };

/** Parses a token and checks its claims, not its signature; null when it cannot be valid at `now`. */
export function readAccessToken(
	token: string,
	issuer: string,
	now: Date,
): ClaimedAccessToken | null {
	const jwt = parseJwt(token);
	// Never the token's choice (RFC 8725, section 3.1).
	if (jwt?.algorithm !== ALGORITHM) return null;
	const header = headerSchema.safeParse(jwt.header);
	const payload = claimsSchema.safeParse(jwt.payload);
	if (!header.success || !payload.success) return null;
	const claims = payload.data;
	const seconds = now.getTime() / 1000;
	if (claims.iss !== issuer || claims.aud !== audienceOf(issuer)) return null;
	if (seconds >= claims.exp + CLOCK_SKEW_SECONDS) return null;
	if (seconds < claims.iat - CLOCK_SKEW_SECONDS) return null;
	return { kid: header.data.kid, claims, jwt };
}

/** Whether the token was signed by the private half of that public key. */
export async function isSignedBy({ kid, jwt }: ClaimedAccessToken, publicJwk: JsonWebKey) {
	return verifyRs256(jwt, await importKey(kid, publicJwk));
}

type KnownKey = { publicJwk: JsonWebKey; key: CryptoKey };

const knownKeys = new QuickLRU<string, KnownKey>({ maxSize: 16 });

/** A public key that this isolate has read from D1, or null; it may have been deleted there since. */
export function knownPublicKey(kid: string): JsonWebKey | null {
	return knownKeys.get(kid)?.publicJwk ?? null;
}

async function importKey(kid: string, publicJwk: JsonWebKey): Promise<CryptoKey> {
	const known = knownKeys.get(kid);
	if (known && known.publicJwk.n === publicJwk.n) return known.key;
	const key = await importRs256Key(publicJwk);
	knownKeys.set(kid, { publicJwk, key });
	return key;
}

function audienceOf(issuer: string) {
	return `${issuer}/api`;
}
