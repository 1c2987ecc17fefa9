import { DurableObject } from "cloudflare:workers";
import type { Asked } from "#domain/chat/chats.ts";
import { AGE_PARAMETER } from "#domain/notification/live-message.ts";
import { Chat } from "./chat/chat.ts";
import type { ChatCaller } from "./chat/chat-answers.ts";
import { replyWith } from "./chat/chat-reply.ts";
import { Live } from "./live/live.ts";
import { RecentEvents } from "./live/recent-events.ts";
import { Reminders } from "./reminders/reminders.ts";

/** Under which the worker says whose session a connection is, having made sure of it. */
export const SESSION_HEADER = "x-tend-session";

/**
 * One user's own object: what has to be in one place, or awake, for them alone. Its parts each have
 * a file of their own; here is what reaches them.
 */
export class UserObject extends DurableObject<Env> {
	readonly #live = new Live(this.ctx);
	#reminders = new Reminders(this.ctx, this.env, this.#live);
	readonly #recent = new RecentEvents();
	#openedChat: Chat | null = null;

	/**
	 * Told after each change of what is the user's, by who made it and once more by the queue, which
	 * makes up for a call that never came. Without events: of what has none, like settings.
	 */
	async changed(eventIds: string[] = [], requestId: string | null = null): Promise<void> {
		if (this.#recent.hasAll(eventIds)) return;
		await this.#reminders.sync();
		this.#recent.add(eventIds);
		this.#live.broadcast({ type: "changed", requestId });
	}

	/** Makes sure that the object knows what D1 knows. Answers how much of it it did not. */
	async repair(): Promise<number> {
		return this.#reminders.sync();
	}

	/** Takes a page's WebSocket. Only the worker can call this, and has checked the session. */
	override async fetch(request: Request): Promise<Response> {
		const sessionId = request.headers.get(SESSION_HEADER);
		if (request.headers.get("upgrade") !== "websocket" || !sessionId) {
			return new Response("A WebSocket is taken here.", { status: 426 });
		}
		const ageMs = Number(new URL(request.url).searchParams.get(AGE_PARAMETER)) || 0;
		return this.#live.accept(sessionId, ageMs);
	}

	override async alarm(): Promise<void> {
		await this.#reminders.ring();
	}

	/** Pages only listen. Their pings are answered without waking the object. */
	override webSocketMessage(): void {}

	/** Without this the connection would stay, half closed. */
	override webSocketClose(socket: WebSocket): void {
		socket.close();
	}

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
		this.#live.keepOnly([]);
		await this.ctx.storage.deleteAlarm();
		await this.ctx.storage.deleteAll();
		// They know tables that are gone.
		this.#openedChat = null;
		this.#reminders = new Reminders(this.ctx, this.env, this.#live);
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
