import type { Context } from "hono";
import QuickLRU from "quick-lru";
import { LIMIT_WINDOW_MS } from "#app/auth/sessions/client-limit.server.ts";
import { RateLimited, rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
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
 * Counts a request, or `cost` of them, against what its user may send in 15 minutes: pages and API
 * alike; at most half of all at once. Resolves to null where nothing limits. Throws `RateLimited`.
 */
export async function chargeQuota(
	c: Pick<Context<HonoEnv>, "get" | "env">,
	userId: string,
	cost = 1,
): Promise<Quota | null> {
	const limit = c.get("settings").API_RATE_LIMIT;
	if (limit === 0) return null;
	try {
		// Whatever it is has to be possible for somebody who has done nothing else.
		const most = Math.max(1, Math.floor(limit / 2));
		return await takeFromQuota(c.env.RATE_LIMITER, userId, { limit, cost: Math.min(cost, most) });
	} catch (error) {
		if (error instanceof RateLimited) throw error;
		// Objects restart with each deployment. Nobody should be turned away for that.
		log.warn(`No quota: ${rootCause(error)}`, { requestId: c.get("requestId") });
		return null;
	}
}

/** The headers of an answer to a request that was charged: where its user stands. */
export async function quotaHeaders(
	c: Pick<Context<HonoEnv>, "get">,
	charged: Promise<Quota | null>,
): Promise<Record<string, string>> {
	const limit = c.get("settings").API_RATE_LIMIT;
	try {
		const quota = await charged;
		return quota ? toHeaders(limit, quota) : {};
	} catch (error) {
		if (!(error instanceof RateLimited)) return {};
		const { retryAfterSeconds } = error;
		return {
			...toHeaders(limit, { remaining: 0, resetSeconds: retryAfterSeconds }),
			"retry-after": String(retryAfterSeconds),
		};
	}
}

/**
 * Counts requests of a user. Throws `RateLimited`.
 *
 * The count is kept by one object for each user, so it is right over all isolates. A busy isolate
 * does not ask it each time: it leases a hundredth of the quota at once and spends that from memory.
 * What an isolate leases and does not spend counts as spent, so the limit is never exceeded.
 */
async function takeFromQuota(
	objects: DurableObjectNamespace<RateLimiter>,
	userId: string,
	{ limit, cost }: { limit: number; cost: number },
): Promise<Quota> {
	const now = Date.now();
	const before = leases.get(userId);
	if (before && before.blockedUntil > now) throw limited(before.blockedUntil - now);
	const isBusy = before !== undefined && now - before.at < BUSY_MS;
	if (isBusy && before.left >= cost) {
		before.left -= cost;
		return quotaOf(before, limit, now);
	}
	const wanted = isBusy ? Math.max(cost, Math.floor(limit / 100)) : cost;
	const lease = await objects.getByName(`api:${userId}`).lease(wanted, limit, LIMIT_WINDOW_MS);
	// Requests that came at once have leased, too.
	const kept = leases.get(userId);
	const left = lease.granted + (kept && kept.resetAt > now ? kept.left : 0);
	const isEnough = left >= cost;
	const current = {
		left: isEnough ? left - cost : left,
		remaining: lease.remaining,
		resetAt: now + lease.resetSeconds * 1000,
		blockedUntil: left === 0 ? now + lease.retryAfterSeconds * 1000 : 0,
		at: now,
	};
	leases.set(userId, current);
	if (!isEnough) throw limited((lease.retryAfterSeconds || lease.resetSeconds) * 1000);
	return quotaOf(current, limit, now);
}

/** draft-ietf-httpapi-ratelimit-headers-10: structured fields, one policy, named. */
function toHeaders(limit: number, { remaining, resetSeconds }: Omit<Quota, "limit">) {
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
