import type { Chats } from "#domain/chat/chats.ts";
import type { ChatCaller } from "./chat/reply-types.ts";
import { fromRpcResult } from "./rpc-result.ts";
import type { UserObject } from "./user-object.ts";

/** The methods as the class has them: TypeScript gives up on the RPC types of the AI SDK's messages. */
type ChatObject = Pick<
	UserObject,
	"listChats" | "readChat" | "removeChat" | "askInChat" | "followChat" | "stopChat" | "exportChats"
>;

/** A user's chats, by calls to their object. The caller must have checked that it is that user. */
export function openChats(env: Env, caller: ChatCaller): Chats {
	const stub: unknown = env.USER_OBJECT.get(env.USER_OBJECT.idFromName(caller.userId));
	const object = stub as ChatObject;
	return {
		list: () => object.listChats(),
		read: async (chatId, before) => fromRpcResult(await object.readChat(chatId, before)),
		remove: async (chatId) => fromRpcResult(await object.removeChat(chatId)),
		ask: async (chatId, request) => fromRpcResult(await object.askInChat(caller, chatId, request)),
		follow: async (chatId) => fromRpcResult(await object.followChat(chatId)),
		stop: async (chatId) => fromRpcResult(await object.stopChat(chatId)),
		exportAll: () => object.exportChats(),
	};
}
