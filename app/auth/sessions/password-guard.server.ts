import { createHash } from "node:crypto";
import type { PasswordAttempt, PasswordAttempts } from "#app/core/password-attempts.ts";
import {
	type AttemptCounters,
	type ClientLimit,
	LIMIT_WINDOW_MS,
	tooManyTries,
} from "./client-limit.server.ts";
import type { KnownDevices } from "./known-devices.server.ts";

/** Attempts at one account in 15 minutes; after that each next one has to wait for longer. */
const ACCOUNT_LIMIT = 10;

type PasswordGuardOptions = {
	counters: AttemptCounters;
	/** Failed attempts to sign in, of this client address. */
	clientLimit: ClientLimit;
	/** What this browser is known for; null where there is no browser. */
	devices: Pick<KnownDevices, "idFor"> | null;
};

/**
 * Keeps passwords from being guessed. Attempts are counted by client address, and by account whoever
 * makes them: the latter only slows down (`takeSlowing`), and not at all a browser in which somebody has
 * signed in to the account before, whose attempts are counted by themselves. So strangers lock nobody
 * out. Addresses without an account are counted alike, so that nothing tells them apart.
 */
export class PasswordGuard implements PasswordAttempts {
	readonly #options: PasswordGuardOptions;

	constructor(options: PasswordGuardOptions) {
		this.#options = options;
	}

	/** Counts an attempt to sign in to the account of that address, before the password is checked. Throws `RateLimited`. */
	async admitSignIn(email: string): Promise<PasswordAttempt> {
		const known = await this.#admitKnownDevice(email);
		if (known) return known;
		const { clientLimit } = this.#options;
		await clientLimit.take();
		try {
			const attempt = await this.#admit(accountKey(email));
			return {
				...attempt,
				forgive: async () => {
					await Promise.all([clientLimit.forgive(), attempt.forgive()]);
				},
			};
		} catch (error) {
			// Nothing was tried, so it is no reason to keep this address from other accounts.
			await clientLimit.forgive();
			throw error;
		}
	}

	async admitOwner(email: string): Promise<PasswordAttempt> {
		return (await this.#admitKnownDevice(email)) ?? this.#admit(accountKey(email));
	}

	async #admitKnownDevice(email: string): Promise<PasswordAttempt | null> {
		const device = this.#options.devices?.idFor(email);
		if (!device) return null;
		const attempt = await this.#admit(`device:${device}`);
		return {
			...attempt,
			// It counts for those in other browsers, too; whether they have to wait is no matter here.
			fail: async () => {
				await this.#take(accountKey(email));
			},
		};
	}

	async #admit(key: string): Promise<PasswordAttempt> {
		const taken = await this.#take(key);
		if (!taken.allowed) {
			throw tooManyTries(taken.retryAfterSeconds, {
				name: "account",
				limit: ACCOUNT_LIMIT,
				windowMs: LIMIT_WINDOW_MS,
			});
		}
		return {
			forgive: () => this.#counter(key).giveBackSlowing(key),
			fail: async () => {},
		};
	}

	#take(key: string) {
		return this.#counter(key).takeSlowing(key, ACCOUNT_LIMIT, LIMIT_WINDOW_MS);
	}

	/** One of a few: strangers make up addresses, and an object for each would fill the disk. */
	#counter(key: string) {
		return this.#options.counters.getByName(`passwords:${sha256(key)[0]}`);
	}
}

function accountKey(email: string): string {
	return `account:${sha256(email.toLowerCase())}`;
}

function sha256(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
