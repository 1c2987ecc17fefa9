import type { LanguageModel, LanguageModelMiddleware } from "ai";

export type Provider = "local" | "openai" | "gemini";

/** As much of the server's settings (workers/platform/settings.ts) as opening a model needs. */
type ModelSettings = {
	LLM_PROVIDER: Provider;
	OPENAI_API_KEY?: string;
	OPENAI_BASE_URL: string;
	OPENAI_MODEL: string;
	GEMINI_API_KEY?: string;
	GEMINI_BASE_URL: string;
	GEMINI_MODEL: string;
};

export type ChatModel = {
	model: LanguageModel;
	provider: Provider;
	/** Whether its tokens count against the user's daily token budget. */
	isMetered: boolean;
};

/** Opens the model of the settings. `timeZone` is the user's IANA zone, in which `local` reads dates. */
export type OpenModel = (settings: ModelSettings, user: { timeZone: string }) => Promise<ChatModel>;

/** The providers' names in sentences for users. */
export const PROVIDER_NAMES: Record<Provider, string> = {
	local: "The assistant",
	openai: "OpenAI",
	gemini: "Gemini",
};

/**
 * Opens the model that the settings name. Its package is imported only here, as it would slow down
 * every start of the worker.
 *
 * OpenAI is used by Chat Completions, which all OpenAI-compatible servers (OPENAI_BASE_URL) have and
 * which stores no conversation at the provider (docs/decisions/018-chats.md).
 */
export const openChatModel: OpenModel = async (settings, { timeZone }) => {
	const provider = settings.LLM_PROVIDER;
	switch (provider) {
		case "openai": {
			const { createOpenAI } = await import("@ai-sdk/openai");
			const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = settings;
			const openai = createOpenAI({
				// Self-hosted servers may need none, but the package does.
				apiKey: OPENAI_API_KEY ?? "none",
				baseURL: OPENAI_BASE_URL,
				fetch: fetchWithRetry,
			});
			return { model: openai.chat(OPENAI_MODEL), provider, isMetered: true };
		}
		case "gemini": {
			const { createGoogle } = await import("@ai-sdk/google");
			const { GEMINI_API_KEY, GEMINI_BASE_URL, GEMINI_MODEL } = settings;
			const google = createGoogle({
				apiKey: GEMINI_API_KEY ?? "none",
				baseURL: GEMINI_BASE_URL,
				fetch: fetchWithRetry,
			});
			const { wrapLanguageModel } = await import("ai");
			const model = wrapLanguageModel({
				model: google(GEMINI_MODEL),
				middleware: finishedWithToolCalls,
			});
			return { model, provider, isMetered: true };
		}
		case "local": {
			const { localModel } = await import("./local-model/local-model.server.ts");
			return { model: localModel({ timeZone }), provider, isMetered: false };
		}
	}
};

/**
 * Gemini finishes with STOP when it calls tools. Servers that imitate it may finish with FUNCTION_CALL,
 * which the AI SDK does not know: it would not run the tools.
 */
const finishedWithToolCalls: LanguageModelMiddleware = {
	specificationVersion: "v4",
	wrapStream: async ({ doStream }) => {
		const { stream, ...rest } = await doStream();
		const fixed = new TransformStream({
			transform(part, controller) {
				const isCall = part.type === "finish" && part.finishReason.raw === "FUNCTION_CALL";
				const finishReason = { unified: "tool-calls", raw: "FUNCTION_CALL" };
				controller.enqueue(isCall ? { ...part, finishReason } : part);
			},
		});
		return { stream: stream.pipeThrough(fixed), ...rest };
	},
};

const RETRY_AFTER_MS = 1_000;

/**
 * Fetches, and once more after a server error (5xx), which is often over in a second. Client errors (a
 * wrong key, too many requests) are not retried: the user should hear of them at once.
 */
const fetchWithRetry: typeof fetch = async (input, init) => {
	const response = await fetch(input, init);
	if (response.status < 500) return response;
	await response.body?.cancel();
	await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
	return fetch(input, init);
};
