/** Does something with each item, so many at a time. */
export async function inParallel<Item>(
	items: Item[],
	width: number,
	work: (item: Item) => Promise<void>,
): Promise<void> {
	const queue = items.values();
	await Promise.all(
		Array.from({ length: width }, async () => {
			for (const item of queue) await work(item);
		}),
	);
}

/** "p50 3 ms, p99 12 ms, max 20 ms". */
export function percentiles(numbers: number[]): string {
	const sorted = numbers.toSorted((a, b) => a - b);
	const at = (part: number) =>
		Math.round(sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN);
	return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`;
}
