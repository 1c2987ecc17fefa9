import { type OpenModel, openChatModel } from "#app/assistant/providers.server.ts";
import { AppError, Conflict, NotFound } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import {
	type ChatMessage,
	type ChatSummary,
	type ChatWithMessages,
	isRetryable,
} from "#domain/chat/chat-message.ts";
import { chatTitle } from "#domain/chat/chat-title.ts";
import { type ApprovalResponse, type ChatRequest, REPEATED_MESSAGE } from "#domain/chat/chats.ts";
import {
	denyPendingApprovals,
	pendingApprovals,
	resumableParts,
	withApproval,
} from "#domain/chat/reply-parts.ts";
import { intersectScopes, isGranted, scopeRefusal } from "#domain/user/token-scope.ts";
import type { Settings } from "#workers/platform/settings.ts";
import type { ChatHost } from "./chat-host.ts";
import { ChatStore, type StoredChat, type StoredMessage, toChatSummary } from "./chat-store.ts";
import { ReplyRunner } from "./reply-runner.ts";
import type { ChatCaller } from "./reply-types.ts";
import { SseLog } from "./sse-log.ts";
import { TokenBudget } from "./token-budget.ts";

/** How many replies a user may have running, in different chats: tokens are only counted at their end. */
const RUNNING_REPLIES_MAX = 4;

type Options = {
	settings: Settings;
	/** How models are opened, for tests that bring their own. */
	openModel?: OpenModel;
};

/** The chats of one user: stores them, and has the assistant reply in them. */
export class ChatService {
	readonly #settings: Settings;
	readonly #store: ChatStore;
	readonly #budget: TokenBudget;
	readonly #replies: ReplyRunner;

