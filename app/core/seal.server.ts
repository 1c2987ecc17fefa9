/**
 * Secrets that D1 keeps and that have to be had back, sealed with AUTH_SECRET: whoever reads the
 * database alone gets nothing out of them.
 */

export type Seal = {
	/** What kind of thing is sealed: each has a key of its own. */
	purpose: string;
	/** The row's id, which is authenticated with it, so that rows cannot be swapped. */
	id: string;
	/** AUTH_SECRET. */
	secret: string;
};

const NONCE_BYTES = 12;

/** Seals bytes by AES-256-GCM, as base64url. */
export async function seal(bytes: Uint8Array<ArrayBuffer>, how: Seal): Promise<string> {
	const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
	const sealed = await crypto.subtle.encrypt(cipher(iv, how.id), await sealingKey(how), bytes);
	return Buffer.concat([iv, new Uint8Array(sealed)]).toString("base64url");
}

/** What was sealed, or null when it does not open: AUTH_SECRET has been replaced since. */
export async function unseal(sealed: string, how: Seal): Promise<Uint8Array<ArrayBuffer> | null> {
	const bytes = new Uint8Array(Buffer.from(sealed, "base64url"));
	const algorithm = cipher(bytes.slice(0, NONCE_BYTES), how.id);
	try {
		const key = await sealingKey(how);
		const opened = await crypto.subtle.decrypt(algorithm, key, bytes.slice(NONCE_BYTES));
		return new Uint8Array(opened);
	} catch (error) {
		// What WebCrypto throws when the tag does not match.
		if (error instanceof DOMException && error.name === "OperationError") return null;
		throw error;
	}
}

function cipher(iv: Uint8Array<ArrayBuffer>, id: string) {
	return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) };
}

/** HKDF (RFC 5869) gives each use of AUTH_SECRET a key of its own. */
async function sealingKey({ secret, purpose }: Seal): Promise<CryptoKey> {
	const bytes = new TextEncoder();
	const material = await crypto.subtle.importKey("raw", bytes.encode(secret), "HKDF", false, [
		"deriveKey",
	]);
	return crypto.subtle.deriveKey(
		{
			name: "HKDF",
			hash: "SHA-256",
			salt: new Uint8Array(),
			info: bytes.encode(`tend ${purpose} v1`),
		},
		material,
		{ name: "AES-GCM", length: 256 },
		false,
		["encrypt", "decrypt"],
	);
}
