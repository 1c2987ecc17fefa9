import type { UIMessageChunk } from "ai";
import type { OpenModel } from "#app/assistant/providers.server.ts";
import {
	pendingApprovals,
	settled,
	toChunks,
	withApproval,
	withoutQuestions,
	workedParts,
} from "#app/chat/answer-parts.ts";
import {
	BROKEN_OFF,
	type ChatMessage,
	type ChatPart,
	type ChatSummary,
	type ChatThread,
	isUnfinished,
} from "#app/chat/chat-message.ts";
import { chatTitle } from "#app/chat/chat-title.ts";
import { type ApprovalAnswer, type Asked, REPEATED_MESSAGE } from "#app/chat/chats.ts";
import { AppError, Conflict, NotFound, RateLimited, rootCause } from "#app/errors.ts";
import { newId } from "#app/id.server.ts";
import type { Scope } from "#app/tasks/scope.server.ts";
import { Connection } from "#db/client.server.ts";
import { announcer } from "../outbox.ts";
import { readSettings, type Settings } from "../settings.ts";
import { ChatLog } from "./chat-log.ts";
import { ChatStore, dayOf, type Kept, type Thread, toSummary } from "./chat-store.ts";

const DAY_MS = 86_400_000;
/** In as many chats of a user; what each costs is only counted when it is over. */
const ANSWERS_AT_ONCE = 4;

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
	/** Keeps the object in memory until that promise has settled, although nobody may be listening. */
	stayAwake: (threadId: string) => void;
	openModel?: OpenModel;
	settings?: Settings;
};

/** The user's chats: keeps them, and lets the assistant answer in them. */
export class Chat {
	readonly #given: Surroundings;
	readonly #store: ChatStore;
	readonly #answers = new Map<string, RunningAnswer>();

