import type { ChatRequest } from "#domain/chat/chats.ts";
import type { Settings } from "#workers/platform/settings.ts";
import { ChatService } from "#workers/user-object/chat/chat-service.ts";
import type { ChatCaller } from "#workers/user-object/chat/reply-types.ts";
import { toRpcResult } from "#workers/user-object/rpc-result.ts";
import { openObjectStorage } from "./object-storage.ts";
import type { SqliteD1 } from "./sqlite-d1.ts";

/*
 * The user's object (workers/user-object) in this process: the same chats, kept in the file's own
 * database, and the assistant that needs no network. There are no reminders and no open pages.
 */

type LocalObjectDeps = {
	d1: SqliteD1;
	settings: Settings;
	waitUntil: (work: Promise<unknown>) => void;
};

export function newLocalObject({ d1, settings, waitUntil }: LocalObjectDeps) {
	let opened: ChatService | null = null;
	// On first use, since it makes tables in the file.
	const chats = () => {
		opened ??= new ChatService(
			{
				storage: openObjectStorage(d1),
				openDb: () => d1.open(),
				// Nobody waits for events here.
				publishEvents: () => {},
				waitUntil,
				keepAlive: (chatId) => waitUntil(chats().waitForReply(chatId)),
			},
			{ settings },
		);
		return opened;
	};
	return {
		async changed() {},
		async repair() {
			return 0;
		},
		listChats: async () => chats().list(),
		readChat: (chatId: string, before?: number) => toRpcResult(() => chats().read(chatId, before)),
		removeChat: (chatId: string) => toRpcResult(() => chats().remove(chatId)),
		askInChat: (caller: ChatCaller, chatId: string, request: ChatRequest) =>
			toRpcResult(() => chats().ask(caller, chatId, request)),
		followChat: (chatId: string) => toRpcResult(() => chats().follow(chatId)),
		stopChat: (chatId: string) => toRpcResult(() => chats().stop(chatId)),
		exportChats: async () => chats().export(),
	};
}
