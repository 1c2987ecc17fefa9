/** The user's chats as a script of this site reads them. */
import type { ChatMessage, ChatSummary, ChatThread } from "#domain/chat/chat-message.ts";

/** A chat's newest messages as the server has them; null when it has no such chat. */
export async function readChat(chatId: string): Promise<ChatMessage[] | null> {
	const response = await fetch(`/api/chat/${chatId}`);
	if (response.status === 404) return null;
	if (!response.ok) throw new Error(`GET /api/chat/{id} answered ${response.status}`);
	return (await response.json<ChatThread>()).messages;
}

/** The chat that was used last; null when there is none. */
export async function readNewestChat(): Promise<ChatSummary | null> {
	const response = await fetch("/api/chat");
	if (!response.ok) throw new Error(`GET /api/chat answered ${response.status}`);
	const { threads } = await response.json<{ threads: ChatSummary[] }>();
	return threads[0] ?? null;
}
