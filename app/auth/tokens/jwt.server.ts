import { createJWT, parseJWT } from "oslo/jwt";

/**
 * JSON Web Tokens (RFC 7519), and the only module that knows oslo. oslo's validateJWT is not used: it
 * allows no clock skew, and checks neither issuer nor audience.
 */

/** RS256: RSASSA-PKCS1-v1_5; ES256: ECDSA on P-256; both with SHA-256 (RFC 7518, section 3.1). */
export type JwtAlgorithm = "RS256" | "ES256";

type JwtOptions = {
	algorithm: JwtAlgorithm;
	/** In PKCS #8. */
	privateKey: Uint8Array;
	/** NumericDates in seconds. */
	claims: Record<string, unknown>;
	/** Beside `alg` and `typ`. */
	header?: Record<string, unknown>;
};

/** A signed token in the compact form of RFC 7515. */
export function signJwt({ algorithm, privateKey, claims, header }: JwtOptions): Promise<string> {
	return createJWT(algorithm, privateKey, claims, header && { headers: header });
}

/** A token taken apart. Nothing of it is proven before `verifyRs256`. */
export type UnverifiedJwt = {
	/** What the header says: not to be trusted with the choice (RFC 8725, section 3.1). */
	algorithm: string;
	header: object;
	payload: object;
	/** Header and payload as they were signed. */
	signingInput: string;
	/** In base64url. */
	signature: string;
};

/** Takes a token apart; null when it is not of the compact form, base64url and JSON. */
export function parseJwt(token: string): UnverifiedJwt | null {
	try {
		const jwt = parseJWT(token);
		if (!jwt) return null;
		const { algorithm, header, payload, parts } = jwt;
		const [encodedHeader, encodedPayload, signature] = parts;
		return {
			algorithm,
			header,
			payload,
			signingInput: `${encodedHeader}.${encodedPayload}`,
			signature,
		};
	} catch {
		// oslo throws on what is not base64url or JSON.
		return null;
	}
}

const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** A public RSA key for `verifyRs256`. */
export function importRs256Key(publicJwk: JsonWebKey): Promise<CryptoKey> {
	return crypto.subtle.importKey("jwk", publicJwk, RS256, false, ["verify"]);
}

/** Whether the private half of that key has signed the token. */
export function verifyRs256(jwt: UnverifiedJwt, publicKey: CryptoKey): Promise<boolean> {
	return crypto.subtle.verify(
		RS256.name,
		publicKey,
		Buffer.from(jwt.signature, "base64url"),
		new TextEncoder().encode(jwt.signingInput),
	);
}
