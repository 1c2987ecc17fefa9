/** Runs asynchronous work one piece after the other: a Durable Object interleaves whatever awaits D1. */
export class Mutex {
	#last: Promise<unknown> = Promise.resolve();

	/** Resolves and throws as `work` does, which begins when all earlier work has ended. */
	runExclusive<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.#last.then(work);
		this.#last = turn.catch(() => {});
		return turn;
	}
}
