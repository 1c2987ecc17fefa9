import type { ChatSummary, ChatWithMessages } from "./chat-message.ts";

/** A user's chats as pages and API use them. They live in the user's object (workers/user-object/open-chats.ts). */
export type Chats = {
	/** The chat that was used last comes first. */
	list(): Promise<ChatSummary[]>;
	/** The newest messages of a chat, or those before message number `before`. Throws `NotFound`. */
	read(chatId: string, before?: number): Promise<ChatWithMessages>;
	/** Throws `NotFound`. */
	remove(chatId: string): Promise<void>;
	/**
	 * Sends a message, responds to approvals or retries the last reply. Resolves to the reply as
	 * server-sent events (AI SDK, UI message stream). Throws `NotFound`, `Conflict`, or `RateLimited` when
	 * the day's token budget is used up.
	 */
	ask(chatId: string, request: ChatRequest): Promise<ReadableStream<Uint8Array>>;
	/** The reply that is being generated, from its beginning; null when there is none. Throws `NotFound`. */
	follow(chatId: string): Promise<ReadableStream<Uint8Array> | null>;
	/** Stops the reply that is being generated; resolves to whether there was one. Throws `NotFound`. */
	stop(chatId: string): Promise<boolean>;
	/** All chats with all of their messages, as they are stored. */
	exportAll(): Promise<unknown[]>;
};

/** The user's response to one approval, by the `approvalId` of the reply's part. */
export type ApprovalResponse = { id: string; approved: boolean };

/** What a client sends to a chat: its newest message, responses to approvals, or "try again". */
export type ChatRequest =
	| { message: { id: string; text: string } }
	| { approvals: ApprovalResponse[] }
	| { retry: true };

/** The `AppError` of a message whose id the chat has already: it was sent twice. */
export const REPEATED_MESSAGE = { status: 409, code: "repeated-message" };
