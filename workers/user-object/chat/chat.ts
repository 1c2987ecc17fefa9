import type { OpenModel } from "#app/assistant/providers.server.ts";
import { AppError, Conflict, NotFound } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import {
	pendingApprovals,
	withApproval,
	withoutQuestions,
	workedParts,
} from "#domain/chat/answer-parts.ts";
import {
	type ChatMessage,
	type ChatSummary,
	type ChatThread,
	isUnfinished,
} from "#domain/chat/chat-message.ts";
import { chatTitle } from "#domain/chat/chat-title.ts";
import { type ApprovalAnswer, type Asked, REPEATED_MESSAGE } from "#domain/chat/chats.ts";
import { readSettings, type Settings } from "#workers/platform/settings.ts";
import { ChatAllowance } from "./chat-allowance.ts";
import { ChatAnswers, type ChatCaller } from "./chat-answers.ts";
import { ChatLog } from "./chat-log.ts";
import { ChatStore, type Kept, type Thread, toSummary } from "./chat-store.ts";

/** In as many chats of a user at once; what an answer costs is only counted when it is over. */
const ANSWERS_AT_ONCE = 4;

type Surroundings = {
	context: DurableObjectState;
	env: Env;
	stayAwake: (threadId: string) => void;
	openModel?: OpenModel;
	settings?: Settings;
};

/** The user's chats: keeps them, and lets the assistant answer in them. */
export class Chat {
	readonly #settings: Settings;
	readonly #store: ChatStore;
	readonly #allowance: ChatAllowance;
	readonly #answers: ChatAnswers;

	constructor({ context, env, stayAwake, openModel, settings }: Surroundings) {
		this.#settings = settings ?? readSettings(env);
		this.#store = new ChatStore(context.storage);
		this.#allowance = new ChatAllowance(context.storage);
		this.#answers = new ChatAnswers({
			context,
			env,
			stayAwake,
			openModel,
			settings: this.#settings,
			store: this.#store,
			allowance: this.#allowance,
		});
	}

	list(): ChatSummary[] {
		return this.#store.listThreads().map(toSummary);
	}

	/** Throws `NotFound`. */
	read(threadId: string, before = Number.MAX_SAFE_INTEGER): ChatThread {
		const thread = this.#threadOf(threadId);
		const kept = this.#store.listMessagesBefore(threadId, before);
		const running = this.#answers.find(threadId);
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
		await this.#answers.stopAll();
	}

	/**
	 * Takes a message, approvals or another try, and begins to answer. What it throws, it throws before
	 * anything is kept: `NotFound`, `Conflict`, `RateLimited`.
	 */
	ask(caller: ChatCaller, threadId: string, asked: Asked): ReadableStream<Uint8Array> {
		if ("message" in asked && this.#store.hasMessage(threadId, asked.message.id)) {
			throw new AppError("This message is in the chat already.", REPEATED_MESSAGE);
		}
		if (this.#answers.find(threadId)) {
			throw new Conflict("This chat is still being answered. Wait for that, or stop it.");
		}
		if (this.#answers.size >= ANSWERS_AT_ONCE) {
			throw new Conflict("The assistant is still busy in your other chats. Wait for one of them.");
		}
		this.#allowance.check(this.#settings);
		if ("message" in asked) return this.#receive(caller, threadId, asked.message);
		const last = this.#lastAnswer(this.#threadOf(threadId).id);
		if ("approvals" in asked) {
			return this.#receiveApprovals(caller, threadId, last, asked.approvals);
		}
		if (!last || !isUnfinished(last.message.metadata?.status)) {
			throw new Conflict("There is nothing to try again: the last answer is whole.");
		}
		const answer = this.#answers.begin(caller, threadId, last, workedParts(last.message.parts));
		return answer.log.read(answer.earlier);
	}

	/** What is being said, from its beginning; null when nothing is. Throws `NotFound`. */
	follow(threadId: string): ReadableStream<Uint8Array> | null {
		const answer = this.#answers.find(this.#threadOf(threadId).id);
		return answer ? answer.log.read(answer.earlier) : null;
	}

	/** Ends the answer that is being given; whether there was one. Throws `NotFound`. */
	async stop(threadId: string): Promise<boolean> {
		const answer = this.#answers.find(this.#threadOf(threadId).id);
		await this.#answers.stop(threadId);
		return answer !== null;
	}

	/** Resolves when nothing is being said in that chat. */
	async untilAnswered(threadId: string): Promise<void> {
		await this.#answers.find(threadId)?.done;
	}

	#receive(caller: ChatCaller, threadId: string, { id, text }: { id: string; text: string }) {
		const now = Date.now();
		const store = this.#store;
		if (store.findThread(threadId)) store.touchThread(threadId, now);
		else store.insertThread(threadId, chatTitle(text), now);
		const last = this.#lastAnswer(threadId);
		if (last) this.#passOver(threadId, last);
		const question: ChatMessage = { id, role: "user", parts: [{ type: "text", text }] };
		store.insertMessage(threadId, question, now);
		const metadata = { createdAt: new Date(now).toISOString(), status: "answering" as const };
		const message: ChatMessage = { id: newId(), role: "assistant", metadata, parts: [] };
		const seq = store.insertMessage(threadId, message, now);
		return this.#answers.begin(caller, threadId, { seq, message }, []).log.read();
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
			return this.#answers.begin(caller, threadId, last, parts).log.read();
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

	#lastAnswer(threadId: string): Kept | null {
		const last = this.#store.lastMessage(threadId);
		return last?.message.role === "assistant" ? last : null;
	}
}
