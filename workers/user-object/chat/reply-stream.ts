import {
	convertToModelMessages,
	isStepCount,
	readUIMessageStream,
	streamText,
	toUIMessageStream,
	type UIMessageChunk,
} from "ai";
import { Approvals, approvalQuestion } from "#app/assistant/approvals.server.ts";
import { instructionsFor } from "#app/assistant/instructions.server.ts";
import { repairToolCall } from "#app/assistant/repair-tool-call.server.ts";
import {
	failureOfFinishReason,
	type ReplyFailure,
	TIMED_OUT,
	toReplyFailure,
} from "#app/assistant/reply-failure.server.ts";
import { toAiSdkTools } from "#app/assistant/to-ai-sdk.server.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import { estimateTokens } from "#domain/chat/history-budget.ts";
import type { ToolCallRecord } from "#domain/chat/reply-parts.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { buildPrompt } from "./compaction.ts";
import { logFailure } from "./log-failure.ts";
import { ReplyTools } from "./reply-tools.ts";
import type { ReplyDeps } from "./reply-types.ts";

/** After so many steps with tools, the next step has to be text. */
const TOOL_STEPS_MAX = 8;
const TIME_LIMIT_MS = 5 * MINUTE_MS;
/** How often the text is stored while it is streamed; what tools do is stored at once. */
const SAVE_EVERY_MS = 1_000;

/** Calls the model with the tools, and streams what comes into the reply's message and log. */
export class ReplyStream {
	readonly #deps: ReplyDeps;
	readonly #tools: ReplyTools;
	/** Aborted when the model has sent nothing for `CHAT_SILENCE_SECONDS`. */
	readonly #idle = new AbortController();
	#idleTimer: ReturnType<typeof setTimeout> | undefined;
	#failure: ReplyFailure | null = null;
	#savedAt = 0;
	#promptTokens = 0;
	#isMidStep = false;
	#isMetered = false;

	constructor(deps: ReplyDeps) {
		this.#deps = deps;
		this.#tools = new ReplyTools(deps.reply, deps.store, () => this.#resetIdleTimer());
	}

	/** Resolves to why the reply failed, null if it did not. Throws what the model's package throws. */
	async run(): Promise<ReplyFailure | null> {
		const { reply, store, scopeOf, settings, openModel } = this.#deps;
		const { model, isMetered } = await openModel(settings, scopeOf());
		this.#isMetered = isMetered;
		const { granted } = reply;
		const approvals = new Approvals(scopeOf, reply.message.parts);
		const tools = this.#tools.recorded(toAiSdkTools(scopeOf, { granted, approvals }));
		const modelMessages = await convertToModelMessages(buildPrompt(store, reply), {
			tools,
			ignoreIncompleteToolCalls: true,
		});
		this.#promptTokens = estimateTokens(JSON.stringify(modelMessages));
		this.#resetIdleTimer();
		const result = streamText({
			model,
			instructions: instructionsFor(scopeOf(), granted),
			messages: modelMessages,
			tools,
			repairToolCall,
			stopWhen: isStepCount(TOOL_STEPS_MAX + 1),
			prepareStep: ({ stepNumber }) =>
				stepNumber < TOOL_STEPS_MAX ? undefined : { toolChoice: "none" as const },
			maxRetries: 0,
			abortSignal: AbortSignal.any([
				reply.stopping.signal,
				this.#idle.signal,
				AbortSignal.timeout(TIME_LIMIT_MS),
			]),
			onStepEnd: ({ usage, text }) => {
				this.#isMidStep = false;
				this.#countTokens(usage.totalTokens ?? this.#promptTokens + estimateTokens(text));
			},
			// Handled by `onError` of the UI stream; the default would log prompts.
			onError: () => {},
		});
		const chunks = toUIMessageStream({
			stream: result.stream,
			tools,
			sendReasoning: false,
			sendStart: false,
			onError: (error) => this.#fail(error),
			redactToolErrors: false,
		});
		const stream = chunks.pipeThrough(this.#withReceiptsAndQuestions());
		const message = structuredClone(reply.message);
		for await (const state of readUIMessageStream<ChatMessage>({ message, stream })) {
			reply.message = state;
			this.#save();
		}
		if (this.#failure || reply.stopping.signal.aborted) return this.#failure;
		return failureOfFinishReason(await result.finishReason, settings.LLM_PROVIDER);
	}

	/** Resolves when no tool is running any more, which the end of the stream does not wait for. */
	async finish(): Promise<void> {
		clearTimeout(this.#idleTimer);
		// A provider also charges for a step that was cut off, and reports no usage of it.
		if (this.#isMidStep) this.#countTokens(this.#promptTokens);
		await this.#tools.waitForCalls();
	}

	#countTokens(tokens: number): void {
		if (this.#isMetered) this.#deps.budget.use(tokens);
	}

	/** Notes the first failure of the stream, and returns its text; a stopped reply has none. */
	#fail(error: unknown): string {
		const { reply, settings } = this.#deps;
		if (!reply.stopping.signal.aborted) {
			this.#failure ??= toReplyFailure(error, settings.LLM_PROVIDER);
			logFailure(this.#deps, this.#failure, error);
		}
		return this.#failure?.text ?? "";
	}

	/**
	 * Adds receipts and approval questions to the stream, and copies it into the log. Its ending is left
	 * out: that is sent once the reply is stored.
	 */
	#withReceiptsAndQuestions() {
		const { reply, store, scopeOf } = this.#deps;
		const calls = new Map<string, Pick<ToolCallRecord, "toolName" | "input">>();
		return new TransformStream<UIMessageChunk, UIMessageChunk>({
			transform: async (chunk, controller) => {
				this.#resetIdleTimer();
				const send = (sent: UIMessageChunk) => {
					reply.log.push(sent);
					controller.enqueue(sent);
				};
				if (chunk.type === "text-delta" || chunk.type === "tool-input-start") {
					this.#isMidStep = true;
				}
				switch (chunk.type) {
					case "finish":
					case "error":
						return;
					case "abort":
						if (!reply.stopping.signal.aborted) this.#fail(new DOMException("", TIMED_OUT));
						return;
					case "tool-input-available":
						calls.set(chunk.toolCallId, chunk);
						send(chunk);
						return;
					case "tool-output-available": {
						send(chunk);
						const receipt = this.#tools.findReceipt(chunk.toolCallId);
						if (receipt) send({ type: "data-receipt", data: receipt });
						return;
					}
					case "tool-approval-request": {
						const { approvalId, toolCallId } = chunk;
						const call = calls.get(toolCallId);
						store.insertApproval(reply.chatId, approvalId);
						send(chunk);
						if (!call) return;
						const data = await approvalQuestion(scopeOf(), approvalId, call);
						send({ type: "data-question", data });
						return;
					}
					default:
						send(chunk);
				}
			},
		});
	}

	/** Stores the parts so far, at most every `SAVE_EVERY_MS`. */
	#save() {
		const { reply, store } = this.#deps;
		const now = Date.now();
		if (now - this.#savedAt < SAVE_EVERY_MS) return;
		this.#savedAt = now;
		const { parts } = reply.message;
		store.updateMessage(reply.chatId, reply.seq, { parts, status: "answering" });
	}

	/** Starts the time anew after which a silent model counts as failed. */
	#resetIdleTimer() {
		clearTimeout(this.#idleTimer);
		this.#idleTimer = setTimeout(
			() => this.#idle.abort(new DOMException("", TIMED_OUT)),
			this.#deps.settings.CHAT_SILENCE_SECONDS * 1000,
		);
	}
}
