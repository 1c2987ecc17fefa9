import type { UIMessageChunk } from "ai";
import type { OpenModel } from "#app/assistant/providers.server.ts";
import { rootCause } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { settled, toChunks, withoutQuestions } from "#domain/chat/answer-parts.ts";
import { BROKEN_OFF, type ChatMessage, type ChatPart } from "#domain/chat/chat-message.ts";
import { connect } from "#workers/platform/databases.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";
import type { Settings } from "#workers/platform/settings.ts";
import type { ChatAllowance } from "./chat-allowance.ts";
import { ChatLog } from "./chat-log.ts";
import type { ChatStore, Kept } from "./chat-store.ts";

/** On whose behalf the object works. The worker has made sure of it. */
export type ChatCaller = { userId: string; timeZone: string; requestId: string };

/** An answer that is being given. */
export type RunningAnswer = {
	threadId: string;
	seq: number;
	createdAt: string;
	/** As far as it has come. */
	message: ChatMessage;
	/** What a reader needs to know before the log: what was said in an earlier part of this answer. */
	earlier: UIMessageChunk[];
	log: ChatLog;
	stopping: AbortController;
	done: Promise<void>;
};

type Surroundings = {
	context: DurableObjectState;
	env: Env;
	settings: Settings;
	store: ChatStore;
	allowance: ChatAllowance;
	/** Keeps the object in memory until that chat is answered, although nobody may be listening. */
	stayAwake: (threadId: string) => void;
	openModel: OpenModel | undefined;
};

/** The answers that are being given: one in a chat, each of them heard by many or by nobody. */
export class ChatAnswers {
	readonly #given: Surroundings;
	readonly #running = new Map<string, RunningAnswer>();

	/** What was being answered when the object was last in memory will not be finished. */
	constructor(given: Surroundings) {
		this.#given = given;
		for (const answer of given.store.listAnswering()) this.#breakOff(answer);
	}

	get size(): number {
		return this.#running.size;
	}

	find(threadId: string): RunningAnswer | null {
		return this.#running.get(threadId) ?? null;
	}

	/** Ends an answer, if there is one; resolves when it stands in the store. */
	async stop(threadId: string): Promise<void> {
		const answer = this.#running.get(threadId);
		answer?.stopping.abort();
		await answer?.done;
	}

	async stopAll(): Promise<void> {
		await Promise.all([...this.#running.keys()].map((threadId) => this.stop(threadId)));
	}

	/** Lets the assistant answer from those parts on. Nothing else begins in this chat until it is done. */
	begin(caller: ChatCaller, threadId: string, kept: Kept, parts: ChatPart[]): RunningAnswer {
		const { seq, message } = kept;
		const createdAt = message.metadata?.createdAt ?? new Date().toISOString();
		const metadata = { createdAt, status: "answering" as const };
		const answer: RunningAnswer = {
			threadId,
			seq,
			createdAt,
			message: { ...message, metadata, parts },
			earlier: toChunks(parts),
			log: new ChatLog(),
			stopping: new AbortController(),
			done: Promise.resolve(),
		};
		this.#given.store.updateMessage(threadId, seq, { parts, status: "answering" });
		answer.log.push({ type: "start", messageId: message.id, messageMetadata: metadata });
		this.#running.set(threadId, answer);
		answer.done = this.#give(caller, answer);
		this.#given.stayAwake(threadId);
		return answer;
	}

	async #give(caller: ChatCaller, answer: RunningAnswer): Promise<void> {
		const { env, context, ...given } = this.#given;
		const scopeOf = (): Scope => ({
			...caller,
			db: connect(env, caller.userId).open(),
			now: new Date(),
			actor: "assistant",
			publishEvents: eventPublisher(env, context),
		});
		try {
			// Loaded with the first answer: it would slow down every start.
			const { foldAfter, giveAnswer } = await import("./chat-answer.ts");
			const answering = { ...given, answer, scopeOf };
			await giveAnswer(answering);
			context.waitUntil(foldAfter(answering));
		} catch (error) {
			const { message, stack } = rootCause(error);
			const { requestId } = caller;
			console.error(JSON.stringify({ level: "error", requestId, message, stack }));
			this.#breakOff(answer);
			answer.log.push({ type: "error", errorText: BROKEN_OFF });
			answer.log.close();
		} finally {
			this.#running.delete(answer.threadId);
		}
	}

	/** Lets an answer stand as far as it came, and as far as tools did their work. */
	#breakOff({ threadId, seq, message }: Kept & { threadId: string }): void {
		const { store } = this.#given;
		const calls = store.listToolCalls(threadId, seq);
		const parts = withoutQuestions(settled(message.parts, calls));
		store.updateMessage(threadId, seq, { parts, status: "broken-off", error: BROKEN_OFF });
		store.deleteToolCalls(threadId, seq);
	}
}
