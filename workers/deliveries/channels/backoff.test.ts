import { expect, test } from "vitest";
import { HOUR_MS } from "#domain/time/durations.ts";
import { nextAttempt, parseRetryAfter } from "./backoff.ts";

const createdAt = new Date("2026-11-20T15:00:00Z");
const after = (ms: number) => new Date(createdAt.getTime() + ms);

test("what keeps failing is tried for a day, at growing distances, and then no more", () => {
	for (const random of [0, 0.5, 0.999]) {
		let now = createdAt;
		const waits: number[] = [];
		for (let attempts = 1; ; attempts++) {
			const next = nextAttempt({ createdAt, attempts, now, retryAfterMs: null }, random);
			if (!next) break;
			waits.push(next.getTime() - now.getTime());
			now = next;
		}
		expect(now).toEqual(after(24 * HOUR_MS));
		expect(waits.length).toBeGreaterThan(8);
		expect(waits.length).toBeLessThan(15);
		const growing = waits.slice(0, -1);
		expect(growing).toEqual(growing.toSorted((a, b) => a - b));
	}
});

test("who asks to be left alone for longer is", () => {
	const tried = { createdAt, attempts: 1, now: createdAt };
	expect(nextAttempt({ ...tried, retryAfterMs: 120_000 }, 0)).toEqual(after(120_000));
	expect(nextAttempt({ ...tried, retryAfterMs: 1 }, 0)).toEqual(after(10_000));
	expect(nextAttempt({ ...tried, retryAfterMs: 99 * HOUR_MS }, 0)).toEqual(after(24 * HOUR_MS));
});

test("Retry-After is seconds or a date", () => {
	expect(parseRetryAfter("120", createdAt)).toBe(120_000);
	expect(parseRetryAfter("Fri, 20 Nov 2026 15:01:00 GMT", createdAt)).toBe(60_000);
	expect(parseRetryAfter("Fri, 20 Nov 2026 14:00:00 GMT", createdAt)).toBe(0);
	expect(parseRetryAfter("soon", createdAt)).toBeNull();
	expect(parseRetryAfter(null, createdAt)).toBeNull();
});
