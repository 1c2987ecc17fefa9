import type { Asked } from "#domain/chat/chats.ts";
import type { Settings } from "#workers/platform/settings.ts";
import { Chat } from "#workers/user-object/chat/chat.ts";
import type { ChatCaller } from "#workers/user-object/chat/chat-answers.ts";
import { replyWith } from "#workers/user-object/chat/chat-reply.ts";
import { storageOf } from "./object-storage.ts";
import type { SqliteD1 } from "./sqlite-d1.ts";

/*
 * What stands in for the user's Durable Object (workers/user-object): it has the same chats, kept in
 * the file's own database, and the assistant that needs no network. Nothing rings here, and nobody
 * listens.
 */

type Surroundings = {
	d1: SqliteD1;
	settings: Settings;
	waitUntil: (work: Promise<unknown>) => void;
};

export function newLocalObject({ d1, settings, waitUntil }: Surroundings) {
	let opened: Chat | null = null;
	const chat = () => {
		opened ??= new Chat({
			context: { storage: storageOf(d1), waitUntil } as unknown as DurableObjectState,
			env: { DB: d1, EVENTS: deaf, USER_OBJECT: { idFromName: String, get: () => deaf } } as never,
			settings,
			stayAwake: (chatId) => waitUntil(chat().untilAnswered(chatId)),
		});
		return opened;
	};
	return {
		async changed() {},
		async repair() {
			return 0;
		},
		listChats: async () => chat().list(),
		readChat: (chatId: string, before?: number) => replyWith(() => chat().read(chatId, before)),
		removeChat: (chatId: string) => replyWith(() => chat().remove(chatId)),
		askInChat: (caller: ChatCaller, chatId: string, asked: Asked) =>
			replyWith(() => chat().ask(caller, chatId, asked)),
		followChat: (chatId: string) => replyWith(() => chat().follow(chatId)),
		stopChat: (chatId: string) => replyWith(() => chat().stop(chatId)),
		exportChats: async () => chat().export(),
	};
}

/** Takes what is announced. */
const deaf = { async sendBatch() {}, async changed() {} };