	constructor(given: Surroundings) {
		this.#given = given;
		this.#store = new ChatStore(given.context.storage);
		for (const answer of this.#store.listAnswering()) this.#breakOff(answer);
	}

	list(): ChatSummary[] {
		return this.#store.listThreads().map(toSummary);
	}

	/** Throws `NotFound`. */
	read(threadId: string, before = Number.MAX_SAFE_INTEGER): ChatThread {
		const thread = this.#threadOf(threadId);
		const kept = this.#store.listMessagesBefore(threadId, before);
		const running = this.#answers.get(threadId);
		const first = kept[0]?.seq ?? 1;
		return {
			...toSummary(thread),
			messages: kept.map(({ seq, message }) => (seq === running?.seq ? running.message : message)),
			before: first > 1 ? first : null,
		};
	}

	/** All chats with all of their messages. */
	export(): ChatThread[] {
		return this.#store.listThreads().map((thread) => ({
			...toSummary(thread),
			messages: this.#store.listMessagesAfter(thread.id, 0).map(({ message }) => message),
			before: null,
		}));
	}

	/** Throws `NotFound`. */
	async remove(threadId: string): Promise<void> {
		await this.stop(threadId);
		this.#store.deleteThread(threadId);
	}

	/** Ends whatever is being said, to let the object be emptied. */
	async stopAll(): Promise<void> {
		await Promise.all([...this.#answers.keys()].map((threadId) => this.stop(threadId)));
	}

	/**
	 * Takes a message, approvals or another try, and begins to answer. What it throws, it throws before
	 * anything is kept: `NotFound`, `Conflict`, `RateLimited`.
	 */
	ask(caller: ChatCaller, threadId: string, asked: Asked): ReadableStream<Uint8Array> {
		if (this.#answers.has(threadId)) {
			throw new Conflict("This chat is still being answered. Wait for that, or stop it.");
		}
		if (this.#answers.size >= ANSWERS_AT_ONCE) {
			throw new Conflict("The assistant is still busy in your other chats. Wait for one of them.");
		}
		this.#checkAllowance();
		if ("message" in asked) return this.#receive(caller, threadId, asked.message);
		const last = this.#lastAnswer(threadId);
		if ("approvals" in asked)
			return this.#receiveApprovals(caller, threadId, last, asked.approvals);
		if (!last || !isUnfinished(last.message.metadata?.status)) {
			throw new Conflict("There is nothing to try again: the last answer is whole.");
		}
		const answer = this.#begin(caller, threadId, last, workedParts(last.message.parts));
		return answer.log.read(answer.earlier);
	}

	/** What is being said, from its beginning; null when nothing is. Throws `NotFound`. */
	follow(threadId: string): ReadableStream<Uint8Array> | null {
		this.#threadOf(threadId);
		const answer = this.#answers.get(threadId);
		return answer ? answer.log.read(answer.earlier) : null;
	}

	/** Ends the answer that is being given; whether there was one. Throws `NotFound`. */
	async stop(threadId: string): Promise<boolean> {
		this.#threadOf(threadId);
		const answer = this.#answers.get(threadId);
		answer?.stopping.abort();
		await answer?.done;
		return answer !== undefined;
	}

	/** Resolves when nothing is being said in that chat. */
	async untilAnswered(threadId: string): Promise<void> {
		await this.#answers.get(threadId)?.done;
	}

	#receive(caller: ChatCaller, threadId: string, { id, text }: { id: string; text: string }) {
		const now = Date.now();
		const store = this.#store;
		if (store.hasMessage(threadId, id)) {
			throw new AppError("This message is in the chat already.", REPEATED_MESSAGE);
		}
		if (store.findThread(threadId)) store.touchThread(threadId, now);
		else store.insertThread(threadId, chatTitle(text), now);
		const last = this.#lastAnswer(threadId);
		if (last) this.#passOver(threadId, last);
		const question: ChatMessage = { id, role: "user", parts: [{ type: "text", text }] };
		store.insertMessage(threadId, question, now);
		const metadata = { createdAt: new Date(now).toISOString(), status: "answering" as const };
		const message: ChatMessage = { id: newId(), role: "assistant", metadata, parts: [] };
		const seq = store.insertMessage(threadId, message, now);
		return this.#begin(caller, threadId, { seq, message }, []).log.read();
	}

	#receiveApprovals(
		caller: ChatCaller,
		threadId: string,
		last: Kept | null,
		approvals: ApprovalAnswer[],
	) {
		for (const { id } of approvals) {
			const before = this.#store.findApproval(threadId, id);
			if (before === undefined) throw new NotFound("There is nothing to approve under this id.");
			if (before === "passed-over") {
				throw new Conflict("The chat went on without this, so it was not done. Ask for it again.");
			}
			if (before !== null) throw new Conflict("This was answered before.");
		}
		if (!last) throw new NotFound("There is nothing to approve in this chat.");
		let { parts } = last.message;
		for (const { id, approved } of approvals) {
			this.#store.answerApproval(threadId, id, approved ? "approved" : "denied");
			parts = withApproval(parts, id, approved);
		}
		if (pendingApprovals(parts).length === 0) {
			return this.#begin(caller, threadId, last, parts).log.read();
		}
		// The others are still open, and the model cannot go on before.
		this.#store.updateMessage(threadId, last.seq, { parts, status: "asking" });
		const log = new ChatLog();
		log.push({ type: "start", messageId: last.message.id });
		for (const { id, approved } of approvals) {
			log.push({ type: "tool-approval-response", approvalId: id, approved });
		}
		log.push({ type: "finish" });
		log.close();
		return log.read();
	}

	/** Lets the assistant answer from those parts on. Nothing else begins in this chat until it is done. */
	#begin(caller: ChatCaller, threadId: string, kept: Kept, parts: ChatPart[]): RunningAnswer {
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
		this.#store.updateMessage(threadId, seq, { parts, status: "answering" });
		answer.log.push({ type: "start", messageId: message.id, messageMetadata: metadata });
		this.#answers.set(threadId, answer);
		answer.done = this.#give(caller, answer);
		this.#given.stayAwake(threadId);
		return answer;
	}

	async #give(caller: ChatCaller, answer: RunningAnswer): Promise<void> {
		const { env, context, openModel } = this.#given;
		const scopeOf = (): Scope => ({
			...caller,
			db: new Connection(env.DB).open(),
			now: new Date(),
			actor: "assistant",
			announce: announcer(env, context),
		});
		try {
			// Loaded with the first answer: it would slow down every start.
			const { giveAnswer, foldAfter } = await import("./chat-answer.ts");
			const answering = {
				answer,
				store: this.#store,
				settings: this.#settings,
				openModel,
				scopeOf,
			};
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
			this.#answers.delete(answer.threadId);
		}
	}

	/** Lets an answer that nobody will finish stand as far as it came, and as far as tools did their work. */
	#breakOff({ threadId, seq, message }: Kept & { threadId: string }): void {
		const store = this.#store;
		const calls = store.listToolCalls(threadId, seq);
		const parts = withoutQuestions(settled(message.parts, calls));
		store.updateMessage(threadId, seq, { parts, status: "broken-off", error: BROKEN_OFF });
		store.deleteToolCalls(threadId, seq);
	}

	/** The user has gone on: what the last answer waits for will not be approved. */
	#passOver(threadId: string, { seq, message }: Kept): void {
		const pending = pendingApprovals(message.parts);
		if (pending.length === 0) return;
		for (const id of pending) this.#store.answerApproval(threadId, id, "passed-over");
		const parts = withoutQuestions(message.parts);
		this.#store.updateMessage(threadId, seq, { parts, status: "done" });
	}

	#threadOf(threadId: string): Thread {
		const thread = this.#store.findThread(threadId);
		if (!thread) throw new NotFound("There is no such chat.");
		return thread;
	}

	/** Throws `NotFound` when there is no such chat. */
	#lastAnswer(threadId: string): Kept | null {
		const last = this.#store.lastMessage(this.#threadOf(threadId).id);
		return last?.message.role === "assistant" ? last : null;
	}

	#checkAllowance(): void {
		const { LLM_PROVIDER, CHAT_DAILY_TOKENS } = this.#settings;
		if (LLM_PROVIDER === "local" || CHAT_DAILY_TOKENS === 0) return;
		const now = new Date();
		if (this.#store.tokensOn(dayOf(now)) < CHAT_DAILY_TOKENS) return;
		const seconds = Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000);
		const wait =
			seconds > 5400 ? `${Math.round(seconds / 3600)} hours` : `${Math.ceil(seconds / 60)} minutes`;
		throw new RateLimited(
			`You have used up what the assistant may do for you in a day. It goes on in ${wait}, at midnight UTC.`,
			seconds,
		);
	}

	get #settings() {
		return this.#given.settings ?? readSettings(this.#given.env);
	}
}
