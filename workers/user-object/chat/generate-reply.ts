import {
	EMPTY_REPLY,
	type ReplyFailure,
	toReplyFailure,
} from "#app/assistant/reply-failure.server.ts";
import type { ChatPart, ReplyStatus } from "#domain/chat/chat-message.ts";
import { finalizeParts, outcomeChunks, pendingApprovals } from "#domain/chat/reply-parts.ts";
import type { ReplyState } from "./chat-store.ts";
import { logFailure } from "./log-failure.ts";
import { ReplyStream } from "./reply-stream.ts";
import type { ReplyDeps, RunningReply } from "./reply-types.ts";

/**
 * Generates a reply: streams the model's text and tool calls into the reply's log, then stores the
 * final parts and status and closes the log. However it ends, what tools did is stored. Throws nothing
 * of the model's or the provider's.
 */
export async function generateReply(deps: ReplyDeps): Promise<void> {
	const { reply, settings } = deps;
	const stream = new ReplyStream(deps);
	let failure: ReplyFailure | null = null;
	try {
		failure = await stream.run();
	} catch (error) {
		if (!reply.stopping.signal.aborted) failure = toReplyFailure(error, settings.LLM_PROVIDER);
		if (failure) logFailure(deps, failure, error);
	}
	await stream.finish();
	finalizeReply(deps, failure);
}

/** Stores how a reply ended, and sends its readers what they do not have yet. */
function finalizeReply({ reply, store }: ReplyDeps, failed: ReplyFailure | null): void {
	const { chatId, seq, log } = reply;
	const before = reply.message.parts;
	const parts = finalizeParts(before, store.listToolCalls(chatId, seq));
	const isEmpty = !reply.stopping.signal.aborted && parts.every(isEmptyPart);
	const failure = failed ?? (isEmpty ? EMPTY_REPLY : null);
	const status = statusOf(reply, parts, failure);
	const state: ReplyState = { status, ...(failure ? { error: failure.text } : {}) };
	reply.message = { ...reply.message, parts, metadata: { createdAt: reply.createdAt, ...state } };
	store.updateMessage(chatId, seq, { parts, ...state });
	store.deleteToolCalls(chatId, seq);
	store.touchChat(chatId, Date.now());
	for (const chunk of outcomeChunks(before, parts)) log.push(chunk);
	if (status === "stopped") log.push({ type: "abort" });
	if (failure) {
		log.push({ type: "message-metadata", messageMetadata: state });
		log.push({ type: "error", errorText: failure.text });
	} else {
		log.push({ type: "finish", messageMetadata: state });
	}
	log.close();
}

function isEmptyPart(part: ChatPart): boolean {
	return part.type === "step-start" || (part.type === "text" && part.text.trim() === "");
}

function statusOf(
	{ stopping }: RunningReply,
	parts: ChatPart[],
	failure: ReplyFailure | null,
): ReplyStatus {
	if (failure) return "failed";
	if (stopping.signal.aborted) return "stopped";
	return pendingApprovals(parts).length > 0 ? "asking" : "done";
}
