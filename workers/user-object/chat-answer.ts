import {
	convertToModelMessages,
	isStepCount,
	readUIMessageStream,
	streamText,
	type ToolSet,
	toUIMessageStream,
	type UIMessageChunk,
} from "ai";
import { Approvals, questionAbout } from "#app/assistant/approvals.server.ts";
import {
	type Failure,
	failureOf,
	failureOfEnd,
	NO_ANSWER,
	TIMED_OUT,
} from "#app/assistant/failure-words.server.ts";
import { instructionsFor } from "#app/assistant/instructions.server.ts";
import { type OpenModel, openChatModel } from "#app/assistant/providers.server.ts";
import { repairToolCall } from "#app/assistant/repair-tool-call.server.ts";
import { summarise } from "#app/assistant/summary.server.ts";
import { toAiSdkTools } from "#app/assistant/tools/to-ai-sdk.server.ts";
import { receiptOf } from "#app/assistant/tools/tools.server.ts";
import { outcomeChunks, pendingApprovals, settled, type ToolCall } from "#app/chat/answer-parts.ts";
import { estimateTokens } from "#app/chat/chat-memory.ts";
import type { AnswerStatus, ChatMessage, ChatPart } from "#app/chat/chat-message.ts";
import { rootCause } from "#app/errors.ts";
import type { Scope } from "#app/tasks/scope.server.ts";
import type { Settings } from "../settings.ts";
import type { RunningAnswer } from "./chat.ts";
import { foldOldestPart, promptOf } from "./chat-prompt.ts";
import { type ChatStore, dayOf, type Standing } from "./chat-store.ts";

/** So many times a model may use its tools before it has to say something (SPEC section 7). */
const TOOL_STEPS = 8;
const TIME_LIMIT_MS = 5 * 60_000;
/** What is being said is written down this often; what tools do, at once. */
const SAVE_EVERY_MS = 1_000;

export type Answering = {
	answer: RunningAnswer;
	store: ChatStore;
	settings: Settings;
	openModel?: OpenModel;
	scopeOf: () => Scope;
};

/**
 * Gives an answer: lets the model work and talk, tells the log of it as it comes, and keeps it. However
 * it ends, the answer then stands in the store with what was done. Throws nothing.
 */
export async function giveAnswer(answering: Answering): Promise<void> {
	const { answer, store, settings } = answering;
	const work = new Work(answering);
	let failure: Failure | null = null;
	try {
		failure = await work.stream();
	} catch (error) {
		if (!answer.stopping.signal.aborted) failure = failureOf(error, settings.LLM_PROVIDER);
		if (failure) noteFailure(answering, failure, error);
	}
	await work.finished();
	conclude(answer, store, failure);
}

/** Keeps a chat within its budget, while its reader reads; `local` needs nobody's words for it. */
export async function foldAfter(answering: Answering): Promise<void> {
	const { answer, store, settings, scopeOf, openModel = openChatModel } = answering;
	await foldOldestPart(store, answer.threadId, async (summary, messages) => {
		const chat = await openModel(settings, scopeOf());
		if (!chat.isMetered) return "";
		const { text, tokens } = await summarise(chat, summary, messages);
		store.addTokens(dayOf(new Date()), tokens ?? estimateTokens(text));
		return text;
	});
}

class Work {
	readonly #given: Answering;
	readonly #calls = new Map<string, ToolCall>();
	readonly #underWay = new Set<Promise<unknown>>();
	readonly #silence = new AbortController();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#failure: Failure | null = null;
	#savedAt = 0;
	#promptTokens = 0;
	#isMidStep = false;
	#isMetered = false;

	constructor(given: Answering) {
		this.#given = given;
	}

