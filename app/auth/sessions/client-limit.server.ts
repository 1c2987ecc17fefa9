import { RateLimited } from "#app/core/errors.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";

/** Counts attempts in a sliding window; the RateLimiter object (workers/platform) is one. */
export type AttemptCounter = {
	/** Counts one attempt, unless `limit` lie in the last `windowMs` already. */
	take(
		limit: number,
		windowMs: number,
	): Promise<{ allowed: true } | { allowed: false; retryAfterSeconds: number }>;
	/** Takes the last attempt back. */
	giveBack(windowMs: number): Promise<void>;
};

/** A counter for each name. */
export type AttemptCounters = { getByName(name: string): AttemptCounter };

export const LIMIT_WINDOW_MS = 15 * MINUTE_MS;

/** Limits how often one client may do one thing in 15 minutes; a `limit` of 0 is no limit. */
export class ClientLimit {
	readonly #counters: AttemptCounters;
	readonly #name: string;
	readonly #limit: number;

	/** `name` says what is counted, and of which client (`clientKey` in workers/platform): `sign-in:203.0.113.7`. */
	constructor(counters: AttemptCounters, name: string, limit: number) {
		this.#counters = counters;
		this.#name = name;
		this.#limit = limit;
	}

	/** A getter, since most requests count nothing and should not look the object up. */
	get #counter(): AttemptCounter | null {
		return this.#limit === 0 ? null : this.#counters.getByName(this.#name);
	}

	/**
	 * Counts an attempt. Called before the attempt is checked, so that parallel attempts cannot slip
	 * through. Throws `RateLimited` when the limit was reached.
	 */
	async take(): Promise<void> {
		const answer = await this.#counter?.take(this.#limit, LIMIT_WINDOW_MS);
		if (!answer || answer.allowed) return;
		const minutes = Math.ceil(answer.retryAfterSeconds / 60);
		throw new RateLimited(
			`Too many tries. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`,
			answer.retryAfterSeconds,
		);
	}

	/** Takes the last attempt back: it succeeded, so it does not count against its client. */
	async forgive(): Promise<void> {
		await this.#counter?.giveBack(LIMIT_WINDOW_MS);
	}
}
