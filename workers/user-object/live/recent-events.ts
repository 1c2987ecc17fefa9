const REMEMBERED_MAX = 5_000;

/** The events that an object has heard of lately, as long as it is in memory. */
export class RecentEvents {
	readonly #ids = new Set<string>();

	/** Whether these are all known; nothing at all is never known. */
	hasAll(ids: string[]): boolean {
		return ids.length > 0 && ids.every((id) => this.#ids.has(id));
	}

	add(ids: string[]): void {
		for (const id of ids) this.#ids.add(id);
		for (const id of this.#ids) {
			if (this.#ids.size <= REMEMBERED_MAX) break;
			this.#ids.delete(id);
		}
	}
}
