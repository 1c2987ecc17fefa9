import { createECDH } from "node:crypto";
import QuickLRU from "quick-lru";
import { signJwt } from "#app/auth/tokens/jwt.server.ts";

/** Who pushes, as push services know it (VAPID, RFC 8292). */

/** The public half of a P-256 key, uncompressed, in base64url: what browsers subscribe with. */
export function vapidPublicKey(privateKey: string): string {
	const pair = createECDH("prime256v1");
	pair.setPrivateKey(Buffer.from(privateKey, "base64url"));
	return pair.getPublicKey("base64url");
}

const TOKEN_SECONDS = 12 * 3600;
/** A token is used again for half its life: signing takes longer than the rest of a push. */
const REUSE_MS = (TOKEN_SECONDS / 2) * 1000;

const tokens = new QuickLRU<string, { token: string; until: number }>({ maxSize: 50 });

type VapidSender = {
	privateKey: string;
	/** Where to complain: a `mailto:` or `https:` URL. */
	contact: string;
	now: Date;
};

/** The `Authorization` that the push service of an endpoint takes from us. */
export async function vapidAuthorization(endpoint: string, sender: VapidSender): Promise<string> {
	const { privateKey, contact, now } = sender;
	const { origin } = new URL(endpoint);
	const name = `${origin} ${privateKey}`;
	let known = tokens.get(name);
	if (!known || known.until <= now.getTime()) {
		const expires = Math.floor(now.getTime() / 1000) + TOKEN_SECONDS;
		const claims = { aud: origin, exp: expires, sub: contact };
		const token = await signJwt({
			algorithm: "ES256",
			privateKey: pkcs8Of(privateKey),
			claims,
		});
		known = { token, until: now.getTime() + REUSE_MS };
		tokens.set(name, known);
	}
	return `vapid t=${known.token}, k=${vapidPublicKey(privateKey)}`;
}

/** RFC 5208 around RFC 5915: an EC key on P-256 of which only the private number is given. */
const PKCS8_START = "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";

function pkcs8Of(privateKey: string): Uint8Array {
	return Buffer.concat([Buffer.from(PKCS8_START, "hex"), Buffer.from(privateKey, "base64url")]);
}
