import type { Failure } from "#app/assistant/failure-words.server.ts";
import { type OpenModel, openChatModel } from "#app/assistant/providers.server.ts";
import { rootCause } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { Settings } from "#workers/platform/settings.ts";
import type { ChatAllowance } from "./chat-allowance.ts";
import type { RunningAnswer } from "./chat-answers.ts";
import type { ChatStore } from "./chat-store.ts";

/** What an answer is given with. */
export type Answering = {
	answer: RunningAnswer;
	store: ChatStore;
	allowance: ChatAllowance;
	settings: Settings;
	/** The one of the settings, unless a test brings its own. */
	openModel: OpenModel | undefined;
	/** Of this moment: an answer may take minutes. */
	scopeOf: () => Scope;
};

export function openModelOf({ openModel = openChatModel, settings, scopeOf }: Answering) {
	return openModel(settings, scopeOf());
}

/** Writes down why there was no answer. */
export function noteFailure(
	{ settings, scopeOf }: Answering,
	{ concerns }: Failure,
	error: unknown,
) {
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
