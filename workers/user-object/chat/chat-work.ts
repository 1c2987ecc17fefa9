import {
	convertToModelMessages,
	isStepCount,
	readUIMessageStream,
	streamText,
	toUIMessageStream,
	type UIMessageChunk,
} from "ai";
import { Approvals, questionAbout } from "#app/assistant/approvals.server.ts";
import {
	type Failure,
	failureOf,
	failureOfEnd,
	TIMED_OUT,
} from "#app/assistant/failure-words.server.ts";
import { instructionsFor } from "#app/assistant/instructions.server.ts";
import { repairToolCall } from "#app/assistant/repair-tool-call.server.ts";
import { toAiSdkTools } from "#app/assistant/tools/to-ai-sdk.server.ts";
import type { ToolCall } from "#domain/chat/answer-parts.ts";
import { estimateTokens } from "#domain/chat/chat-memory.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import { type Answering, noteFailure, openModelOf } from "./chat-answering.ts";
import { promptOf } from "./chat-prompt.ts";
import { ChatTools } from "./chat-tools.ts";

/** So many times a model may use its tools before it has to say something (SPEC section 7). */
const TOOL_STEPS = 8;
const TIME_LIMIT_MS = 5 * 60_000;
/** What is being said is written down this often; what tools do, at once. */
const SAVE_EVERY_MS = 1_000;

/** Lets the model work and talk, and tells the answer's log of it as it comes. */
export class AnswerWork {
	readonly #given: Answering;
	readonly #tools: ChatTools;
	readonly #silence = new AbortController();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#failure: Failure | null = null;
	#savedAt = 0;
	#promptTokens = 0;
	#isMidStep = false;
	#isMetered = false;

	constructor(given: Answering) {
		this.#given = given;
		this.#tools = new ChatTools(given.answer, given.store, () => this.#stayAwake());
	}

	/** Why the answer failed, if it did. Throws what the model's package throws. */
	async stream(): Promise<Failure | null> {
		const { answer, store, scopeOf, settings } = this.#given;
		const { model, isMetered } = await openModelOf(this.#given);
		this.#isMetered = isMetered;
		const { summary, messages } = promptOf(store, answer);
		const tools = this.#tools.watch(toAiSdkTools(scopeOf));
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
		await this.#tools.finished();
	}

	#countTokens(tokens: number): void {
		if (this.#isMetered) this.#given.allowance.use(tokens);
	}

	#failed(error: unknown): string {
		const { answer, settings } = this.#given;
		if (!answer.stopping.signal.aborted) {
			this.#failure ??= failureOf(error, settings.LLM_PROVIDER);
			noteFailure(this.#given, this.#failure, error);
		}
		return this.#failure?.text ?? "";
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
						const receipt = this.#tools.receiptOf(chunk.toolCallId);
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
