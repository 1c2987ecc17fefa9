import { createJWT, type JWT, parseJWT } from "oslo/jwt";
import { z } from "zod";
import { newId } from "#app/core/id.server.ts";
import type { SigningKey } from "./signing-keys.server.ts";

/*
 * Access tokens: JSON Web Tokens (RFC 7519) in the manner of RFC 9068, signed with RS256. oslo writes
 * and takes them apart. Its validateJWT is not used: it allows no clock skew, and checks neither
 * issuer nor audience. What RFC 8725 asks for is checked here.
 */

export const ACCESS_TOKEN_SECONDS = 15 * 60;
/** How far the clocks of two machines may be apart. */
export const CLOCK_SKEW_SECONDS = 60;

const ALGORITHM = "RS256";

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

export type AccessClaims = z.output<typeof claimsSchema>;

export type Subject = { id: string; email: string; timeZone: string };

export async function createAccessToken(
	key: SigningKey,
	{ user, signInId, issuer, now }: { user: Subject; signInId: string; issuer: string; now: Date },
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
	return createJWT(ALGORITHM, key.privateKey, claims, { headers: { kid: key.kid } });
}

/** A token that says it is from here, for here, and of now. Nothing of that is proven. */
export type ClaimedToken = { kid: string; claims: AccessClaims; jwt: JWT };

/** Takes a token apart; null when it cannot be one of ours that is still good, whoever signed it. */
export function readAccessToken(token: string, issuer: string, now: Date): ClaimedToken | null {
	const jwt = parse(token);
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
export async function isSignedBy({ kid, jwt }: ClaimedToken, publicJwk: JsonWebKey) {
	const [header, payload, signature] = jwt.parts;
	return crypto.subtle.verify(
		"RSASSA-PKCS1-v1_5",
		await importKey(kid, publicJwk),
		Buffer.from(signature, "base64url"),
		new TextEncoder().encode(`${header}.${payload}`),
	);
}

type KnownKey = { publicJwk: JsonWebKey; key: CryptoKey };

const knownKeys = new Map<string, KnownKey>();
const KNOWN_KEYS_MAX = 16;

/** A public key that this isolate has seen in D1; it may have been withdrawn since. */
export function knownPublicKey(kid: string): JsonWebKey | null {
	return knownKeys.get(kid)?.publicJwk ?? null;
}

async function importKey(kid: string, publicJwk: JsonWebKey): Promise<CryptoKey> {
	const known = knownKeys.get(kid);
	if (known && known.publicJwk.n === publicJwk.n) return known.key;
	const key = await crypto.subtle.importKey(
		"jwk",
		publicJwk,
		{ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
		false,
		["verify"],
	);
	if (knownKeys.size >= KNOWN_KEYS_MAX) knownKeys.clear();
	knownKeys.set(kid, { publicJwk, key });
	return key;
}

function audienceOf(issuer: string) {
	return `${issuer}/api`;
}

/** oslo throws on what is not base64url or JSON. */
function parse(token: string): JWT | null {
	try {
		return parseJWT(token);
	} catch {
		return null;
	}
}
