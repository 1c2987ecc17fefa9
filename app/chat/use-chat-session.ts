import type { ChatSession, ChatStart } from "./chat-session.ts";
import { useLiveChat } from "./use-live-chat.client.ts";

/** The chat as the server has it. Without script its forms are sent to the server as they are. */
function useStaticChat({ messages }: ChatStart): ChatSession {
	const nothing = () => {};
	return {
		messages,
		isBusy: messages.at(-1)?.metadata?.status === "answering",
		problem: null,
		spokenReply: "",
		send: nothing,
		approve: nothing,
		stop: nothing,
		retry: nothing,
	};
}

/**
 * A chat that is updated while the page is open. On the server it is static: the live one, and the AI
 * SDK with it, would be loaded with every start of the worker.
 */
export const useChatSession: (start: ChatStart) => ChatSession =
	typeof document === "undefined" ? useStaticChat : useLiveChat;
