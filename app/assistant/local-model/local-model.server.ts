import type {
	LanguageModelV4,
	LanguageModelV4CallOptions,
	LanguageModelV4Content,
	LanguageModelV4FinishReason,
	LanguageModelV4Prompt,
	LanguageModelV4StreamPart,
	LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { findTool } from "#app/assistant/tools/tools.server.ts";
import { newId } from "#app/core/id.server.ts";
import { toReferenceTime } from "#domain/language/reference-time.ts";
import { scopeRefusal } from "#domain/user/token-scope.ts";
import { type ModelStep, nextStep } from "./next-step.ts";

type Settings = {
	/** Of the user: what "tomorrow at 9" means. */
	timeZone: string;
	now?: () => Date;
};

/**
 * Tend's own language model: plain English in, calls of the tools and a short answer out, without any
 * network. To the AI SDK it is a model like others.
 */
export function localModel({ timeZone, now = () => new Date() }: Settings): LanguageModelV4 {
	const answer = ({ prompt, tools }: LanguageModelV4CallOptions) => {
		const step = nextStep(prompt, toReferenceTime({ now: now(), timeZone }));
		const offered = (tools ?? []).map(({ name }) => name);
		const content = contentOf(step, offered);
		return { content, finishReason: finishReason(content), usage: usageOf(prompt, content) };
	};
	return {
		specificationVersion: "v4",
		provider: "tend",
		modelId: "local",
		supportedUrls: {},
		doGenerate: async (options) => ({ ...answer(options), warnings: [] }),
		doStream: async (options) => {
			const { content, finishReason, usage } = answer(options);
			const parts = streamParts(content);
			const finish: LanguageModelV4StreamPart = { type: "finish", finishReason, usage };
			const start: LanguageModelV4StreamPart = { type: "stream-start", warnings: [] };
			return { stream: streamOf([start, ...parts, finish]) };
		},
	};
}

function streamOf(parts: LanguageModelV4StreamPart[]): ReadableStream<LanguageModelV4StreamPart> {
	const rest = parts.values();
	return new ReadableStream({
		pull(controller) {
			const { value, done } = rest.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
	});
}

function contentOf(step: ModelStep, offered: string[]): LanguageModelV4Content[] {
	if ("text" in step) return [{ type: "text", text: step.text }];
	const missing = step.calls.find(({ name }) => !offered.includes(name));
	if (missing) return [{ type: "text", text: missingToolText(missing.name) }];
	return step.calls.map(({ name, input }) => ({
		type: "tool-call",
		toolCallId: newId(),
		toolName: name,
		input: JSON.stringify(input),
	}));
}

/** Tools are left out where the user's credential does not grant what they do. */
function missingToolText(name: string): string {
	const tool = findTool(name);
	return tool ? scopeRefusal(tool.scope) : "I have no tool for that here.";
}

function finishReason(content: LanguageModelV4Content[]): LanguageModelV4FinishReason {
	const calls = content.some(({ type }) => type === "tool-call");
	return { unified: calls ? "tool-calls" : "stop", raw: undefined };
}

/** Text comes word by word, and calls in their parts, as from any model. */
function streamParts(content: LanguageModelV4Content[]): LanguageModelV4StreamPart[] {
	return content.flatMap((part, index): LanguageModelV4StreamPart[] => {
		if (part.type === "tool-call") {
			const { toolCallId: id, toolName, input } = part;
			return [
				{ type: "tool-input-start", id, toolName },
				{ type: "tool-input-delta", id, delta: input },
				{ type: "tool-input-end", id },
				part,
			];
		}
		if (part.type !== "text") return [];
		const id = String(index);
		const words = part.text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
		return [
			{ type: "text-start", id },
			...words.map((delta): LanguageModelV4StreamPart => ({ type: "text-delta", id, delta })),
			{ type: "text-end", id },
		];
	});
}

/** Tokens by the rule of thumb of four characters; of the prompt those since the user spoke last. */
function usageOf(
	prompt: LanguageModelV4Prompt,
	content: LanguageModelV4Content[],
): LanguageModelV4Usage {
	const spoke = prompt.findLastIndex(({ role }) => role === "user");
	const input = tokensOf(prompt.slice(Math.max(0, spoke)));
	const output = tokensOf(content);
	return {
		inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
		outputTokens: { total: output, text: output, reasoning: 0 },
	};
}

function tokensOf(value: unknown): number {
	return Math.ceil(JSON.stringify(value).length / 4);
}
