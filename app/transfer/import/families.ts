/** Who belongs under whom in a file, by the names that tasks have there. */

export const FLATTENED = "It was deeper: Tend has one level of subtasks.";
const LOST = "Its parent is not among the tasks of the file: it becomes a task of its own.";
const ROUND = "It belonged under itself: it becomes a task of its own.";

type Member = { seq: number; parentRef: string | null };

export class Families {
	readonly #byRef = new Map<string, Member>();
	readonly #children: Member[] = [];

	/** False when there is a task of that name already. */
	add(seq: number, ref: string | null, parentRef: string | null): boolean {
		const member = { seq, parentRef };
		if (ref !== null && this.#byRef.has(ref)) return false;
		if (ref !== null) this.#byRef.set(ref, member);
		if (parentRef !== null) this.#children.push(member);
		return true;
	}

	/**
	 * Each subtask with the task that it goes under: the one at the top, however deep it was. And what
	 * there is to say of those for whom that is not as it was in the file.
	 */
	settle(): { links: [seq: number, parentSeq: number][]; remarks: [seq: number, text: string][] } {
		const links: [number, number][] = [];
		const remarks: [number, string][] = [];
		for (const member of this.#children) {
			const ancestors = this.#ancestorsOf(member);
			if (ancestors === null) remarks.push([member.seq, ROUND]);
			else if (ancestors.length === 0) remarks.push([member.seq, LOST]);
			else {
				links.push([member.seq, (ancestors.at(-1) as Member).seq]);
				if (ancestors.length > 1) remarks.push([member.seq, FLATTENED]);
			}
		}
		return { links, remarks };
	}

	/** From the nearest on; null when they come round to the member itself. */
	#ancestorsOf(member: Member): Member[] | null {
		const ancestors: Member[] = [];
		let at: Member = member;
		while (at.parentRef !== null) {
			const parent = this.#byRef.get(at.parentRef);
			if (!parent) break;
			if (parent === member || ancestors.includes(parent)) return null;
			ancestors.push(parent);
			at = parent;
		}
		return ancestors;
	}
}
