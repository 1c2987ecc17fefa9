import { DurableObject } from "cloudflare:workers";
import { DAY_MS, MINUTE_MS } from "#domain/time/durations.ts";

export type RateLimit = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** Part of a quota that its holder may spend without asking again. */
export type Lease = {
	granted: number;
	/** What is left of the quota for everybody. */
	remaining: number;
	/** Until the quota is whole again, if nothing more is spent. */
	resetSeconds: number;
	/** With nothing granted: until there is something. */
	retryAfterSeconds: number;
};

/** Attempts at something that gets slower: their times, and from when on the next one is allowed. */
type Slowing = { attempts: number[]; waits: number; until: number };

const SLOWING = "slowing:";
const FIRST_WAIT_MS = 30_000;
/** How long a wait can become. */
const LONGEST_WAIT_MS = 15 * MINUTE_MS;
/** After so long without an attempt there are no waits any more. */
const REST_MS = DAY_MS;

type Windows = { start: number; previous: number; current: number };

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

	/**
	 * Counts an attempt, the first `limit` in `windowMs` freely. After each from then on the next one has
	 * to wait: 30 s, 1 minute, 2 …, at most 15, until there was none for a day. So whoever makes them for
	 * somebody else slows them down, and locks nobody out. `key` says whose they are: one object counts for
	 * many, since strangers can make up as many as they like.
	 */
	async takeSlowing(key: string, limit: number, windowMs: number): Promise<RateLimit> {
		const now = Date.now();
		const { attempts, waits, until } = this.#slowing(key);
		if (now < until) {
			return { allowed: false, retryAfterSeconds: Math.ceil((until - now) / 1000) };
		}
		const recent = [...attempts.filter((time) => time > now - windowMs), now].slice(-limit);
		if (waits === 0 && recent.length < limit) {
			await this.#keepSlowing(key, { attempts: recent, waits: 0, until: 0 });
		} else {
			const wait = Math.min(FIRST_WAIT_MS * 2 ** waits, LONGEST_WAIT_MS);
			await this.#keepSlowing(key, { attempts: recent, waits: waits + 1, until: now + wait });
		}
		return { allowed: true };
	}

	/** Takes the last attempt of `takeSlowing` back, and the wait that it has begun. */
	async giveBackSlowing(key: string): Promise<void> {
		const { attempts, waits } = this.#slowing(key);
		const before = { attempts: attempts.slice(0, -1), waits: Math.max(0, waits - 1), until: 0 };
		await this.#keepSlowing(key, before);
	}

	/**
	 * Grants up to `wanted` of a quota of `limit` in `windowMs`. For limits too large for a list of
	 * times: keeps two counters, and takes what was spent in the window before as spread evenly over
	 * it. Written without waiting for the disk, since a quota need not survive a crash to the last one.
	 */
	lease(wanted: number, limit: number, windowMs: number): Lease {
		const now = Date.now();
		const windows = this.#windows(now, windowMs);
		const elapsed = (now - windows.start) / windowMs;
		const spent = windows.previous * (1 - elapsed) + windows.current;
		const granted = Math.max(0, Math.min(wanted, Math.floor(limit - spent)));
		windows.current += granted;
		void this.ctx.storage.put("windows", windows, { allowUnconfirmed: true });
		const resetMs = windows.start + windowMs * (windows.current > 0 ? 2 : 1) - now;
		return {
			granted,
			remaining: Math.max(0, Math.floor(limit - spent - granted)),
			resetSeconds: Math.ceil(resetMs / 1000),
			retryAfterSeconds:
				granted > 0 ? 0 : Math.ceil(untilFree(windows, limit, windowMs, now) / 1000),
		};
	}

	#windows(now: number, windowMs: number): Windows {
		const kept = this.ctx.storage.kv.get<Windows>("windows");
		const age = kept ? now - kept.start : Number.POSITIVE_INFINITY;
		if (kept && age < windowMs) return kept;
		const windows =
			kept && age < 2 * windowMs
				? { start: kept.start + windowMs, previous: kept.current, current: 0 }
				: { start: now, previous: 0, current: 0 };
		// By then nothing of either window counts any more.
		void this.ctx.storage.setAlarm(windows.start + 2 * windowMs, { allowUnconfirmed: true });
		return windows;
	}

	override async alarm(): Promise<void> {
		const { kv } = this.ctx.storage;
		let hasMore = false;
		for (const [key, slowing] of kv.list<Slowing>({ prefix: SLOWING })) {
			if (isRested(slowing)) kv.delete(key);
			else hasMore = true;
		}
		if (hasMore) await this.ctx.storage.setAlarm(Date.now() + REST_MS);
		else await this.ctx.storage.deleteAll();
	}

	#slowing(key: string): Slowing {
		const kept = this.ctx.storage.kv.get<Slowing>(SLOWING + key);
		return kept && !isRested(kept) ? kept : { attempts: [], waits: 0, until: 0 };
	}

	async #keepSlowing(key: string, slowing: Slowing) {
		this.ctx.storage.kv.put(SLOWING + key, slowing);
		if ((await this.ctx.storage.getAlarm()) === null) {
			await this.ctx.storage.setAlarm(Date.now() + REST_MS);
		}
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

/** Whether there was no attempt for so long that nothing of it counts any more. */
function isRested({ attempts }: Slowing): boolean {
	return (attempts.at(-1) ?? 0) < Date.now() - REST_MS;
}

/** How long until the sliding count has room for one more, in milliseconds. */
function untilFree(
	{ start, previous, current }: Windows,
	limit: number,
	windowMs: number,
	now: number,
) {
	const room = limit - 1 - current;
	// The share of the window's length after which enough of the window before has slid out …
	if (room >= 0) return start + windowMs * (1 - room / previous) - now;
	// … or of the present window, once that is the one before.
	return start + windowMs * (2 - (limit - 1) / current) - now;
}
