import { expect, test } from "vitest";
import { chunkByJson, PARAMETER_MAX_LENGTH } from "./chunks.ts";

test("items that fit into one parameter are one chunk", () => {
	expect(chunkByJson([{ id: 1 }, { id: 2 }])).toEqual([
		{ items: [{ id: 1 }, { id: 2 }], json: '[{"id":1},{"id":2}]' },
	]);
});

test("nothing makes no chunk", () => {
	expect(chunkByJson([])).toEqual([]);
});

test("every chunk but that of a single long item fits, and the order stays", () => {
	const lengths = [PARAMETER_MAX_LENGTH * 2, ...Array.from({ length: 50 }, () => 40_000)];
	const items = lengths.map((length, i) => i + "x".repeat(length));
	const chunks = chunkByJson(items);
	expect(chunks.flatMap((chunk) => chunk.items)).toEqual(items);
	for (const { items, json } of chunks) {
		expect(JSON.parse(json)).toEqual(items);
		if (items.length > 1) expect(json.length).toBeLessThanOrEqual(PARAMETER_MAX_LENGTH + 2);
	}
	expect(chunks.length).toBe(5);
});
