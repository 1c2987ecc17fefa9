import type { ChatMessage } from "#domain/chat/chat-message.ts";
import { useLiveChat } from "./use-live-chat.client.ts";

export type ChatStart = {
	chatId: string;
	/** As the server has them. */
	messages: ChatMessage[];
	/** Called when the assistant has changed tasks. */
	onChange: () => void;
};

/** A chat as its page shows it, and what can be done in it. */
export type ChatSession = {
	messages: ChatMessage[];
	/** Whether an answer is on its way. */
	isBusy: boolean;
	/** What went wrong besides the answer itself. */
	problem: string | null;
	/** The newest answer in words, once it is whole. */
	said: string;
	send: (text: string) => void;
	approve: (approvalId: string, approved: boolean) => void;
	stop: () => void;
	/** After a problem, or an answer that failed. */
	retry: () => void;
};

/** The chat as it stands. Where there is no script, its forms are sent as they are. */
function useStillChat({ messages }: ChatStart): ChatSession {
	const none = () => {};
	return {
		messages,
		isBusy: messages.at(-1)?.metadata?.status === "answering",
		problem: null,
		said: "",
		send: none,
		approve: none,
		stop: none,
		retry: none,
	};
}

/** On the server there is no such thing as the live one: it would be loaded with every start. */
export const useChatSession: (start: ChatStart) => ChatSession =
	typeof document === "undefined" ? useStillChat : useLiveChat;
