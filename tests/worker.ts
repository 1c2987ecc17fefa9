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

/**
 * The next request meets a worker that has just started, and remembers no keys, counters or zones.
 * For tests of what it remembers: else it lasts for a file.
 */
export function newIsolate(): void {
	vi.resetModules();
}

/** Sends a request to the whole app. A redirect is answered, not followed. */
export function fetchWorker(path: string, init: RequestInit = {}): Promise<Response> {
	return exports.default.fetch(new Request(new URL(path, ORIGIN), { redirect: "manual", ...init }));
}

/** Runs a cron trigger, and what it leaves to waitUntil. */
export async function runScheduled(cron: string, scheduledTime = new Date()): Promise<void> {
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
