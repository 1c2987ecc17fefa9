import { summarizeMessages } from "#app/assistant/summary.server.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import {
	COMPACT_ABOVE_TOKENS,
	estimateHistoryTokens,
	estimateTokens,
	findNewestStart,
	KEEP_TOKENS,
	PROMPT_TOKENS_MAX,
	plainSummary,
} from "#domain/chat/history-budget.ts";
import type { ChatStore, StoredMessage } from "./chat-store.ts";
import type { ReplyDeps, RunningReply } from "./reply-types.ts";

/**
 * The messages that a model is prompted with: the summary of the oldest ones, if there is one, as a
 * message of its own, then the others, the reply as far as it has come included. A history that is far
 * too long is compacted first, without a model, as nobody should wait for that.
 */
export function buildPrompt(
	store: ChatStore,
	{ chatId, seq, message }: Pick<RunningReply, "chatId" | "seq" | "message">,
): ChatMessage[] {
	let stored = listUnsummarised(store, chatId);
	const oldest = tokensOf(stored) > PROMPT_TOKENS_MAX && findOldest(store, chatId, stored);
	if (oldest) {
		storeSummary(store, chatId, oldest, "");
		stored = listUnsummarised(store, chatId);
	}
	const messages = stored.filter((each) => each.seq < seq).map(({ message }) => message);
	if (message.parts.length > 0) messages.push(message);
	return [...summaryMessages(store.findChat(chatId)?.summary ?? ""), ...messages];
}

/**
 * Summarises the oldest messages of a chat once it exceeds its prompt budget. Runs after the reply,
 * while it is read. The local model is not metered: it needs no summary by a model, so it gets the
 * plain one; so does any chat whose model fails to summarise.
 */
export async function compactHistory(deps: ReplyDeps): Promise<void> {
	const { reply, store } = deps;
	const { chatId } = reply;
	const stored = listUnsummarised(store, chatId);
	if (tokensOf(stored) <= COMPACT_ABOVE_TOKENS) return;
	const oldest = findOldest(store, chatId, stored);
	if (!oldest) return;
	const text = await summariseByModel(deps, oldest).catch(() => "");
	// A reply that began meanwhile may have compacted as much.
	if ((store.findChat(chatId)?.summarisedTo ?? 0) >= oldest.to) return;
	storeSummary(store, chatId, oldest, text);
}

/** The messages to summarise next, with the summary so far and the number of the last of them. */
type Oldest = { summary: string; messages: ChatMessage[]; to: number };

async function summariseByModel(
	{ settings, openModel, scopeOf, budget }: ReplyDeps,
	{ summary, messages }: Oldest,
): Promise<string> {
	const chat = await openModel(settings, scopeOf());
	if (!chat.isMetered) return "";
	const { text, tokens } = await summarizeMessages(chat, summary, messages);
	budget.use(tokens ?? estimateTokens(text));
	return text;
}

/** Stores `text`, or the plain summary when it is empty. */
function storeSummary(
	store: ChatStore,
	chatId: string,
	{ summary, messages, to }: Oldest,
	text: string,
): void {
	store.setSummary(chatId, text || plainSummary(summary, messages), to);
}

function findOldest(store: ChatStore, chatId: string, stored: StoredMessage[]): Oldest | null {
	const start = findNewestStart(
		stored.map(({ message }) => message),
		KEEP_TOKENS,
	);
	const last = stored[start - 1];
	if (!last) return null;
	const messages = stored.slice(0, start).map(({ message }) => message);
	return { summary: store.findChat(chatId)?.summary ?? "", messages, to: last.seq };
}

function tokensOf(stored: StoredMessage[]): number {
	return estimateHistoryTokens(stored.map(({ message }) => message));
}

function listUnsummarised(store: ChatStore, chatId: string): StoredMessage[] {
	return store.listMessagesAfter(chatId, store.findChat(chatId)?.summarisedTo ?? 0);
}

function summaryMessages(summary: string): ChatMessage[] {
	if (summary === "") return [];
	const text = `<summary-of-what-was-said-before>\n${summary}\n</summary-of-what-was-said-before>`;
	return [{ id: "summary", role: "user", parts: [{ type: "text", text }] }];
}
