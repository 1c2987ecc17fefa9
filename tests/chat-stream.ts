import type { UIMessageChunk } from "ai";

export type Heard = { chunks: UIMessageChunk[]; isDone: boolean };

/** Reads a UI message stream to its end (AI SDK, UI message stream protocol). */
export async function hear(stream: ReadableStream<Uint8Array> | Response): Promise<Heard> {
	const text = await new Response(stream instanceof Response ? stream.body : stream).text();
	const events = text
		.split("\n\n")
		.filter((event) => event.startsWith("data: "))
		.map((event) => event.slice("data: ".length));
	const isDone = events.at(-1) === "[DONE]";
	const chunks = events.filter((event) => event !== "[DONE]").map((event) => JSON.parse(event));
	return { chunks, isDone };
}

/** What was said in words. */
export function textOf({ chunks }: Pick<Heard, "chunks">): string {
	return chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");
}

/** The first chunk of that type; fails without one. */
export function chunkOf<Type extends UIMessageChunk["type"]>(
	{ chunks }: Pick<Heard, "chunks">,
	type: Type,
) {
	const found = chunks.find((chunk) => chunk.type === type);
	if (!found) throw new Error(`No ${type} in ${chunks.map((chunk) => chunk.type).join(", ")}`);
	return found as Extract<UIMessageChunk, { type: Type }>;
}

/** The types, each once where it follows itself. */
export function courseOf({ chunks }: Pick<Heard, "chunks">): string[] {
	return chunks.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
}
