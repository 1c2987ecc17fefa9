import type { UIMessageChunk } from "ai";

/** So often a silent stream says that it is alive, to whatever sits between it and its reader. */
const KEEP_ALIVE_MS = 15_000;

/**
 * What has been said of an answer so far, to any number of readers: each is told all of it from the
 * beginning and then what follows, at its own pace. None of them holds it up or ends it.
 */
export class ChatLog {
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
	 * The log as server-sent events (AI SDK, UI message stream). `earlier` is told after its first
	 * chunk: what a reader who knows nothing yet needs before the rest makes sense.
	 */
	read(earlier: UIMessageChunk[] = []): ReadableStream<Uint8Array> {
		let next = 0;
		let isLeft = false;
		return new ReadableStream({
			type: "bytes",
			pull: async (controller) => {
				const isAwake = next < this.#chunks.length || this.#isClosed || (await this.#news());
				if (isLeft) return;
				if (!isAwake) return controller.enqueue(encode(":\n\n"));
				const chunks = this.#chunks.slice(next);
				if (next === 0 && chunks.length > 0) chunks.splice(1, 0, ...earlier);
				next = this.#chunks.length;
				const lines = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
				if (this.#isClosed) lines.push("data: [DONE]\n\n");
				if (lines.length > 0) controller.enqueue(encode(lines.join("")));
				if (this.#isClosed) controller.close();
			},
			cancel() {
				isLeft = true;
			},
		});
	}

	/** Whether there was something new before it was time to show a sign of life. */
	#news(): Promise<boolean> {
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
