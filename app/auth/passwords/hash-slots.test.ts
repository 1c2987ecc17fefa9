import { afterEach, expect, test, vi } from "vitest";
import { RateLimited } from "#app/core/errors.ts";
import { inHashSlot } from "./hash-slots.server.ts";

type Job = { started: boolean; end: () => void; pause: () => Promise<void>; done: Promise<void> };

afterEach(() => vi.useRealTimers());

/** A hash that lasts until `end` is called. */
function begin(): Job {
	const { promise, resolve } = Promise.withResolvers<void>();
	const job: Job = { started: false, end: resolve, pause: async () => {}, done: promise };
	job.done = inHashSlot((pause) => {
		job.started = true;
		job.pause = pause;
		return promise;
	});
	job.done.catch(() => {});
	return job;
}

const started = (jobs: Job[]) => jobs.map((job) => job.started);

test("two are hashed at once, those beyond wait in their order, and the rest is told to come again", async () => {
	const jobs = Array.from({ length: 18 }, begin);
	const refused = await begin().done.catch((error: unknown) => error);
	expect(refused).toBeInstanceOf(RateLimited);
	expect((refused as RateLimited).headers).toEqual({
		"retry-after": "5",
		"ratelimit-policy": '"passwords";q=18;qu="concurrent-requests"',
		ratelimit: '"passwords";r=0;t=5',
	});
	expect(started(jobs).filter(Boolean)).toHaveLength(2);
	for (const [index, job] of jobs.entries()) {
		await vi.waitFor(() => expect(job.started).toBe(true));
		expect(started(jobs.slice(index + 2))).not.toContain(true);
		job.end();
		await job.done;
	}
});

test("the place of a request that went away goes to the next", async () => {
	vi.useFakeTimers();
	const [lost, alive, next] = [begin(), begin(), begin()];
	// As long as it goes on, a hash may take any time.
	for (let second = 0; second < 10; second += 1) {
		await Promise.all([lost.pause(), alive.pause(), vi.advanceTimersByTimeAsync(1_000)]);
	}
	expect(next.started).toBe(false);
	for (let second = 0; second < 4; second += 1) {
		await Promise.all([alive.pause(), vi.advanceTimersByTimeAsync(1_000)]);
	}
	expect(next.started).toBe(true);
	for (const { end, done } of [lost, alive, next]) {
		end();
		await done;
	}
});
