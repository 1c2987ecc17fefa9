import type { ReplyFailure } from "#app/assistant/reply-failure.server.ts";
import { log } from "#app/core/log.ts";
import type { ReplyDeps } from "./reply-types.ts";

/** Logs why a reply failed, for whoever the failure concerns. */
export function logFailure(
	{ settings, scopeOf }: ReplyDeps,
	{ concerns }: ReplyFailure,
	error: unknown,
): void {
	const { requestId, userId } = scopeOf();
	const { name, statusCode } = Object(error) as { name?: string; statusCode?: number };
	const where = { requestId, userId, provider: settings.LLM_PROVIDER, name, statusCode };
	if (concerns === "us") {
		log.exception(error, where);
	} else {
		// Without the error's message: providers quote the prompt in it.
		const level = concerns === "operator" ? "error" : "warn";
		log.warn("The provider gave no answer.", { level, ...where });
	}
}
