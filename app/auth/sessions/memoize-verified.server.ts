import QuickLRU from "quick-lru";

const MAX_ENTRIES = 1000;

/**
 * Memoizes the verification of a credential's MAC: `verify` takes the credential (a cookie, a token)
 * and the server's secret, and must be pure. A caller sends the same credential with each request, and
 * hashing costs more than all else that is done to it.
 *
 * Keeps at least the last 1000 credentials of one secret. A null is not kept, so forgeries push nobody out. It
 * says nothing of whether the credential was revoked.
 */
export function memoizeVerified<T extends object>(
	verify: (credential: string, secret: string) => T | null,
): typeof verify {
	const entries = new QuickLRU<string, T>({ maxSize: MAX_ENTRIES });
	let entriesSecret: string | null = null;
	return (credential, secret) => {
		if (secret !== entriesSecret) entries.clear();
		entriesSecret = secret;
		const before = entries.get(credential);
		if (before) return before;
		const result = verify(credential, secret);
		if (result) entries.set(credential, result);
		return result;
	};
}
