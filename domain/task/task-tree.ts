import type { Task } from "./task.ts";

/** Task trees: a parent and its subtasks. There is one level of them. Safe in the browser. */

type Node = Pick<Task, "id" | "parentId">;

/**
 * Parts the tasks around some named ones: `named` are those of `ids`, `subtasks` are theirs and
 * `parents` are above them, as far as they are not named themselves. The order stays.
 */
export function partitionTree<T extends Node>(tree: T[], ids: readonly number[]) {
	const named = tree.filter(({ id }) => ids.includes(id));
	const others = tree.filter(({ id }) => !ids.includes(id));
	return {
		named,
		subtasks: others.filter(({ parentId }) => parentId !== null && ids.includes(parentId)),
		parents: others.filter(({ id }) => named.some(({ parentId }) => parentId === id)),
	};
}
