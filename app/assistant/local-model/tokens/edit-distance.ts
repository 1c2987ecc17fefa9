/**
 * How many letters are wrong, missing, too many, or two swapped (optimal string alignment); more than
 * `most` is only said to be more.
 */
export function editDistance(a: string, b: string, most: number): number {
	if (Math.abs(a.length - b.length) > most) return most + 1;
	let [older, previous]: [number[], number[]] = [
		[],
		Array.from({ length: b.length + 1 }, (_, j) => j),
	];
	for (let i = 1; i <= a.length; i += 1) {
		const current = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let cost = Math.min(
				(previous[j] ?? 0) + 1,
				(current[j - 1] ?? 0) + 1,
				(previous[j - 1] ?? 0) + same,
			);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
			}
			current.push(cost);
		}
		[older, previous] = [previous, current];
	}
	return previous[b.length] ?? most + 1;
}
