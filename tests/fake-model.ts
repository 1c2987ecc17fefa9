import { MockLanguageModelV4 } from "ai/test";

type Part = Parameters<
	ReadableStreamDefaultController<
		Awaited<ReturnType<MockLanguageModelV4["doStream"]>>["stream"] extends ReadableStream<infer P>
			? P
			: never
	>["enqueue"]
>[0] & { type: string };
type Options = Parameters<MockLanguageModelV4["doStream"]>[0];

/** One thing that a model does in a step. */
type ModelAction =
	/** Says it, word by word. */
	| string
	| { tool: string; input: unknown; id?: string }
	/** Waits for that before it goes on. */
	| { until: Promise<unknown> }
	/** Fails, there and then. */
	| { error: unknown }
	/** Ends without a word of it, as a cut line does. */
	| "cut";

/** A step: what the model does each time that it is asked. Or one that looks at what it is told first. */
export type Step = ModelAction[] | ((options: Options) => ModelAction[]);

/**
 * A model that follows a script, a step each time that it is asked, and then says "…". What it was
 * told is in `doStreamCalls`.
 */
export function scriptedModel(...steps: Step[]): MockLanguageModelV4 {
	let next = 0;
	return new MockLanguageModelV4({
		provider: "scripted",
		doStream: async (options) => {
			const step = steps[next] ?? ["…"];
			next += 1;
			return { stream: play(typeof step === "function" ? step(options) : step, options, next) };
		},
		doGenerate: async () => ({
			content: [{ type: "text", text: "A summary by the model." }],
			finishReason: { unified: "stop", raw: "stop" },
			usage: USAGE,
			warnings: [],
		}),
	});
}

const USAGE = {
	inputTokens: { total: 100, noCache: 100, cacheRead: 0, cacheWrite: 0 },
	outputTokens: { total: 10, text: 10, reasoning: 0 },
};

function play(
	actions: ModelAction[],
	{ abortSignal }: Options,
	step: number,
): ReadableStream<Part> {
	return new ReadableStream({
		async start(controller) {
			const left = new Promise<never>((_, reject) => {
				abortSignal?.addEventListener("abort", () => reject(abortSignal.reason));
			});
			left.catch(() => {});
			try {
				controller.enqueue({ type: "stream-start", warnings: [] });
				for (const [index, action] of actions.entries()) {
					if (action === "cut") return controller.close();
					if (typeof action === "string") say(controller, `text-${step}-${index}`, action);
					else if ("until" in action) await Promise.race([action.until, left]);
					else if ("error" in action) throw action.error;
					else {
						const toolCallId = action.id ?? `call-${step}-${index}`;
						const input =
							typeof action.input === "string" ? action.input : JSON.stringify(action.input);
						controller.enqueue({ type: "tool-call", toolCallId, toolName: action.tool, input });
					}
				}
				const isWorking = actions.some((action) => typeof action === "object" && "tool" in action);
				controller.enqueue({
					type: "finish",
					usage: USAGE,
					finishReason: { unified: isWorking ? "tool-calls" : "stop", raw: undefined },
				});
				controller.close();
			} catch (error) {
				controller.error(error);
			}
		},
	});
}

function say(controller: ReadableStreamDefaultController<Part>, id: string, text: string) {
	controller.enqueue({ type: "text-start", id });
	for (const delta of text.match(/\s*\S+/g) ?? []) {
		controller.enqueue({ type: "text-delta", id, delta });
	}
	controller.enqueue({ type: "text-end", id });
}
