/** When to try again what could not be delivered. */

import { HOUR_MS, MINUTE_MS } from "#domain/time/durations.ts";

/** How long a delivery is tried for. */
export const TRY_FOR_MS = 24 * HOUR_MS;

/** After the first attempt, the second, …; the last one goes on. */
const WAITS_MS = [
	10_000,
	MINUTE_MS,
	5 * MINUTE_MS,
	15 * MINUTE_MS,
	30 * MINUTE_MS,
	HOUR_MS,
	2 * HOUR_MS,
	4 * HOUR_MS,
];

/** Of a wait, up to so much more: what failed together should not come back together. */
const JITTER = 0.2;

/** An attempt that comes so short before the end is the last one. */
const END_MS = MINUTE_MS;

export type RetryInput = {
	createdAt: Date;
	/** This one included. */
	attempts: number;
	now: Date;
	/** What the other side asks for (`Retry-After`). */
	retryAfterMs: number | null;
};

/** When a delivery that failed is tried again; null when it has been tried for long enough. */
export function nextAttempt(
	{ createdAt, attempts, now, retryAfterMs }: RetryInput,
	random = Math.random(),
): Date | null {
	const end = createdAt.getTime() + TRY_FOR_MS;
	if (now.getTime() >= end - END_MS) return null;
	const usual = WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1] as number;
	const wait = Math.max(usual, retryAfterMs ?? 0) * (1 + JITTER * random);
	return new Date(Math.min(now.getTime() + wait, end));
}

/** What `Retry-After` asks for (RFC 9110, section 10.2.3), in milliseconds from `now`; null if nothing. */
export function parseRetryAfter(value: string | null, now: Date): number | null {
	if (value === null) return null;
	if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
	const time = Date.parse(value);
	return Number.isNaN(time) ? null : Math.max(0, time - now.getTime());
}
