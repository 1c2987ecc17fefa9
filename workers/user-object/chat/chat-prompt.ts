import {
	HISTORY_TOKENS,
	HISTORY_TOKENS_MAX,
	KEPT_TOKENS,
	newestFrom,
	recordOf,
	tokensOfAll,
} from "#domain/chat/chat-memory.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import type { ChatStore } from "./chat-store.ts";

/** Makes a summary of the oldest part of a chat and of the summary so far. */
export type Summarise = (summary: string, messages: ChatMessage[]) => Promise<string>;

type Asked = { threadId: string; seq: number; message: ChatMessage };

/**
 * What a model is shown of a chat: the summary, as a message of its own, and the messages behind it.
 * One that has grown beyond all measure is summarised first, by its record, as nobody should wait.
 */
export function promptOf(store: ChatStore, { threadId, seq, message }: Asked) {
	const read = () => store.listMessagesAfter(threadId, summarisedTo(store, threadId));
	let kept = read();
	if (tokensOfAll(kept.map(({ message }) => message)) > HISTORY_TOKENS_MAX) {
		const oldest = oldestPart(store, threadId);
		if (oldest) {
			const { summary, messages, to } = oldest;
			store.summarise(threadId, recordOf(summary, messages), to);
			kept = read();
		}
	}
	// The answer itself is there as far as it has come.
	const messages = kept.filter((each) => each.seq < seq).map(({ message }) => message);
	if (message.parts.length > 0) messages.push(message);
	return { summary: summaryMessages(store.findThread(threadId)?.summary ?? ""), messages };
}

/** Summarises the oldest part of a chat that has grown beyond its budget; others are left alone. */
export async function foldOldestPart(
	store: ChatStore,
	threadId: string,
	summarise: Summarise,
): Promise<void> {
	const kept = store.listMessagesAfter(threadId, summarisedTo(store, threadId));
	if (tokensOfAll(kept.map(({ message }) => message)) <= HISTORY_TOKENS) return;
	const oldest = oldestPart(store, threadId);
	if (!oldest) return;
	const { summary, messages, to } = oldest;
	const text = await summarise(summary, messages).catch(() => "");
	// It may have been done meanwhile.
	if (summarisedTo(store, threadId) >= to) return;
	store.summarise(threadId, text || recordOf(summary, messages), to);
}

function oldestPart(store: ChatStore, threadId: string) {
	const thread = store.findThread(threadId);
	if (!thread) return null;
	const kept = store.listMessagesAfter(threadId, thread.summarisedTo);
	const from = newestFrom(
		kept.map(({ message }) => message),
		KEPT_TOKENS,
	);
	const last = kept[from - 1];
	if (!last) return null;
	const messages = kept.slice(0, from).map(({ message }) => message);
	return { summary: thread.summary, messages, to: last.seq };
}

function summarisedTo(store: ChatStore, threadId: string): number {
	return store.findThread(threadId)?.summarisedTo ?? 0;
}

function summaryMessages(summary: string): ChatMessage[] {
	if (summary === "") return [];
	const text = `<summary-of-what-was-said-before>\n${summary}\n</summary-of-what-was-said-before>`;
	return [{ id: "summary", role: "user", parts: [{ type: "text", text }] }];
}
