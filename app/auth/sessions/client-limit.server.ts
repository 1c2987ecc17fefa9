import { RateLimited } from "#app/core/errors.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";

type Taken = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** Counts attempts; the RateLimiter object (workers/platform) is one. */
export type AttemptCounter = {
	/** Counts one attempt, unless `limit` lie in the last `windowMs` already. */
	take(limit: number, windowMs: number): Promise<Taken>;
	/** Takes the last attempt back. */
	giveBack(windowMs: number): Promise<void>;
	/**
	 * Counts one attempt of those under that key; after `limit` in the last `windowMs` each next one has
	 * to wait for longer.
	 */
	takeSlowing(key: string, limit: number, windowMs: number): Promise<Taken>;
	/** Takes the last attempt of `takeSlowing` back. */
	giveBackSlowing(key: string): Promise<void>;
};

/** A counter for each name. */
export type AttemptCounters = { getByName(name: string): AttemptCounter };

export const LIMIT_WINDOW_MS = 15 * MINUTE_MS;

/**
 * Limits how often one client may do one thing in a window of time, by default 15 minutes; a `limit` of
 * 0 is no limit.
 */
export class ClientLimit {
	readonly #counters: AttemptCounters;
	readonly #name: string;
	readonly #limit: number;
	readonly #windowMs: number;

	/** `name` says what is counted, and of which client (`clientKey` in workers/platform): `sign-in:203.0.113.7`. */
	constructor(
		counters: AttemptCounters,
		name: string,
		limit: number,
		windowMs: number = LIMIT_WINDOW_MS,
	) {
		this.#counters = counters;
		this.#name = name;
		this.#limit = limit;
		this.#windowMs = windowMs;
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
		const answer = await this.#counter?.take(this.#limit, this.#windowMs);
		if (!answer || answer.allowed) return;
		const [name = ""] = this.#name.split(":");
		throw tooManyTries(answer.retryAfterSeconds, {
			name,
			limit: this.#limit,
			windowMs: this.#windowMs,
		});
	}

	/** Takes the last attempt back: it succeeded, so it does not count against its client. */
	async forgive(): Promise<void> {
		await this.#counter?.giveBack(this.#windowMs);
	}
}

type Policy = { name: string; limit: number; windowMs: number };

/** What is thrown when `limit` attempts in `windowMs` were made. */
export function tooManyTries(retryAfterSeconds: number, { name, limit, windowMs }: Policy) {
	const minutes = Math.ceil(retryAfterSeconds / 60);
	return new RateLimited(
		`Too many tries. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`,
		retryAfterSeconds,
		{ name, limit, windowSeconds: windowMs / 1000 },
	);
}
