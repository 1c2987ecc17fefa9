/** Upper bounds of the latency histogram, in seconds; what is slower counts in the last place. */
export const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

export type RequestStats = {
	requests: number;
	seconds: number;
	/** Requests by the bucket that they fall into; unlike Prometheus's these do not add up. */
	buckets: number[];
	d1Trips: number;
	d1Seconds: number;
	d1Errors: number;
};

/** The key is `method route status`: none of them has a space. */
export type KeyedStats = { key: string; stats: RequestStats };

export function emptyStats(): RequestStats {
	return {
		requests: 0,
		seconds: 0,
		buckets: new Array(LATENCY_BUCKETS.length + 1).fill(0),
		d1Trips: 0,
		d1Seconds: 0,
		d1Errors: 0,
	};
}

export function addStats(to: RequestStats, more: RequestStats): void {
	to.requests += more.requests;
	to.seconds += more.seconds;
	for (const [i, n] of more.buckets.entries()) to.buckets[i] = (to.buckets[i] ?? 0) + n;
	to.d1Trips += more.d1Trips;
	to.d1Seconds += more.d1Seconds;
	to.d1Errors += more.d1Errors;
}
