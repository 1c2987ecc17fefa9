/** Which task of a file belongs under which, by the names (refs) that tasks have there. */

const FLATTENED = "It was deeper: Tend has one level of subtasks.";
const LOST = "Its parent is not among the tasks of the file: it becomes a task of its own.";
const ROUND = "It belonged under itself: it becomes a task of its own.";

/** The task at the top of those above a task, null for a circle, and how many levels it is away. */
type Position = { top: FileTask | null; depth: number };

type FileTask = { seq: number; parentRef: string | null };

export class ParentLinks {
	readonly #byRef = new Map<string, FileTask>();
	readonly #children: FileTask[] = [];

	/** False when there is a task of that name already. */
	add(seq: number, ref: string | null, parentRef: string | null): boolean {
		const task = { seq, parentRef };
		if (ref !== null && this.#byRef.has(ref)) return false;
		if (ref !== null) this.#byRef.set(ref, task);
		if (parentRef !== null) this.#children.push(task);
		return true;
	}

	/**
	 * `links`: each subtask with the top-level task that it goes under, however deep it was. `notes`: a
	 * sentence for each task whose position is not as it was in the file.
	 */
	resolve(): { links: [seq: number, parentSeq: number][]; notes: [seq: number, text: string][] } {
		const links: [number, number][] = [];
		const notes: [number, string][] = [];
		const positions = new Map<FileTask, Position>();
		for (const task of this.#children) {
			const { top, depth } = this.#positionOf(task, positions);
			if (top === null) notes.push([task.seq, ROUND]);
			else if (depth === 0) notes.push([task.seq, LOST]);
			else {
				links.push([task.seq, top.seq]);
				if (depth > 1) notes.push([task.seq, FLATTENED]);
			}
		}
		return { links, notes };
	}

	/** Each task is walked once: a file may have a chain of fifty thousand. */
	#positionOf(task: FileTask, positions: Map<FileTask, Position>): Position {
		const path: FileTask[] = [];
		const onPath = new Set<FileTask>();
		let at: FileTask | undefined = task;
		while (at && !positions.has(at) && !onPath.has(at)) {
			path.push(at);
			onPath.add(at);
			at = at.parentRef === null ? undefined : this.#byRef.get(at.parentRef);
		}
		// Who leads into a circle has no top either.
		let position: Position | null = at ? (positions.get(at) ?? { top: null, depth: 0 }) : null;
		for (const one of path.toReversed()) {
			position = position
				? { top: position.top, depth: position.depth + 1 }
				: { top: one, depth: 0 };
			positions.set(one, position);
		}
		return position ?? { top: task, depth: 0 };
	}
}
