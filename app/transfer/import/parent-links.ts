/** Which task of a file belongs under which, by the names (refs) that tasks have there. */

const FLATTENED = "It was deeper: Tend has one level of subtasks.";
const LOST = "Its parent is not among the tasks of the file: it becomes a task of its own.";
const ROUND = "It belonged under itself: it becomes a task of its own.";

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
	 * sentence for each task whose place is not as it was in the file.
	 */
	resolve(): { links: [seq: number, parentSeq: number][]; notes: [seq: number, text: string][] } {
		const links: [number, number][] = [];
		const notes: [number, string][] = [];
		for (const task of this.#children) {
			const ancestors = this.#ancestorsOf(task);
			if (ancestors === null) notes.push([task.seq, ROUND]);
			else if (ancestors.length === 0) notes.push([task.seq, LOST]);
			else {
				links.push([task.seq, (ancestors.at(-1) as FileTask).seq]);
				if (ancestors.length > 1) notes.push([task.seq, FLATTENED]);
			}
		}
		return { links, notes };
	}

	/** From the parent upwards; null when they lead back to the task itself. */
	#ancestorsOf(task: FileTask): FileTask[] | null {
		const ancestors: FileTask[] = [];
		let at: FileTask = task;
		while (at.parentRef !== null) {
			const parent = this.#byRef.get(at.parentRef);
			if (!parent) break;
			if (parent === task || ancestors.includes(parent)) return null;
			ancestors.push(parent);
			at = parent;
		}
		return ancestors;
	}
}
