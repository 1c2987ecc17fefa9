import { data } from "react-router";
import { AppError } from "#app/core/errors.ts";
import { routeError } from "#app/core/form.server.ts";
import {
	CHAT_ID,
	type ChatMessage,
	type ChatPart,
	type ChatWithMessages,
} from "#domain/chat/chat-message.ts";
import type { Chats } from "#domain/chat/chats.ts";
import { isToolPart } from "#domain/chat/reply-parts.ts";

/**
 * The data of the chat page; `chatId` is undefined for a new chat, `before` is 0 for the newest
 * messages. Throws a 404 for an unknown chat.
 */
export async function loadChatPage(chats: Chats, chatId: string | undefined, before: number) {
	const [list, chat] = await Promise.all([
		chats.list(),
		chatId === undefined ? null : loadChat(chats, chatId, before),
	]);
	return {
		chats: list,
		chat,
		isEarlier: before > 0,
		newId: crypto.randomUUID(),
		formKey: crypto.randomUUID(),
	};
}

/** One chat, without tool results. Throws a 404 for an unknown one. */
export async function loadChat(chats: Chats, id: string, before = 0): Promise<ChatWithMessages> {
	if (!CHAT_ID.test(id)) throw data({ message: "There is no such chat." }, 404);
	try {
		const chat = await chats.read(id, before > 0 ? before : undefined);
		return { ...chat, messages: chat.messages.map(withoutResults) };
	} catch (error) {
		throw error instanceof AppError ? routeError(error) : error;
	}
}

/** Pages show receipts and approvals instead of tool results, which can be long. */
function withoutResults(message: ChatMessage): ChatMessage {
	return { ...message, parts: message.parts.filter(isForPage) };
}

function isForPage(part: ChatPart): boolean {
	return !isToolPart(part) || part.approval !== undefined;
}
