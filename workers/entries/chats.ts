import type { Chats } from "#domain/chat/chats.ts";
import type { ChatCaller } from "#workers/user-object/chat/chat-answers.ts";
import type { UserObject } from "#workers/user-object/user-object.ts";

/** Its methods as they are: TypeScript loses itself in what RPC makes of the AI SDK's messages. */
type ChatObject = Pick<
	UserObject,
	"listChats" | "readChat" | "removeChat" | "askInChat" | "followChat" | "stopChat" | "exportChats"
>;

import { unpack } from "#workers/user-object/chat/chat-reply.ts";

/** A user's chats, in their object. Whoever opens them has made sure that it is that user. */
export function openChats(env: Env, caller: ChatCaller): Chats {
	const stub: unknown = env.USER_OBJECT.get(env.USER_OBJECT.idFromName(caller.userId));
	const object = stub as ChatObject;
	return {
		list: () => object.listChats(),
		read: async (chatId, before) => unpack(await object.readChat(chatId, before)),
		remove: async (chatId) => unpack(await object.removeChat(chatId)),
		ask: async (chatId, asked) => unpack(await object.askInChat(caller, chatId, asked)),
		follow: async (chatId) => unpack(await object.followChat(chatId)),
		stop: async (chatId) => unpack(await object.stopChat(chatId)),
		exportAll: () => object.exportChats(),
	};
}
