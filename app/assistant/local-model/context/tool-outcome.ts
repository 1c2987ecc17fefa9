import type { LanguageModelV4Message } from "@ai-sdk/provider";

type ToolResult = Record<string, unknown>;

/** A tool's call and what came of it. */
export type ToolOutcome = {
	name: string;
	input: Record<string, unknown>;
	/** Null where it failed, was denied, or waits for an answer. */
	result: ToolResult | null;
	error: string | null;
	denied: boolean;
};

/** The tool calls of messages in their order, each with its result where there is one. */
export function outcomesOf(messages: LanguageModelV4Message[]): ToolOutcome[] {
	const outcomes = new Map<string, ToolOutcome>();
	for (const { role, content } of messages) {
		if (role !== "assistant" && role !== "tool") continue;
		for (const part of content) {
			if (part.type === "tool-call") {
				const { toolName: name, input } = part;
				const args = (typeof input === "object" && input !== null ? input : {}) as ToolResult;
				outcomes.set(part.toolCallId, {
					name,
					input: args,
					result: null,
					error: null,
					denied: false,
				});
			}
			const outcome = part.type === "tool-result" ? outcomes.get(part.toolCallId) : undefined;
			if (part.type !== "tool-result" || !outcome) continue;
			const { output } = part;
			switch (output.type) {
				case "json":
					outcome.result = output.value as ToolResult;
					break;
				case "execution-denied":
					outcome.denied = true;
					break;
				case "error-text":
					outcome.error = output.value;
					break;
				case "error-json":
					outcome.error = JSON.stringify(output.value);
					break;
				default:
					outcome.error = "The answer could not be read.";
			}
		}
	}
	return [...outcomes.values()];
}
