import type { UIMessageChunk } from "ai";

/** How often a stream without news sends a comment, so that proxies do not close it as idle. */
const KEEP_ALIVE_MS = 15_000;

/**
 * The chunks of one reply so far, as server-sent events for any number of readers: each reads them from
 * the beginning and then what follows, at its own pace. No reader delays the reply or ends it.
 */
export class SseLog {
	readonly #chunks: UIMessageChunk[] = [];
	#isClosed = false;
	#waiting = new Set<() => void>();

	push(chunk: UIMessageChunk): void {
		this.#chunks.push(chunk);
		this.#wake();
	}

	close(): void {
		this.#isClosed = true;
		this.#wake();
	}

	/**
	 * The log as server-sent events (AI SDK, UI message stream). `earlier` is sent after the first chunk
	 * ("start"): the parts that the reply had before this log began, for a reader who does not have them.
	 */
	read(earlier: UIMessageChunk[] = []): ReadableStream<Uint8Array> {
		let next = 0;
		let isCancelled = false;
		return new ReadableStream({
			type: "bytes",
			pull: async (controller) => {
				const hasNews = next < this.#chunks.length || this.#isClosed || (await this.#waitForNews());
				if (isCancelled) return;
				if (!hasNews) return controller.enqueue(encode(":\n\n"));
				const chunks = this.#chunks.slice(next);
				if (next === 0 && chunks.length > 0) chunks.splice(1, 0, ...earlier);
				next = this.#chunks.length;
				const lines = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
				if (this.#isClosed) lines.push("data: [DONE]\n\n");
				if (lines.length > 0) controller.enqueue(encode(lines.join("")));
				if (this.#isClosed) controller.close();
			},
			cancel() {
				isCancelled = true;
			},
		});
	}

	/** Resolves to true with the next chunk, to false after `KEEP_ALIVE_MS` without one. */
	#waitForNews(): Promise<boolean> {
		return new Promise((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				this.#waiting.delete(wake);
				resolve(true);
			};
			const timer = setTimeout(() => {
				this.#waiting.delete(wake);
				resolve(false);
			}, KEEP_ALIVE_MS);
			this.#waiting.add(wake);
		});
	}

	#wake() {
		for (const wake of this.#waiting) wake();
	}
}

const encoder = new TextEncoder();
const encode = (text: string) => encoder.encode(text);
