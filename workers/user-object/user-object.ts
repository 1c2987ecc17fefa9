import { DurableObject } from "cloudflare:workers";
import type { ChatRequest } from "#domain/chat/chats.ts";
import { AGE_PARAMETER } from "#domain/notification/live-message.ts";
import { connect } from "#workers/platform/databases.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";
import { readSettings } from "#workers/platform/settings.ts";
import { ChatService } from "./chat/chat-service.ts";
import type { ChatCaller } from "./chat/reply-types.ts";
import { LiveConnections } from "./live/live-connections.ts";
import { RecentEvents } from "./live/recent-events.ts";
import { Reminders } from "./reminders/reminders.ts";
import { toRpcResult } from "./rpc-result.ts";

/** The header in which the worker names the session of a WebSocket, after it has checked that session. */
export const SESSION_HEADER = "x-tend-session";

/**
 * The Durable Object of one user, by the user's id: reminders, chats, and the open pages' WebSockets.
 * Each of these is a class of its own; this one passes calls on to them.
 */
export class UserObject extends DurableObject<Env> {
	readonly #live = new LiveConnections(this.ctx);
	#reminders = new Reminders(this.ctx, this.env, this.#live);
	readonly #recent = new RecentEvents();
	#openedChats: ChatService | null = null;

	/**
	 * Called after each change of the user's data: directly by whoever made it, and again by the queue in
	 * case that call was lost. Without event ids for changes that have none, like settings.
	 */
	async changed(eventIds: string[] = [], requestId: string | null = null): Promise<void> {
		if (this.#recent.hasAll(eventIds)) return;
		await this.#reminders.sync();
		this.#recent.add(eventIds);
		this.#live.broadcast({ type: "changed", requestId });
	}

	/** Reads the reminders from D1 anew; resolves to how many of them had been missing or wrong. */
	async repair(): Promise<number> {
		return this.#reminders.sync();
	}

	/** Accepts a page's WebSocket. Only the worker can call this, and it has checked the session. */
	override async fetch(request: Request): Promise<Response> {
		const sessionId = request.headers.get(SESSION_HEADER);
		if (request.headers.get("upgrade") !== "websocket" || !sessionId) {
			return new Response("A WebSocket is taken here.", { status: 426 });
		}
		const ageMs = Number(new URL(request.url).searchParams.get(AGE_PARAMETER)) || 0;
		return this.#live.accept(sessionId, ageMs);
	}

	override async alarm(): Promise<void> {
		await this.#reminders.fireDue();
	}

	/** Pages send nothing but pings, which the platform answers without waking the object. */
	override webSocketMessage(): void {}

	/** Completes the closing handshake; without this the connection would stay half closed. */
	override webSocketClose(socket: WebSocket): void {
		socket.close();
	}

	async listChats() {
		return this.#chats.list();
	}

	readChat(chatId: string, before?: number) {
		return toRpcResult(() => this.#chats.read(chatId, before));
	}

	removeChat(chatId: string) {
		return toRpcResult(() => this.#chats.remove(chatId));
	}

	askInChat(caller: ChatCaller, chatId: string, request: ChatRequest) {
		return toRpcResult(() => this.#chats.ask(caller, chatId, request));
	}

	followChat(chatId: string) {
		return toRpcResult(() => this.#chats.follow(chatId));
	}

	stopChat(chatId: string) {
		return toRpcResult(() => this.#chats.stop(chatId));
	}

	/** Resolves when no reply is being generated in that chat. */
	waitForChatReply(chatId: string): Promise<void> {
		return this.#chats.waitForReply(chatId);
	}

	/** All of the user's chats, with all of their messages. */
	async exportChats() {
		return this.#chats.export();
	}

	/** Empties the object: the account is being deleted. */
	async deleteAll(): Promise<void> {
		await this.#openedChats?.stopAll();
		this.#live.keepOnly([]);
		await this.ctx.storage.deleteAlarm();
		await this.ctx.storage.deleteAll();
		// Both have migrated tables that are gone now.
		this.#openedChats = null;
		this.#reminders = new Reminders(this.ctx, this.env, this.#live);
	}

	get #chats(): ChatService {
		this.#openedChats ??= new ChatService(
			{
				storage: this.ctx.storage,
				openDb: (userId) => connect(this.env, userId).open(),
				publishEvents: eventPublisher(this.env, this.ctx),
				waitUntil: (work) => this.ctx.waitUntil(work),
				// Cloudflare evicts an object a minute or two after its last request, whatever it still does:
				// so it requests itself, and that request waits for the reply.
				keepAlive: (chatId) => {
					const self = this.env.USER_OBJECT.get(this.ctx.id);
					this.ctx.waitUntil(self.waitForChatReply(chatId).catch(() => {}));
				},
			},
			{ settings: readSettings(this.env) },
		);
		return this.#openedChats;
	}
}
