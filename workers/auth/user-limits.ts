import QuickLRU from "quick-lru";
import { LIMIT_WINDOW_MS } from "#app/auth/sessions/client-limit.server.ts";
import { RateLimited } from "#app/core/errors.ts";
import type { RateLimiter } from "#workers/platform/rate-limiter.ts";

/** Where a user stands in their quota of requests. */
export type Quota = { limit: number; remaining: number; resetSeconds: number };

/** What this isolate may still spend of a user's quota; `resetAt`, `blockedUntil` and `at` in ms. */
type LeasedQuota = {
	left: number;
	remaining: number;
	resetAt: number;
	blockedUntil: number;
	at: number;
};

/** Somebody who asked within this time before is likely to go on. */
const BUSY_MS = 10_000;

const leases = new QuickLRU<string, LeasedQuota>({ maxSize: 10_000 });

/**
 * Counts a request against what its user may send in 15 minutes. Throws `RateLimited`.
 *
 * The count is kept by one object for each user, so it is right over all isolates. A busy isolate
 * does not ask it each time: it leases a hundredth of the quota at once and spends that from memory.
 * What an isolate leases and does not spend counts as spent, so the limit is never exceeded.
 */
export async function takeFromQuota(
	objects: DurableObjectNamespace<RateLimiter>,
	userId: string,
	limit: number,
): Promise<Quota> {
	const now = Date.now();
	const before = leases.get(userId);
	if (before && before.blockedUntil > now) throw limited(before.blockedUntil - now);
	const isBusy = before !== undefined && now - before.at < BUSY_MS;
	if (isBusy && before.left > 0) {
		before.left -= 1;
		return quotaOf(before, limit, now);
	}
	const wanted = isBusy ? Math.max(1, Math.floor(limit / 100)) : 1;
	const lease = await objects.getByName(`api:${userId}`).lease(wanted, limit, LIMIT_WINDOW_MS);
	const current = {
		left: Math.max(0, lease.granted - 1),
		remaining: lease.remaining,
		resetAt: now + lease.resetSeconds * 1000,
		blockedUntil: lease.granted === 0 ? now + lease.retryAfterSeconds * 1000 : 0,
		at: now,
	};
	leases.set(userId, current);
	if (lease.granted === 0) throw limited(lease.retryAfterSeconds * 1000);
	return quotaOf(current, limit, now);
}

/** draft-ietf-httpapi-ratelimit-headers-10: structured fields, one policy, named. */
export function quotaHeaders(limit: number, { remaining, resetSeconds }: Omit<Quota, "limit">) {
	return {
		"ratelimit-policy": `"user";q=${limit};w=${LIMIT_WINDOW_MS / 1000}`,
		ratelimit: `"user";r=${remaining};t=${resetSeconds}`,
	};
}

function quotaOf({ remaining, left, resetAt }: LeasedQuota, limit: number, now: number): Quota {
	return {
		limit,
		remaining: remaining + left,
		resetSeconds: Math.max(0, Math.ceil((resetAt - now) / 1000)),
	};
}

function limited(ms: number) {
	const seconds = Math.ceil(ms / 1000);
	return new RateLimited(`Too many requests. Go on in ${seconds} seconds.`, seconds);
}
