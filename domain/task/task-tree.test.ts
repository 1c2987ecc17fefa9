import { expect, test } from "vitest";
import { partitionTree } from "./task-tree.ts";

const tree = [
	{ id: 1, parentId: null },
	{ id: 2, parentId: 1 },
	{ id: 3, parentId: 1 },
	{ id: 4, parentId: null },
];

test("a named parent brings its subtasks, a named subtask its parent", () => {
	const ids = (parts: ReturnType<typeof partitionTree<(typeof tree)[number]>>) =>
		Object.values(parts).map((tasks) => tasks.map(({ id }) => id));
	expect(ids(partitionTree(tree, [1]))).toEqual([[1], [2, 3], []]);
	expect(ids(partitionTree(tree, [2]))).toEqual([[2], [], [1]]);
	expect(ids(partitionTree(tree, [1, 2]))).toEqual([[1, 2], [3], []]);
	expect(ids(partitionTree(tree, [4, 9]))).toEqual([[4], [], []]);
});
