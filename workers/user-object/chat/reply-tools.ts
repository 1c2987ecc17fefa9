import type { ToolSet } from "ai";
import { receiptOf } from "#app/assistant/tools/tools.server.ts";
import type { ChatReceipt } from "#domain/chat/chat-message.ts";
import type { ToolCallRecord } from "#domain/chat/reply-parts.ts";
import type { ChatStore } from "./chat-store.ts";
import type { RunningReply } from "./reply-types.ts";

/**
 * The tools of one reply. Each call is recorded in the store before it runs and when it ends: if the
 * object goes down in between, what was done is known. Receipts are made from the results alone.
 */
export class ReplyTools {
	readonly #reply: RunningReply;
	readonly #store: ChatStore;
	readonly #onCall: () => void;
	readonly #receipts = new Map<string, ChatReceipt>();
	readonly #pending = new Set<Promise<unknown>>();

	constructor(reply: RunningReply, store: ChatStore, onCall: () => void) {
		this.#reply = reply;
		this.#store = store;
		this.#onCall = onCall;
	}

	/** The receipt of a call that has succeeded; null for others. */
	findReceipt(toolCallId: string): ChatReceipt | null {
		return this.#receipts.get(toolCallId) ?? null;
	}

	/** Resolves when no call is running any more. Never rejects. */
	async waitForCalls(): Promise<void> {
		await Promise.allSettled(this.#pending);
	}

	/** The same tools, with their calls recorded. */
	recorded(tools: ToolSet): ToolSet {
		return Object.fromEntries(
			Object.entries(tools).map(([toolName, tool]) => {
				const { execute } = tool;
				if (!execute) return [toolName, tool];
				const recorded = (input: unknown, options: Parameters<typeof execute>[1]) => {
					const { toolCallId } = options;
					const work = this.#run({ toolCallId, toolName, input }, () => execute(input, options));
					this.#pending.add(work);
					return work;
				};
				return [toolName, { ...tool, execute: recorded }];
			}),
		);
	}

	async #run(call: Omit<ToolCallRecord, "outcome">, execute: () => unknown): Promise<unknown> {
		const { toolCallId, toolName } = call;
		const { chatId, seq } = this.#reply;
		this.#store.beginToolCall(chatId, seq, call);
		this.#onCall();
		try {
			const output = await execute();
			const made = receiptOf(toolName, output);
			const receipt = made && { toolCallId, ...made };
			if (receipt) this.#receipts.set(toolCallId, receipt);
			this.#store.endToolCall(chatId, toolCallId, { output, receipt });
			return output;
		} catch (error) {
			const errorText = error instanceof Error ? error.message : String(error);
			this.#store.endToolCall(chatId, toolCallId, { errorText });
			// The AI SDK puts an error's name before its message, for models and users.
			throw Object.assign(new Error(errorText), { name: "" });
		}
	}
}
