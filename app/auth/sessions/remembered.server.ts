const REMEMBERED_MAX = 1000;

/**
 * `read` of a credential and the server's secret, which always says the same of the same, worked out
 * once: a caller sends the same cookie or token with each request, and hashes cost more than all else
 * that is done to it. A null is not remembered, so forgeries push nobody out. Whether a credential
 * still lives is not a question for this.
 */
export function remembered<T extends object>(
	read: (credential: string, secret: string) => T | null,
): typeof read {
	const known = new Map<string, T>();
	let knownBy: string | null = null;
	return (credential, secret) => {
		if (secret !== knownBy) known.clear();
		knownBy = secret;
		const before = known.get(credential);
		if (before) return before;
		const result = read(credential, secret);
		if (result) known.set(credential, result);
		for (const oldest of known.keys()) {
			if (known.size <= REMEMBERED_MAX) break;
			known.delete(oldest);
		}
		return result;
	};
}
