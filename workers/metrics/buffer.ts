import { rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import type { Connection } from "#db/client.server.ts";
import {
	emptyStats,
	type KeyedStats,
	LATENCY_BUCKETS,
	type RequestStats,
} from "./request-stats.ts";
import type { MetricsStore } from "./store.ts";

/*
 * What this isolate has answered since it last told the store: docs/decisions/011-metrics.md.
 * A request adds to numbers in memory, and now and then one takes them along after its answer.
 */

const FLUSH_MS = 5_000;
const FLUSH_REQUESTS = 500;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

let buffer = new Map<string, RequestStats>();
let buffered = 0;
let flushedAt = 0;

export type RecordedResponse = {
	method: string;
	/** The pattern; null where nothing matched. */
	route: string | null;
	status: number;
	ms: number;
	connection: Connection;
};

/** Notes an answer; says whether it is time to flush. */
export function recordResponse({
	method,
	route,
	status,
	ms,
	connection,
}: RecordedResponse): boolean {
	// Whoever asks must not be able to make up ever new series.
	const known = METHODS.includes(method) ? method : "other";
	// React Router's patterns begin without a slash.
	const place = route?.replace(/^\/?/, "/") ?? "other";
	const key = `${known} ${place} ${status}`;
	const stats = buffer.get(key) ?? emptyStats();
	buffer.set(key, stats);
	const seconds = ms / 1000;
	const slot = LATENCY_BUCKETS.findIndex((bound) => seconds <= bound);
	const at = slot < 0 ? LATENCY_BUCKETS.length : slot;
	stats.buckets[at] = (stats.buckets[at] ?? 0) + 1;
	stats.requests += 1;
	stats.seconds += seconds;
	stats.d1Trips += connection.trips;
	stats.d1Seconds += connection.ms / 1000;
	stats.d1Errors += connection.failures;
	buffered += 1;
	const now = Date.now();
	flushedAt ||= now;
	return buffered >= FLUSH_REQUESTS || now - flushedAt >= FLUSH_MS;
}

/** Takes what was noted, so that it is told once. */
export function drain(): KeyedStats[] {
	const drained = [...buffer].map(([key, stats]) => ({ key, stats }));
	buffer = new Map();
	buffered = 0;
	flushedAt = Date.now();
	return drained;
}

/** For `waitUntil`. What does not arrive is lost: counted twice would be worse. */
export async function flush(stores: DurableObjectNamespace<MetricsStore>): Promise<void> {
	try {
		await metricsStore(stores).add(drain());
	} catch (error) {
		log.warn(`Metrics were lost: ${rootCause(error)}`);
	}
}

/** There is one for the whole deployment. */
export function metricsStore(stores: DurableObjectNamespace<MetricsStore>) {
	return stores.getByName("all");
}
