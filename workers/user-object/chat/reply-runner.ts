import type { OpenModel } from "#app/assistant/providers.server.ts";
import { log } from "#app/core/log.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { type ChatPart, REPLY_INTERRUPTED } from "#domain/chat/chat-message.ts";
import { denyPendingApprovals, finalizeParts, toChunks } from "#domain/chat/reply-parts.ts";
import { intersectScopes } from "#domain/user/token-scope.ts";
import type { Settings } from "#workers/platform/settings.ts";
import type { ChatHost } from "./chat-host.ts";
import type { ChatStore, StoredMessage } from "./chat-store.ts";
import type { ChatCaller, RunningReply } from "./reply-types.ts";
import { SseLog } from "./sse-log.ts";
import type { TokenBudget } from "./token-budget.ts";

type RunnerDeps = {
	host: ChatHost;
	settings: Settings;
	store: ChatStore;
	budget: TokenBudget;
	openModel: OpenModel;
};

/** The replies that are being generated, at most one in a chat. They go on without any reader. */
export class ReplyRunner {
	readonly #deps: RunnerDeps;
	readonly #running = new Map<string, RunningReply>();

	/** Marks replies as interrupted that were being generated when the object was last in memory. */
	constructor(deps: RunnerDeps) {
		this.#deps = deps;
		for (const reply of deps.store.listRunningReplies()) this.#markInterrupted(reply);
	}

	/** How many replies are being generated. */
	get size(): number {
		return this.#running.size;
	}

	find(chatId: string): RunningReply | null {
		return this.#running.get(chatId) ?? null;
	}

	/**
	 * Starts to generate the reply `stored` behind `parts`: none for a new reply, those before an
	 * approval or a retry else. It may do what both its first request and this one grant. The caller
	 * makes sure that no reply is running in this chat.
	 */
	start(
		caller: ChatCaller,
		chatId: string,
		{ seq, message, granted }: StoredMessage,
		parts: ChatPart[],
	): RunningReply {
		const createdAt = message.metadata?.createdAt ?? new Date().toISOString();
		const metadata = { createdAt, status: "answering" as const };
		const reply: RunningReply = {
			chatId,
			seq,
			createdAt,
			message: { ...message, metadata, parts },
			earlier: toChunks(parts),
			granted: intersectScopes(granted, caller.granted),
			log: new SseLog(),
			stopping: new AbortController(),
			done: Promise.resolve(),
		};
		this.#deps.store.updateMessage(chatId, seq, { parts, status: "answering" });
		this.#deps.store.setGranted(chatId, seq, reply.granted);
		reply.log.push({ type: "start", messageId: message.id, messageMetadata: metadata });
		this.#running.set(chatId, reply);
		reply.done = this.#run(caller, reply);
		this.#deps.host.keepAlive(chatId);
		return reply;
	}

	/** The running reply of a chat as server-sent events, from its beginning; null when none runs. */
	resume(chatId: string): ReadableStream<Uint8Array> | null {
		const reply = this.find(chatId);
		return reply ? reply.log.read(reply.earlier) : null;
	}

	/** Stops the reply of a chat, if one runs; resolves once it is in the store. */
	async stop(chatId: string): Promise<void> {
		const reply = this.#running.get(chatId);
		reply?.stopping.abort();
		await reply?.done;
	}

	async stopAll(): Promise<void> {
		await Promise.all([...this.#running.keys()].map((chatId) => this.stop(chatId)));
	}

	async #run(caller: ChatCaller, reply: RunningReply): Promise<void> {
		const { host, ...shared } = this.#deps;
		const { userId, timeZone, requestId } = caller;
		const scopeOf = (): Scope => ({
			userId,
			timeZone,
			requestId,
			db: host.openDb(userId),
			now: new Date(),
			actor: "assistant",
			taskLimit: this.#deps.settings.MAX_TASKS_PER_USER,
			publishEvents: host.publishEvents,
		});
		try {
			// Imported with the first reply: the AI SDK would slow down every start of the worker.
			const [{ generateReply }, { compactHistory }] = await Promise.all([
				import("./generate-reply.ts"),
				import("./compaction.ts"),
			]);
			const deps = { ...shared, reply, scopeOf };
			await generateReply(deps);
			host.waitUntil(compactHistory(deps));
		} catch (error) {
			log.exception(error, { requestId: caller.requestId });
			this.#markInterrupted(reply);
			reply.log.push({ type: "error", errorText: REPLY_INTERRUPTED });
			reply.log.close();
		} finally {
			this.#running.delete(reply.chatId);
		}
	}

	/** Stores a reply as far as it was generated, with the outcome of the tools that ran. */
	#markInterrupted({
		chatId,
		seq,
		message,
	}: Omit<StoredMessage, "granted"> & { chatId: string }): void {
		const { store } = this.#deps;
		const calls = store.listToolCalls(chatId, seq);
		const parts = denyPendingApprovals(finalizeParts(message.parts, calls));
		store.updateMessage(chatId, seq, { parts, status: "broken-off", error: REPLY_INTERRUPTED });
		store.deleteToolCalls(chatId, seq);
	}
}
