import { type Failure, failureOf, NO_ANSWER } from "#app/assistant/failure-words.server.ts";
import { summarise } from "#app/assistant/summary.server.ts";
import { outcomeChunks, pendingApprovals, settled } from "#domain/chat/answer-parts.ts";
import { estimateTokens } from "#domain/chat/chat-memory.ts";
import type { AnswerStatus, ChatPart } from "#domain/chat/chat-message.ts";
import { type Answering, noteFailure, openModelOf } from "./chat-answering.ts";
import type { RunningAnswer } from "./chat-answers.ts";
import { foldOldestPart } from "./chat-prompt.ts";
import type { ChatStore, Standing } from "./chat-store.ts";
import { AnswerWork } from "./chat-work.ts";

/**
 * Gives an answer: lets the model work and talk, tells the log of it as it comes, and keeps it. However
 * it ends, the answer then stands in the store with what was done. Throws nothing.
 */
export async function giveAnswer(answering: Answering): Promise<void> {
	const { answer, store, settings } = answering;
	const work = new AnswerWork(answering);
	let failure: Failure | null = null;
	try {
		failure = await work.stream();
	} catch (error) {
		if (!answer.stopping.signal.aborted) failure = failureOf(error, settings.LLM_PROVIDER);
		if (failure) noteFailure(answering, failure, error);
	}
	await work.finished();
	conclude(answer, store, failure);
}

/** Keeps a chat within its budget, while its reader reads; `local` needs nobody's words for it. */
export async function foldAfter(answering: Answering): Promise<void> {
	const { answer, store, allowance } = answering;
	await foldOldestPart(store, answer.threadId, async (summary, messages) => {
		const chat = await openModelOf(answering);
		if (!chat.isMetered) return "";
		const { text, tokens } = await summarise(chat, summary, messages);
		allowance.use(tokens ?? estimateTokens(text));
		return text;
	});
}

/** Writes down how an answer ended, and tells those who listen. */
function conclude(answer: RunningAnswer, store: ChatStore, failed: Failure | null): void {
	const { threadId, seq, log } = answer;
	const before = answer.message.parts;
	const parts = settled(before, store.listToolCalls(threadId, seq));
	const isEmpty = !answer.stopping.signal.aborted && parts.every(isNothing);
	const failure = failed ?? (isEmpty ? NO_ANSWER : null);
	const status = statusOf(answer, parts, failure);
	const standing: Standing = { status, ...(failure ? { error: failure.text } : {}) };
	const metadata = { createdAt: answer.createdAt, ...standing };
	answer.message = { ...answer.message, parts, metadata };
	store.updateMessage(threadId, seq, { parts, ...standing });
	store.deleteToolCalls(threadId, seq);
	store.touchThread(threadId, Date.now());
	for (const chunk of outcomeChunks(before, parts)) log.push(chunk);
	if (status === "stopped") log.push({ type: "abort" });
	if (failure) {
		log.push({ type: "message-metadata", messageMetadata: standing });
		log.push({ type: "error", errorText: failure.text });
	} else {
		log.push({ type: "finish", messageMetadata: standing });
	}
	log.close();
}

function isNothing(part: ChatPart): boolean {
	return part.type === "step-start" || (part.type === "text" && part.text.trim() === "");
}

function statusOf(
	{ stopping }: RunningAnswer,
	parts: ChatPart[],
	failure: Failure | null,
): AnswerStatus {
	if (failure) return "failed";
	if (stopping.signal.aborted) return "stopped";
	return pendingApprovals(parts).length > 0 ? "asking" : "done";
}
