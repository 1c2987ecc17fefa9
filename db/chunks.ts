/**
 * D1 takes at most 2 MB a parameter. Lengths are counted in UTF-16 units, each of which is at most
 * 3 bytes of UTF-8.
 */
export const PARAMETER_MAX_LENGTH = 600_000;

/**
 * Splits items into runs, in their order, whose JSON arrays each fit into one D1 parameter. An item
 * that is too long by itself gets a chunk of its own.
 *
 * @example
 * for (const { items, json } of chunkByJson(rows)) statements.push(sql`… from json_each(${json})`)
 */
export function chunkByJson<Item>(items: readonly Item[]): { items: Item[]; json: string }[] {
	const chunks: { items: Item[]; json: string }[] = [];
	let open: { items: Item[]; texts: string[]; length: number } = newChunk();
	const close = () => {
		if (open.items.length > 0) {
			chunks.push({ items: open.items, json: `[${open.texts.join()}]` });
		}
		open = newChunk();
	};
	for (const item of items) {
		const text = JSON.stringify(item);
		if (open.length + text.length > PARAMETER_MAX_LENGTH) close();
		open.items.push(item);
		open.texts.push(text);
		open.length += text.length + 1;
	}
	close();
	return chunks;
}

function newChunk<Item>() {
	return { items: [] as Item[], texts: [] as string[], length: 0 };
}
