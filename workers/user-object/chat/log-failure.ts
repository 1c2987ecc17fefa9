import type { ReplyFailure } from "#app/assistant/reply-failure.server.ts";
import { rootCause } from "#app/core/errors.ts";
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
		const { message, stack } = rootCause(error);
		console.error(JSON.stringify({ level: "error", ...where, message, stack }));
	} else {
		// Without the error's message: providers quote the prompt in it.
		const level = concerns === "operator" ? "error" : "warn";
		console.warn(JSON.stringify({ level, ...where, message: "The provider gave no answer." }));
	}
}
