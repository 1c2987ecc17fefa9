/** Upper bounds of the histogram of reminders, in seconds; what is later counts in the last place. */
export const REMINDER_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600];

export type Lags = { buckets: number[]; seconds: number };

export function emptyLags(): Lags {
	return { buckets: new Array(REMINDER_BUCKETS.length + 1).fill(0), seconds: 0 };
}

export function addLags(
	{ buckets, seconds }: Lags,
	more: { bucket: number; n: number; ms: number }[],
): Lags {
	const sum = { buckets: [...buckets], seconds };
	for (const { bucket, n, ms } of more) {
		sum.buckets[bucket] = (sum.buckets[bucket] ?? 0) + n;
		sum.seconds += ms / 1000;
	}
	return sum;
}
