/*
 * Encrypts with AUTH_SECRET what D1 keeps and the server has to read again (signing keys, webhook
 * secrets): whoever has a copy of the database alone cannot.
 */

export type SealOptions = {
	/** What kind of thing is sealed: each kind has a key of its own. */
	purpose: string;
	/** The row's id, which is authenticated with it, so that rows cannot be swapped. */
	id: string;
	/** AUTH_SECRET. */
	secret: string;
};

const NONCE_BYTES = 12;

/** Seals bytes by AES-256-GCM: nonce, ciphertext and tag in base64url. `unseal` takes the same options. */
export async function seal(bytes: Uint8Array<ArrayBuffer>, options: SealOptions): Promise<string> {
	const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
	const sealed = await crypto.subtle.encrypt(
		cipher(iv, options.id),
		await sealingKey(options),
		bytes,
	);
	return Buffer.concat([iv, new Uint8Array(sealed)]).toString("base64url");
}

/** The bytes that were sealed, or null when AUTH_SECRET has been replaced since. */
export async function unseal(
	sealed: string,
	options: SealOptions,
): Promise<Uint8Array<ArrayBuffer> | null> {
	const bytes = new Uint8Array(Buffer.from(sealed, "base64url"));
	const algorithm = cipher(bytes.slice(0, NONCE_BYTES), options.id);
	try {
		const key = await sealingKey(options);
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
async function sealingKey({ secret, purpose }: SealOptions): Promise<CryptoKey> {
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
