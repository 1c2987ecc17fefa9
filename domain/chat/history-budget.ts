/**
 * Which part of a chat goes into a model's prompt: the newest messages in full, older ones as a summary.
 * Sizes are tokens, estimated from the length of the text.
 */

import type { ChatMessage } from "./chat-message.ts";
import { isToolPart } from "./reply-parts.ts";

/** A history above this is compacted after a reply: all but the newest `KEEP_TOKENS` become a summary. */
export const COMPACT_ABOVE_TOKENS = 8_000;
export const KEEP_TOKENS = 3_000;
/** A history above this is compacted before the next reply, without a model, as nobody should wait. */
export const PROMPT_TOKENS_MAX = 12_000;
/** In characters. */
export const SUMMARY_MAX_LENGTH = 4_000;

const LINE_MAX_LENGTH = 160;

/** A rough count of a text's tokens: four characters each, as in English. */
export function estimateTokens(text: string): number {
	return Math.ceil(text.length / 4);
}

/** The tokens of a message: its text, and the input and output of its tool calls. */
export function estimateMessageTokens({ parts }: Pick<ChatMessage, "parts">): number {
	let tokens = 4;
	for (const part of parts) {
		if (part.type === "text") tokens += estimateTokens(part.text);
		else if (isToolPart(part)) {
			const { input, output = null } = part;
			tokens += estimateTokens(JSON.stringify([input, output]));
		}
	}
	return tokens;
}

/** The tokens of several messages together. */
export function estimateHistoryTokens(messages: Pick<ChatMessage, "parts">[]): number {
	return messages.reduce((sum, message) => sum + estimateMessageTokens(message), 0);
}

/**
 * The index at which the newest messages of about `tokens` tokens begin. Always a message of the user's,
 * so that no reply is kept without its question and no tool result without its call; the last question
 * is kept whatever its size. 0 when nothing can be left out.
 */
export function findNewestStart(messages: ChatMessage[], tokens: number): number {
	let left = tokens;
	let from = messages.length;
	for (const [index, message] of [...messages.entries()].reverse()) {
		left -= estimateMessageTokens(message);
		const isLastTurn = from === messages.length;
		if (left < 0 && !isLastTurn) break;
		if (message.role === "user") from = index;
	}
	return from === messages.length ? 0 : from;
}

/**
 * A summary made without a model: a line for each question and for each receipt, behind the earlier
 * `summary`. Loses its oldest lines beyond `SUMMARY_MAX_LENGTH`.
 */
export function plainSummary(summary: string, messages: ChatMessage[]): string {
	const lines = summary === "" ? [] : summary.split("\n");
	for (const message of messages) {
		for (const part of message.parts) {
			if (part.type === "data-receipt") lines.push(line(`  Done: ${part.data.text}`));
			else if (part.type === "text" && message.role === "user") {
				lines.push(line(`- The user: ${part.text}`));
			}
		}
	}
	let length = lines.reduce((sum, { length }) => sum + length + 1, 0);
	while (length > SUMMARY_MAX_LENGTH) length -= (lines.shift()?.length ?? length) + 1;
	return lines.join("\n");
}

/** The messages as text for a model to summarise: questions, replies (cut) and receipts, a line each. */
export function toTranscript(messages: ChatMessage[]): string {
	const lines = messages.flatMap(({ role, parts }) =>
		parts.flatMap((part) => {
			if (part.type === "data-receipt") return [line(`Done: ${part.data.text}`)];
			if (part.type !== "text" || part.text === "") return [];
			return [`${role === "user" ? "User" : "Assistant"}: ${part.text.slice(0, 1_000)}`];
		}),
	);
	return lines.join("\n");
}

function line(text: string): string {
	const flat = text.trimEnd().replaceAll(/\s*\n\s*/g, " ");
	return flat.length > LINE_MAX_LENGTH ? `${flat.slice(0, LINE_MAX_LENGTH - 1)}…` : flat;
}
