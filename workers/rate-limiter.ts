import { DurableObject } from "cloudflare:workers";

export type RateLimit = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/**
 * Counts what one client has done lately: one object for each thing counted and client, so that the
 * count is right over all isolates and outlives restarts. Keeps the times of the last attempts (a
 * sliding window, not a calendar one that lets twice the limit through at its edge).
 */
export class RateLimiter extends DurableObject<Env> {
	/** Counts an attempt if fewer than `limit` lie in the last `windowMs`; says whether it may go on. */
	async take(limit: number, windowMs: number): Promise<RateLimit> {
		const now = Date.now();
		const attempts = this.#attempts().filter((time) => time > now - windowMs);
		const oldest = attempts[attempts.length - limit];
		if (oldest !== undefined) {
			return { allowed: false, retryAfterSeconds: Math.ceil((oldest + windowMs - now) / 1000) };
		}
		await this.#keep([...attempts, now], windowMs);
		return { allowed: true };
	}

	/** Takes the last attempt back: it was not one that should count. */
	async giveBack(windowMs: number): Promise<void> {
		await this.#keep(this.#attempts().slice(0, -1), windowMs);
	}

	override async alarm(): Promise<void> {
		await this.ctx.storage.deleteAll();
	}

	#attempts(): number[] {
		return this.ctx.storage.kv.get<number[]>("attempts") ?? [];
	}

	async #keep(attempts: number[], windowMs: number) {
		this.ctx.storage.kv.put("attempts", attempts);
		// By then the last attempt has left the window, and with it the reason for this object.
		await this.ctx.storage.setAlarm(Date.now() + windowMs);
	}
}