	constructor(host: ChatHost, { settings, openModel = openChatModel }: Options) {
		this.#settings = settings;
		this.#store = new ChatStore(host.storage);
		this.#budget = new TokenBudget(host.storage.sql);
		this.#replies = new ReplyRunner({
			host,
			settings,
			openModel,
			store: this.#store,
			budget: this.#budget,
		});
	}

	/** All chats, the one that was used last first. */
	list(): ChatSummary[] {
		return this.#store.listChats().map(toChatSummary);
	}

	/** The newest messages of a chat, or those before message number `before`. Throws `NotFound`. */
	read(chatId: string, before = Number.MAX_SAFE_INTEGER): ChatWithMessages {
		const chat = this.#getChat(chatId);
		const stored = this.#store.listMessagesBefore(chatId, before);
		const running = this.#replies.find(chatId);
		const first = stored[0]?.seq ?? 1;
		return {
			...toChatSummary(chat),
			// A running reply is further than what was last stored of it.
			messages: stored.map(({ seq, message }) =>
				seq === running?.seq ? running.message : message,
			),
			before: first > 1 ? first : null,
		};
	}

	/** All chats with all of their messages. */
	export(): ChatWithMessages[] {
		return this.#store.listChats().map((chat) => ({
			...toChatSummary(chat),
			messages: this.#store.listMessagesAfter(chat.id, 0).map(({ message }) => message),
			before: null,
		}));
	}

	/** Deletes a chat, and stops the reply in it. Throws `NotFound`. */
	async remove(chatId: string): Promise<void> {
		await this.stop(chatId);
		this.#store.deleteChat(chatId);
	}

	/** Stops all replies, before the object is emptied. */
	async stopAll(): Promise<void> {
		await this.#replies.stopAll();
	}

	/**
	 * Takes a message, responses to approvals or a retry, and starts the reply; returns it as server-sent
	 * events. Throws `NotFound`, `Conflict`, `RateLimited`, or a 403 `AppError` for approvals that the
	 * caller may not give, before anything is stored.
	 */
	ask(caller: ChatCaller, chatId: string, request: ChatRequest): ReadableStream<Uint8Array> {
		if ("message" in request && this.#store.hasMessage(chatId, request.message.id)) {
			throw new AppError("This message is in the chat already.", REPEATED_MESSAGE);
		}
		if (this.#replies.find(chatId)) {
			throw new Conflict("This chat is still being answered. Wait for that, or stop it.");
		}
		if (this.#replies.size >= RUNNING_REPLIES_MAX) {
			throw new Conflict("The assistant is still busy in your other chats. Wait for one of them.");
		}
		this.#budget.check(this.#settings);
		if ("message" in request) return this.#receiveMessage(caller, chatId, request.message);
		const last = this.#findLastReply(this.#getChat(chatId).id);
		if ("approvals" in request) {
			return this.#receiveApprovals(caller, chatId, last, request.approvals);
		}
		if (!last || !isRetryable(last.message.metadata?.status)) {
			throw new Conflict("There is nothing to try again: the last answer is whole.");
		}
		const reply = this.#replies.start(caller, chatId, last, resumableParts(last.message.parts));
		// A client that retries drops the reply that it has, and so needs the parts that remain.
		return reply.log.read(reply.earlier);
	}

	/** The running reply of a chat, from its beginning; null when none runs. Throws `NotFound`. */
	follow(chatId: string): ReadableStream<Uint8Array> | null {
		return this.#replies.resume(this.#getChat(chatId).id);
	}

	/** Stops the running reply of a chat; resolves to whether there was one. Throws `NotFound`. */
	async stop(chatId: string): Promise<boolean> {
		const running = this.#replies.find(this.#getChat(chatId).id);
		await this.#replies.stop(chatId);
		return running !== null;
	}

	/** Resolves when no reply is running in that chat. */
	async waitForReply(chatId: string): Promise<void> {
		await this.#replies.find(chatId)?.done;
	}

	#receiveMessage(
		caller: ChatCaller,
		chatId: string,
		{ id, text }: { id: string; text: string },
	): ReadableStream<Uint8Array> {
		const now = Date.now();
		const store = this.#store;
		if (store.findChat(chatId)) store.touchChat(chatId, now);
		else store.insertChat(chatId, chatTitle(text), now);
		const last = this.#findLastReply(chatId);
		if (last) this.#dismissApprovals(chatId, last);
		const question: ChatMessage = { id, role: "user", parts: [{ type: "text", text }] };
		store.insertMessage(chatId, question, now);
		const metadata = { createdAt: new Date(now).toISOString(), status: "answering" as const };
		const message: ChatMessage = { id: newId(), role: "assistant", metadata, parts: [] };
		const seq = store.insertMessage(chatId, message, now);
		const stored = { seq, message, granted: caller.granted };
		return this.#replies.start(caller, chatId, stored, []).log.read();
	}

	#receiveApprovals(
		caller: ChatCaller,
		chatId: string,
		last: StoredMessage | null,
		responses: ApprovalResponse[],
	): ReadableStream<Uint8Array> {
		if (!isGranted(caller.granted, "tasks:write")) {
			throw new AppError(scopeRefusal("tasks:write"), { status: 403, code: "forbidden" });
		}
		for (const { id } of responses) {
			const decision = this.#store.findApproval(chatId, id);
			if (decision === undefined) throw new NotFound("There is nothing to approve under this id.");
			if (decision === "passed-over") {
				throw new Conflict("The chat went on without this, so it was not done. Ask for it again.");
			}
			if (decision !== null) throw new Conflict("This was answered before.");
		}
		if (!last) throw new NotFound("There is nothing to approve in this chat.");
		let { parts } = last.message;
		for (const { id, approved } of responses) {
			this.#store.decideApproval(chatId, id, approved ? "approved" : "denied");
			parts = withApproval(parts, id, approved);
		}
		if (pendingApprovals(parts).length === 0) {
			return this.#replies.start(caller, chatId, last, parts).log.read();
		}
		// The model cannot go on before all of its calls are decided.
		this.#store.updateMessage(chatId, last.seq, { parts, status: "asking" });
		this.#store.setGranted(chatId, last.seq, intersectScopes(last.granted, caller.granted));
		const log = new SseLog();
		log.push({ type: "start", messageId: last.message.id });
		for (const { id, approved } of responses) {
			log.push({ type: "tool-approval-response", approvalId: id, approved });
		}
		log.push({ type: "finish" });
		log.close();
		return log.read();
	}

	/** Denies the approvals that the last reply waits for: the user has written something else instead. */
	#dismissApprovals(chatId: string, { seq, message }: StoredMessage): void {
		const pending = pendingApprovals(message.parts);
		if (pending.length === 0) return;
		for (const id of pending) this.#store.decideApproval(chatId, id, "passed-over");
		const parts = denyPendingApprovals(message.parts);
		this.#store.updateMessage(chatId, seq, { parts, status: "done" });
	}

	#getChat(chatId: string): StoredChat {
		const chat = this.#store.findChat(chatId);
		if (!chat) throw new NotFound("There is no such chat.");
		return chat;
	}

	#findLastReply(chatId: string): StoredMessage | null {
		const last = this.#store.findLastMessage(chatId);
		return last?.message.role === "assistant" ? last : null;
	}
}
