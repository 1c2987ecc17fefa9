import {
	APICallError,
	LoadAPIKeyError,
	RetryError,
	StreamProviderError,
	ToolChoiceViolationError,
} from "ai";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { PROVIDER_NAMES } from "./providers.server.ts";

/** Why a reply failed, in a sentence for the user. */
export type ReplyFailure = {
	text: string;
	/** Who should look into it: nobody, whoever runs this server, or whoever wrote it. */
	concerns: "nobody" | "operator" | "us";
};

type Provider = keyof typeof PROVIDER_NAMES;

/** The name of the `DOMException` with which a silent model is aborted. */
export const TIMED_OUT = "TimeoutError";

/**
 * Turns an error of the model or its provider into a sentence that says what happened and what to do.
 * The provider's own message is not passed on: it may quote the key or the prompt. All cases are in the
 * table of docs/assistant.md.
 */
export function toReplyFailure(thrown: unknown, provider: Provider): ReplyFailure {
	const name = PROVIDER_NAMES[provider];
	const error = RetryError.isInstance(thrown) ? thrown.lastError : thrown;
	if (APICallError.isInstance(error)) {
		return ofStatus(name, error.statusCode, error.responseHeaders, error.data);
	}
	if (StreamProviderError.isInstance(error)) return ofStatus(name, error.statusCode ?? 500);
	if (LoadAPIKeyError.isInstance(error)) return ofStatus(name, 401);
	if (ToolChoiceViolationError.isInstance(error)) {
		return failure(
			"The assistant came to no end in as many steps as it has. Ask for less at once.",
		);
	}
	if (error instanceof DOMException && error.name === TIMED_OUT) {
		return failure(`${name} fell silent. Nothing more came for a long while; try again.`);
	}
	if (isConnectionError(error)) {
		return connectionBroke(name);
	}
	return {
		text: `${INTERNAL_ERROR_MESSAGE}. It has been noted; try again in a while.`,
		concerns: "us",
	};
}

/** The failure of a reply that ended without an error and without text or tool calls. */
export const EMPTY_REPLY: ReplyFailure = {
	text: "There came no answer. Try again, or say it in other words.",
	concerns: "nobody",
};

/**
 * The failure of a reply that ended without an error, by the AI SDK's finish reason; null when it is
 * complete.
 */
export function failureOfFinishReason(
	finishReason: string,
	provider: Provider,
): ReplyFailure | null {
	const name = PROVIDER_NAMES[provider];
	switch (finishReason) {
		case "length":
			return failure("The answer grew longer than an answer may be, and ends here.");
		case "content-filter":
			return failure(`${name} refused to answer this. Say it in other words.`);
		case "interrupted":
		case "other":
		case "error":
			return failure(`The answer broke off on its way from ${name}. Try again.`);
		default:
			return null;
	}
}

function ofStatus(
	name: string,
	status: number | undefined,
	headers: Record<string, string> = {},
	data?: unknown,
): ReplyFailure {
	// The response had begun, so it is its stream that broke.
	if (status !== undefined && status < 400) return connectionBroke(name);
	if (status === undefined) return failure(`${name} cannot be reached. Try again in a while.`);
	if (status === 401 || status === 403) {
		return operatorFailure(
			`${name} refused this server's key. Whoever runs this server has to look into it.`,
		);
	}
	if (status === 429 && isOutOfQuota(data)) {
		return operatorFailure(
			`This server's quota at ${name} is used up. Whoever runs it has to look into it.`,
		);
	}
	if (status === 429) {
		return failure(`${name} is asked too much just now. Try again ${waitInWords(headers)}.`);
	}
	if (status === 413) return failure("This chat has grown too long. Begin a new one.");
	if (status >= 500) return failure(`${name} has a fault on its side. Try again in a while.`);
	return operatorFailure(
		`${name} did not take the request. Whoever runs this server has to look into it.`,
	);
}

function connectionBroke(name: string): ReplyFailure {
	return failure(`The connection to ${name} broke. Try again.`);
}

/** When to try again, in words, from Retry-After: seconds or a date (RFC 9110, section 10.2.3). */
function waitInWords(headers: Record<string, string>): string {
	const header = headers["retry-after"] ?? "";
	const seconds = /^\d+(\.\d+)?$/.test(header)
		? Math.ceil(Number(header))
		: Math.ceil((Date.parse(header) - Date.now()) / 1000);
	if (!(seconds > 0)) return "in a while";
	if (seconds === 1) return "in a second";
	return seconds < 120 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}

/** OpenAI answers 429 both for too many requests and for an account without credit. */
function isOutOfQuota(data: unknown): boolean {
	return JSON.stringify(data ?? null).includes("insufficient_quota");
}

/** By their words, as workerd and the streams on top of it throw no class of their own for a lost connection. */
function isConnectionError(error: unknown): boolean {
	return (
		error instanceof Error &&
		/network|connection|connect|terminated|disconnected|socket|premature|internet|fetch/i.test(
			error.message,
		)
	);
}

function failure(text: string): ReplyFailure {
	return { text, concerns: "nobody" };
}

function operatorFailure(text: string): ReplyFailure {
	return { text, concerns: "operator" };
}
