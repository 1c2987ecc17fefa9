import type { LanguageModel, LanguageModelMiddleware } from "ai";
import type { Settings } from "#workers/platform/settings.ts";

type Provider = Settings["LLM_PROVIDER"];

export type ChatModel = {
	model: LanguageModel;
	provider: Provider;
	/** Whether its tokens count against the user's daily allowance. */
	isMetered: boolean;
};

/** `timeZone` is the user's: `local` reads dates by itself. */
export type OpenModel = (settings: Settings, user: { timeZone: string }) => Promise<ChatModel>;

/** As people know them. */
export const PROVIDER_NAMES: Record<Provider, string> = {
	local: "The assistant",
	openai: "OpenAI",
	gemini: "Gemini",
};

/**
 * The model that the settings name. Its package is loaded only then, as it would slow down every start.
 *
 * OpenAI is spoken to by Chat Completions: servers that speak like OpenAI (OPENAI_BASE_URL) all know
 * it, and nothing of a conversation has to be kept there.
 */
export const openChatModel: OpenModel = async (settings, { timeZone }) => {
	const provider = settings.LLM_PROVIDER;
	switch (provider) {
		case "openai": {
			const { createOpenAI } = await import("@ai-sdk/openai");
			const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = settings;
			const openai = createOpenAI({
				// Servers of one's own may want none.
				apiKey: OPENAI_API_KEY ?? "none",
				baseURL: OPENAI_BASE_URL,
				fetch: fetchTwice,
			});
			return { model: openai.chat(OPENAI_MODEL), provider, isMetered: true };
		}
		case "gemini": {
			const { createGoogle } = await import("@ai-sdk/google");
			const { GEMINI_API_KEY, GEMINI_BASE_URL, GEMINI_MODEL } = settings;
			const google = createGoogle({
				apiKey: GEMINI_API_KEY ?? "none",
				baseURL: GEMINI_BASE_URL,
				fetch: fetchTwice,
			});
			const { wrapLanguageModel } = await import("ai");
			const model = wrapLanguageModel({ model: google(GEMINI_MODEL), middleware: callsAreCalls });
			return { model, provider, isMetered: true };
		}
		case "local": {
			const { localModel } = await import("./local-model/local-model.server.ts");
			return { model: localModel({ timeZone }), provider, isMetered: false };
		}
	}
};

/**
 * Gemini ends with STOP when it calls tools; what stands in for it may say FUNCTION_CALL, which the AI
 * SDK does not know, and does not run tools for.
 */
const callsAreCalls: LanguageModelMiddleware = {
	specificationVersion: "v4",
	wrapStream: async ({ doStream }) => {
		const { stream, ...rest } = await doStream();
		const mended = new TransformStream({
			transform(part, controller) {
				const isCall = part.type === "finish" && part.finishReason.raw === "FUNCTION_CALL";
				const finishReason = { unified: "tool-calls", raw: "FUNCTION_CALL" };
				controller.enqueue(isCall ? { ...part, finishReason } : part);
			},
		});
		return { stream: stream.pipeThrough(mended), ...rest };
	},
};

const AGAIN_MS = 1_000;

/**
 * Asks once more after a fault of the server's, which is often over in a second. What the user should
 * hear of at once (a wrong key, too many requests) is not tried again.
 */
const fetchTwice: typeof fetch = async (input, init) => {
	const response = await fetch(input, init);
	if (response.status < 500) return response;
	await response.body?.cancel();
	await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
	return fetch(input, init);
};
