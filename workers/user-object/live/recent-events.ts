const IDS_MAX = 5_000;

/** The ids of the latest 5,000 events that this object was told of, while it is in memory. */
export class RecentEvents {
	readonly #ids = new Set<string>();

	/** Whether all of these ids are known; false for an empty list. */
	hasAll(ids: string[]): boolean {
		return ids.length > 0 && ids.every((id) => this.#ids.has(id));
	}

	add(ids: string[]): void {
		for (const id of ids) this.#ids.add(id);
		for (const id of this.#ids) {
			if (this.#ids.size <= IDS_MAX) break;
			this.#ids.delete(id);
		}
	}
}
