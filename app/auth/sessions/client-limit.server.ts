import { RateLimited } from "#app/core/errors.ts";
import type { RateLimiter } from "#workers/platform/rate-limiter.ts";

export const LIMIT_WINDOW_MS = 15 * 60_000;

/** How often one client address may do one kind of thing in 15 minutes; a `limit` of 0 is none. */
export class ClientLimit {
	readonly #namespace: DurableObjectNamespace<RateLimiter>;
	readonly #name: string;
	readonly #limit: number;

	constructor(namespace: DurableObjectNamespace<RateLimiter>, name: string, limit: number) {
		this.#namespace = namespace;
		this.#name = name;
		this.#limit = limit;
	}

	/** Looked up when it is asked: most requests have nothing to count. */
	get #counter(): DurableObjectStub<RateLimiter> | null {
		return this.#limit === 0 ? null : this.#namespace.getByName(this.#name);
	}

	/**
	 * Counts an attempt before it is looked at, so that many at once do not slip through.
	 * Throws `RateLimited`.
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

	/** The attempt does not count against its client after all. */
	async forgive(): Promise<void> {
		await this.#counter?.giveBack(LIMIT_WINDOW_MS);
	}
}
