/** Reads the user's chats from the API, in the browser. */
import type { ChatMessage, ChatSummary, ChatWithMessages } from "#domain/chat/chat-message.ts";

/** The newest messages of a chat; null for an unknown one. Throws for any other error. */
export async function readChat(chatId: string): Promise<ChatMessage[] | null> {
	const response = await fetch(`/api/chat/${chatId}`);
	if (response.status === 404) return null;
	if (!response.ok) throw new Error(`GET /api/chat/{id} answered ${response.status}`);
	return (await response.json<ChatWithMessages>()).messages;
}

/** The chat that was used last; null when there is none. Throws for an error. */
export async function readNewestChat(): Promise<ChatSummary | null> {
	const response = await fetch("/api/chat");
	if (!response.ok) throw new Error(`GET /api/chat answered ${response.status}`);
	const { threads } = await response.json<{ threads: ChatSummary[] }>();
	return threads[0] ?? null;
}
