import { DurableObject } from "cloudflare:workers";
import type { Asked } from "#app/chat/chats.ts";
import { Chat } from "./chat.ts";
import type { ChatCaller } from "./chat-answers.ts";
import { replyWith } from "./chat-reply.ts";

/** One user's own object: what has to be in one place, or awake, for them alone. */
export class UserObject extends DurableObject<Env> {
	#openedChat: Chat | null = null;

	/** Told after each change of the user's tasks. */
	async changed(_eventIds: string[]): Promise<void> {}

	async listChats() {
		return this.#chat.list();
	}

	readChat(chatId: string, before?: number) {
		return replyWith(() => this.#chat.read(chatId, before));
	}

	removeChat(chatId: string) {
		return replyWith(() => this.#chat.remove(chatId));
	}

	askInChat(caller: ChatCaller, chatId: string, asked: Asked) {
		return replyWith(() => this.#chat.ask(caller, chatId, asked));
	}

	followChat(chatId: string) {
		return replyWith(() => this.#chat.follow(chatId));
	}

	stopChat(chatId: string) {
		return replyWith(() => this.#chat.stop(chatId));
	}

	untilChatAnswered(chatId: string): Promise<void> {
		return this.#chat.untilAnswered(chatId);
	}

	/** All of the user's chats, with all of their messages. */
	async exportChats() {
		return this.#chat.export();
	}

	/** Empties the object: the account is being deleted. */
	async deleteAll(): Promise<void> {
		await this.#openedChat?.stopAll();
		this.#openedChat = null;
		await this.ctx.storage.deleteAlarm();
		await this.ctx.storage.deleteAll();
	}

	get #chat(): Chat {
		this.#openedChat ??= new Chat({
			context: this.ctx,
			env: this.env,
			// Cloudflare puts an object away a minute or two after the last call, whatever it still does:
			// so it calls itself, and waits.
			stayAwake: (chatId) => {
				const self = this.env.USER_OBJECT.get(this.ctx.id);
				this.ctx.waitUntil(self.untilChatAnswered(chatId).catch(() => {}));
			},
		});
		return this.#openedChat;
	}
}
