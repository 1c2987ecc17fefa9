import type { UIMessage } from "ai";

/**
 * The messages of a chat as they are stored, streamed and shown: the AI SDK's UI messages with Tend's
 * metadata and data parts. Safe in the browser.
 */

/**
 * The state of a reply. `answering`: it is being generated; `asking`: it waits for an approval;
 * `broken-off`: the server went down while it was generated. The last three can be retried.
 */
export type ReplyStatus = "answering" | "done" | "asking" | "stopped" | "failed" | "broken-off";

type ChatMetadata = {
	/** ISO 8601, UTC. */
	createdAt: string;
	/** Set on replies only. */
	status?: ReplyStatus;
	/** Why a reply failed or was interrupted, and what to do. */
	error?: string;
};

/** What a tool did, made from its result, never from what the model claims. */
export type ChatReceipt = {
	toolCallId: string;
	text: string;
	taskId: number | null;
	/** The change that "Undo" reverses; null when there is nothing to undo. */
	changeId: string | null;
};

/** What the user is asked to approve: made from the tasks in D1, not from what the model says. */
export type ApprovalQuestion = {
	approvalId: string;
	text: string;
	/** Titles of the first few tasks that it is about. */
	titles: string[];
	/** How many tasks there are beyond those. */
	others: number;
	/** Where it is about a change (undo): that one, whatever is done until it is answered. */
	changeId?: string;
};

export type ChatMessage = UIMessage<
	ChatMetadata,
	{ receipt: ChatReceipt; question: ApprovalQuestion }
>;
export type ChatPart = ChatMessage["parts"][number];

export type ChatSummary = { id: string; title: string; createdAt: string; updatedAt: string };

/** A chat with a page of its messages, oldest first. */
export type ChatWithMessages = ChatSummary & {
	messages: ChatMessage[];
	/** Pass this as `before` to read the page before; null when there is none. */
	before: number | null;
};

/** The form of ids of chats and messages, made by clients or by Tend. */
export const CHAT_ID = /^[\w-]{1,64}$/;
/** Messages in a page. */
export const CHAT_PAGE_SIZE = 100;

/** Whether a reply of that status can be tried again. */
export function isRetryable(status: ReplyStatus | undefined): boolean {
	return status === "stopped" || status === "failed" || status === "broken-off";
}

/** Shown when a restart interrupted the reply. What to do next is a button (Try again), so the text only says what happened. */
export const REPLY_INTERRUPTED =
	"Tend was restarted while this was being answered. What was done until then stands here; nothing else was.";