	/** Why the answer failed, if it did. */
	async stream(): Promise<Failure | null> {
		const { answer, store, scopeOf, settings, openModel = openChatModel } = this.#given;
		const { model, isMetered } = await openModel(settings, scopeOf());
		this.#isMetered = isMetered;
		const { summary, messages } = promptOf(store, answer);
		const tools = this.#watched(toAiSdkTools(scopeOf));
		const approvals = new Approvals(scopeOf);
		const modelMessages = await convertToModelMessages([...summary, ...messages], {
			tools,
			ignoreIncompleteToolCalls: true,
		});
		this.#promptTokens = estimateTokens(JSON.stringify(modelMessages));
		this.#stayAwake();
		const result = streamText({
			model,
			instructions: instructionsFor(scopeOf()),
			messages: modelMessages,
			tools,
			toolApproval: async ({ toolCall }) =>
				(await approvals.isNeeded(toolCall)) ? "user-approval" : undefined,
			repairToolCall,
			stopWhen: isStepCount(TOOL_STEPS + 1),
			prepareStep: ({ stepNumber }) =>
				stepNumber < TOOL_STEPS ? undefined : { toolChoice: "none" as const },
			maxRetries: 0,
			abortSignal: AbortSignal.any([
				answer.stopping.signal,
				this.#silence.signal,
				AbortSignal.timeout(TIME_LIMIT_MS),
			]),
			onStepEnd: ({ usage, text }) => {
				this.#isMidStep = false;
				this.#countTokens(usage.totalTokens ?? this.#promptTokens + estimateTokens(text));
			},
			onError: () => {},
		});
		const chunks = toUIMessageStream({
			stream: result.stream,
			tools,
			sendReasoning: false,
			sendStart: false,
			onError: (error) => this.#failed(error),
			redactToolErrors: false,
		});
		const stream = chunks.pipeThrough(this.#annotated());
		const message = structuredClone(answer.message);
		for await (const state of readUIMessageStream<ChatMessage>({ message, stream })) {
			answer.message = state;
			this.#save();
		}
		if (this.#failure || answer.stopping.signal.aborted) return this.#failure;
		return failureOfEnd(await result.finishReason, settings.LLM_PROVIDER);
	}

	/** When no tool is at work any more, whatever the stream says. */
	async finished(): Promise<void> {
		clearTimeout(this.#timer);
		// A provider charges for what nobody hears to the end, too.
		if (this.#isMidStep) this.#countTokens(this.#promptTokens);
		await Promise.allSettled(this.#underWay);
	}

	#countTokens(tokens: number): void {
		if (this.#isMetered) this.#given.store.addTokens(dayOf(new Date()), tokens);
	}

	#failed(error: unknown): string {
		const { answer, settings } = this.#given;
		if (!answer.stopping.signal.aborted) {
			this.#failure ??= failureOf(error, settings.LLM_PROVIDER);
			noteFailure(this.#given, this.#failure, error);
		}
		return this.#failure?.text ?? "";
	}

	/** The tools, with a note on disk of each call before it runs and after. */
	#watched(tools: ToolSet): ToolSet {
		const { answer, store } = this.#given;
		const { threadId, seq } = answer;
		return Object.fromEntries(
			Object.entries(tools).map(([toolName, tool]) => {
				const { execute } = tool;
				if (!execute) return [toolName, tool];
				const run = async (input: unknown, options: Parameters<typeof execute>[1]) => {
					const { toolCallId } = options;
					const call: ToolCall = { toolCallId, toolName, input, outcome: null };
					const end = (outcome: ToolCall["outcome"]) => {
						call.outcome = outcome;
						store.endToolCall(threadId, toolCallId, outcome);
					};
					this.#calls.set(toolCallId, call);
					store.beginToolCall(threadId, seq, call);
					this.#stayAwake();
					try {
						const output: unknown = await execute(input, options);
						const receipt = receiptOf(toolName, output);
						end({ output, receipt: receipt && { toolCallId, ...receipt } });
						return output;
					} catch (error) {
						const errorText = error instanceof Error ? error.message : String(error);
						end({ errorText });
						// The AI SDK tells models and users an error's name as well.
						throw Object.assign(new Error(errorText), { name: "" });
					}
				};
				const watched = (...given: Parameters<typeof run>) => {
					const work = run(...given);
					this.#underWay.add(work);
					return work;
				};
				return [toolName, { ...tool, execute: watched }];
			}),
		);
	}

	/** The stream with receipts and questions, told to the log on its way, and without its own ending. */
	#annotated() {
		const { answer, store, scopeOf } = this.#given;
		const asked = new Map<string, Pick<ToolCall, "toolName" | "input">>();
		return new TransformStream<UIMessageChunk, UIMessageChunk>({
			transform: async (chunk, controller) => {
				this.#stayAwake();
				const tell = (told: UIMessageChunk) => {
					answer.log.push(told);
					controller.enqueue(told);
				};
				if (chunk.type === "text-delta" || chunk.type === "tool-input-start") {
					this.#isMidStep = true;
				}
				switch (chunk.type) {
					case "finish":
					case "error":
						return;
					case "abort":
						if (!answer.stopping.signal.aborted) this.#failed(new DOMException("", TIMED_OUT));
						return;
					case "tool-input-available":
						asked.set(chunk.toolCallId, chunk);
						tell(chunk);
						return;
					case "tool-output-available": {
						tell(chunk);
						const outcome = this.#calls.get(chunk.toolCallId)?.outcome;
						const receipt = outcome && "receipt" in outcome && outcome.receipt;
						if (receipt) tell({ type: "data-receipt", data: receipt });
						return;
					}
					case "tool-approval-request": {
						const { approvalId, toolCallId } = chunk;
						const call = asked.get(toolCallId);
						store.insertApproval(answer.threadId, approvalId);
						tell(chunk);
						if (!call) return;
						const data = await questionAbout(scopeOf(), approvalId, call);
						tell({ type: "data-question", data });
						return;
					}
					default:
						tell(chunk);
				}
			},
		});
	}

	#save() {
		const { answer, store } = this.#given;
		const now = Date.now();
		if (now - this.#savedAt < SAVE_EVERY_MS) return;
		this.#savedAt = now;
		const { parts } = answer.message;
		store.updateMessage(answer.threadId, answer.seq, { parts, status: "answering" });
	}

	/** Puts off the moment at which silence counts as the end. */
	#stayAwake() {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(
			() => this.#silence.abort(new DOMException("", TIMED_OUT)),
			this.#given.settings.CHAT_SILENCE_SECONDS * 1000,
		);
	}
}

/** Writes down how an answer ended, and tells those who listen. */
function conclude(answer: RunningAnswer, store: ChatStore, failed: Failure | null): void {
	const { threadId, seq, log } = answer;
	const before = answer.message.parts;
	const parts = settled(before, store.listToolCalls(threadId, seq));
	const isEmpty = !answer.stopping.signal.aborted && parts.every(isNothing);
	const failure = failed ?? (isEmpty ? NO_ANSWER : null);
	const status = statusOf(answer, parts, failure);
	const standing: Standing = { status, ...(failure ? { error: failure.text } : {}) };
	const metadata = { createdAt: answer.createdAt, ...standing };
	answer.message = { ...answer.message, parts, metadata };
	store.updateMessage(threadId, seq, { parts, ...standing });
	store.deleteToolCalls(threadId, seq);
	store.touchThread(threadId, Date.now());
	for (const chunk of outcomeChunks(before, parts)) log.push(chunk);
	if (status === "stopped") log.push({ type: "abort" });
	if (failure) {
		log.push({ type: "message-metadata", messageMetadata: standing });
		log.push({ type: "error", errorText: failure.text });
	} else {
		log.push({ type: "finish", messageMetadata: standing });
	}
	log.close();
}

function isNothing(part: ChatPart): boolean {
	return part.type === "step-start" || (part.type === "text" && part.text.trim() === "");
}

function statusOf(
	{ stopping }: RunningAnswer,
	parts: ChatPart[],
	failure: Failure | null,
): AnswerStatus {
	if (failure) return "failed";
	if (stopping.signal.aborted) return "stopped";
	return pendingApprovals(parts).length > 0 ? "asking" : "done";
}

function noteFailure({ settings, scopeOf }: Answering, { concerns }: Failure, error: unknown) {
	const { requestId, userId } = scopeOf();
	const { name, statusCode } = Object(error) as { name?: string; statusCode?: number };
	const where = { requestId, userId, provider: settings.LLM_PROVIDER, name, statusCode };
	if (concerns === "us") {
		const { message, stack } = rootCause(error);
		console.error(JSON.stringify({ level: "error", ...where, message, stack }));
	} else {
		// Without the message: providers quote what they were sent.
		const level = concerns === "operator" ? "error" : "warn";
		console.warn(JSON.stringify({ level, ...where, message: "The provider gave no answer." }));
	}
}
