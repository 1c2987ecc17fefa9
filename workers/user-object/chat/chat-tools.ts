import type { ToolSet } from "ai";
import { receiptOf } from "#app/assistant/tools/tools.server.ts";
import type { ToolCall } from "#domain/chat/answer-parts.ts";
import type { ChatReceipt } from "#domain/chat/chat-message.ts";
import type { RunningAnswer } from "./chat-answers.ts";
import type { ChatStore } from "./chat-store.ts";

/**
 * The tools of one answer, with a note on disk of each call before it runs and after: whatever becomes
 * of the answer, what was done is known, and its receipt is made from the tool's result alone.
 */
export class ChatTools {
	readonly #answer: RunningAnswer;
	readonly #store: ChatStore;
	readonly #onCall: () => void;
	readonly #receipts = new Map<string, ChatReceipt>();
	readonly #underWay = new Set<Promise<unknown>>();

	constructor(answer: RunningAnswer, store: ChatStore, onCall: () => void) {
		this.#answer = answer;
		this.#store = store;
		this.#onCall = onCall;
	}

	/** The receipt of a call that has ended well. */
	receiptOf(toolCallId: string): ChatReceipt | null {
		return this.#receipts.get(toolCallId) ?? null;
	}

	/** Resolves when none is at work any more. */
	async finished(): Promise<void> {
		await Promise.allSettled(this.#underWay);
	}

	/** The same tools, watched. */
	watch(tools: ToolSet): ToolSet {
		return Object.fromEntries(
			Object.entries(tools).map(([toolName, tool]) => {
				const { execute } = tool;
				if (!execute) return [toolName, tool];
				const watched = (input: unknown, options: Parameters<typeof execute>[1]) => {
					const { toolCallId } = options;
					const work = this.#run({ toolCallId, toolName, input }, () => execute(input, options));
					this.#underWay.add(work);
					return work;
				};
				return [toolName, { ...tool, execute: watched }];
			}),
		);
	}

	async #run(call: Omit<ToolCall, "outcome">, execute: () => unknown): Promise<unknown> {
		const { toolCallId, toolName } = call;
		const { threadId, seq } = this.#answer;
		this.#store.beginToolCall(threadId, seq, call);
		this.#onCall();
		try {
			const output = await execute();
			const made = receiptOf(toolName, output);
			const receipt = made && { toolCallId, ...made };
			if (receipt) this.#receipts.set(toolCallId, receipt);
			this.#store.endToolCall(threadId, toolCallId, { output, receipt });
			return output;
		} catch (error) {
			const errorText = error instanceof Error ? error.message : String(error);
			this.#store.endToolCall(threadId, toolCallId, { errorText });
			// The AI SDK tells models and users an error's name as well.
			throw Object.assign(new Error(errorText), { name: "" });
		}
	}
}
