// The built worker, for tests that run inside workerd.
import {
	createExecutionContext,
	createMessageBatch,
	createScheduledController,
	getQueueResult,
	waitOnExecutionContext,
} from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { vi } from "vitest";

export const ORIGIN = "http://tend.test";

/** For `fetchWorker("/metrics")`; the token is that of vitest.config.ts. */
export const withMetricsToken = { headers: { authorization: "Bearer only-for-metrics" } };

/** The first request to each part of the worker that loads its modules when it is needed. */
const loading = new Map<string, Promise<unknown>>();

/**
 * The next request meets a worker that has just started, and remembers no keys, counters or zones.
 * For tests of what it remembers: else it lasts for a file.
 */
export function newIsolate(): void {
	vi.resetModules();
	loading.clear();
}

/**
 * Sends a request to the whole app. A redirect is answered, not followed. Requests that come at once
 * do so when their part of the worker is loaded: under vitest (not on its own) workerd lets no request
 * wait for an import that another has begun.
 */
export async function fetchWorker(path: string, init: RequestInit = {}): Promise<Response> {
	const request = new Request(new URL(path, ORIGIN), { redirect: "manual", ...init });
	const part = /^\/(api|mcp)\b/.exec(path)?.[1] ?? "pages";
	if (loading.has(part)) {
		await loading.get(part);
		return exports.default.fetch(request);
	}
	const answer = exports.default.fetch(request);
	loading.set(part, Promise.allSettled([answer]));
	return answer;
}

/** Runs a cron trigger at a time, and what it leaves to waitUntil. */
export async function runScheduled(cron: string, time = new Date()): Promise<void> {
	const before = vi.isFakeTimers() ? new Date() : null;
	vi.setSystemTime(time);
	try {
		await callScheduled(cron, time);
	} finally {
		if (before) vi.setSystemTime(before);
		else vi.useRealTimers();
	}
}

/** Runs a cron trigger now, whenever it claims to have been due. */
export async function callScheduled(cron: string, scheduledTime: Date): Promise<void> {
	const context = createExecutionContext();
	const { scheduled } = await handlers();
	await scheduled(createScheduledController({ cron, scheduledTime }), env, context);
	await waitOnExecutionContext(context);
}

/** Delivers messages to a queue's consumer; answers which were acknowledged and which go again. */
export async function deliver(queue: string, bodies: unknown[], attempts = 1) {
	const context = createExecutionContext();
	const messages = bodies.map((body, index) => ({
		id: String(index),
		timestamp: new Date(),
		attempts,
		body,
	}));
	const batch = createMessageBatch(queue, messages);
	const { queue: consume } = await handlers();
	await consume(batch, env, context);
	return getQueueResult(batch, context);
}

async function handlers(): Promise<Required<ExportedHandler<Env>>> {
	const main = "../build/server/index.js";
	return (await import(/* @vite-ignore */ main)).default;
}
