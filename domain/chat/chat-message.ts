import type { UIMessage } from "ai";

/**
 * A chat as it is kept, streamed and shown: the AI SDK's UI messages, with what Tend adds to them.
 * Safe in the browser.
 */

/**
 * What came of an answer. `asking`: it waits for an approval; `broken-off`: the server went down under
 * it. The last three can be tried again.
 */
export type AnswerStatus = "answering" | "done" | "asking" | "stopped" | "failed" | "broken-off";

export type ChatMetadata = {
	/** ISO 8601, UTC. */
	createdAt: string;
	/** Of answers alone. */
	status?: AnswerStatus;
	/** Why an answer failed or broke off, and what to do. */
	error?: string;
};

/** What a tool did, as its result says, never as the model claims. */
export type ChatReceipt = {
	toolCallId: string;
	text: string;
	taskId: number | null;
	/** The change that "Undo" takes back. */
	changeId: string | null;
};

/** What the user is asked to approve: made from the tasks as they are, not from what the model says. */
export type ChatQuestion = {
	approvalId: string;
	text: string;
	/** The tasks that it is about, as far as there is room. */
	titles: string[];
	/** How many there are beyond those. */
	others: number;
};

export type ChatMessage = UIMessage<ChatMetadata, { receipt: ChatReceipt; question: ChatQuestion }>;
export type ChatPart = ChatMessage["parts"][number];

export type ChatSummary = { id: string; title: string; createdAt: string; updatedAt: string };

/** Of a long chat, its newest messages. */
export type ChatThread = ChatSummary & {
	messages: ChatMessage[];
	/** Where the messages before these begin to be found; null when there are none. */
	before: number | null;
};

/** The ids of chats and messages, whoever makes them. */
export const CHAT_ID = /^[\w-]{1,64}$/;
export const MESSAGE_MAX_LENGTH = 8_000;
/** So many messages of a chat are read at once. */
export const CHAT_PAGE_SIZE = 100;

export function isUnfinished(status: AnswerStatus | undefined): boolean {
	return status === "stopped" || status === "failed" || status === "broken-off";
}

/** What is to do about an answer that came to no good end is a button, so it is said in a word. */
export const BROKEN_OFF =
	"Tend was restarted while this was being answered. What was done until then stands here; nothing else was.";
