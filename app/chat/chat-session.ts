import type { FormEvent } from "react";
import type { ChatMessage } from "#domain/chat/chat-message.ts";

/** What a chat on a page begins with. */
export type ChatStart = {
	chatId: string;
	/** As the server has them. */
	messages: ChatMessage[];
	/** Called when the assistant has changed tasks. */
	onChange: () => void;
};

/** A chat as its page shows it, and what the user can do in it. */
export type ChatSession = {
	messages: ChatMessage[];
	/** Whether a reply is being generated. */
	isBusy: boolean;
	/** What went wrong with a request; what went wrong with a reply is in its metadata. */
	problem: string | null;
	/** The newest reply as text for screen readers, once it is complete. */
	spokenReply: string;
	send: (text: string) => void;
	approve: (approvalId: string, approved: boolean) => void;
	stop: () => void;
	/** After a problem, or a reply that can be tried again. */
	retry: () => void;
};

/** Handles the submit event of any form in a chat, by its `intent`. */
export type OnChatSubmit = (event: FormEvent<HTMLFormElement>) => void;
