import type { ChatSummary, ChatThread } from "./chat-message.ts";

/** What pages and API ask of the user's chats, which live in the user's object (workers/entries/chats.ts). */
export type Chats = {
	list(): Promise<ChatSummary[]>;
	/** The newest messages of a chat, or those before that number. Throws `NotFound`. */
	read(chatId: string, before?: number): Promise<ChatThread>;
	/** Throws `NotFound`. */
	remove(chatId: string): Promise<void>;
	/**
	 * Asks, answers approvals or tries again; answers with what is said, as server-sent events. Throws
	 * `NotFound`, `Conflict`, or `RateLimited` when the day's allowance is used up.
	 */
	ask(chatId: string, asked: Asked): Promise<ReadableStream<Uint8Array>>;
	/** What is being said, from its beginning; null when nothing is. Throws `NotFound`. */
	follow(chatId: string): Promise<ReadableStream<Uint8Array> | null>;
	/** Ends the answer that is being given; whether there was one. Throws `NotFound`. */
	stop(chatId: string): Promise<boolean>;
	/** All chats with all their messages, as they are kept. */
	exportAll(): Promise<unknown[]>;
};

export type ApprovalAnswer = { id: string; approved: boolean };

export type Asked =
	| { message: { id: string; text: string } }
	| { approvals: ApprovalAnswer[] }
	| { retry: true };

/** How a message that has arrived before is refused. */
export const REPEATED_MESSAGE = { status: 409, code: "repeated-message" };
