/** How much of a chat a model is shown: its newest part as it is, and what came before in short. */
import { isToolPart } from "./answer-parts.ts";
import type { ChatMessage } from "./chat-message.ts";

/** Above this, the oldest part is summarised, down to `KEPT_TOKENS`. */
export const HISTORY_TOKENS = 8_000;
export const KEPT_TOKENS = 3_000;
/** Above this, it is done before the next answer, however it can be. */
export const HISTORY_TOKENS_MAX = 12_000;
export const SUMMARY_MAX_LENGTH = 4_000;

const LINE_MAX_LENGTH = 160;

/** What a text costs, roughly: four characters are a token in English. */
export function estimateTokens(text: string): number {
	return Math.ceil(text.length / 4);
}

export function tokensOf({ parts }: Pick<ChatMessage, "parts">): number {
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

export function tokensOfAll(messages: Pick<ChatMessage, "parts">[]): number {
	return messages.reduce((sum, message) => sum + tokensOf(message), 0);
}

/**
 * Where the newest part of about that size begins: at a message of the user's, so that no answer is
 * parted from its question and no tool's result from its call. 0 when nothing can be left out.
 */
export function newestFrom(messages: ChatMessage[], tokens: number): number {
	let left = tokens;
	let from = messages.length;
	for (const [index, message] of [...messages.entries()].reverse()) {
		left -= tokensOf(message);
		const isLastTurn = from === messages.length;
		if (left < 0 && !isLastTurn) break;
		if (message.role === "user") from = index;
	}
	return from === messages.length ? 0 : from;
}

/**
 * What was asked and what was done, line by line: the summary that needs no model. Long ones lose
 * their oldest lines.
 */
export function recordOf(summary: string, messages: ChatMessage[]): string {
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

/** The same part of a chat for a model to summarise, with what was answered. */
export function transcriptOf(messages: ChatMessage[]): string {
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
