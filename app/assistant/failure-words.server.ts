import {
	APICallError,
	LoadAPIKeyError,
	RetryError,
	StreamProviderError,
	ToolChoiceViolationError,
} from "ai";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { PROVIDER_NAMES } from "./providers.server.ts";

/** What happened to an answer, for whoever waits for it. */
export type Failure = {
	text: string;
	/** Who should look into it: nobody, whoever runs this server, or whoever wrote it. */
	concerns: "nobody" | "operator" | "us";
};

type Provider = keyof typeof PROVIDER_NAMES;

export const TIMED_OUT = "TimeoutError";

/**
 * An error on the way to an answer, in words that say what happened and what to do. Nothing of what
 * the provider says itself is passed on: that may have the key, or what somebody typed, in it.
 * The table of it is in docs/assistant.md.
 */
export function failureOf(thrown: unknown, provider: Provider): Failure {
	const name = PROVIDER_NAMES[provider];
	const error = RetryError.isInstance(thrown) ? thrown.lastError : thrown;
	if (APICallError.isInstance(error)) {
		return ofStatus(name, error.statusCode, error.responseHeaders, error.data);
	}
	if (StreamProviderError.isInstance(error)) return ofStatus(name, error.statusCode ?? 500);
	if (LoadAPIKeyError.isInstance(error)) return ofStatus(name, 401);
	if (ToolChoiceViolationError.isInstance(error)) {
		return nobodys(
			"The assistant came to no end in as many steps as it has. Ask for less at once.",
		);
	}
	if (error instanceof DOMException && error.name === TIMED_OUT) {
		return nobodys(`${name} fell silent. Nothing more came for a long while; try again.`);
	}
	if (isConnectionError(error)) {
		return connectionBroke(name);
	}
	return {
		text: `${INTERNAL_ERROR_MESSAGE}. It has been noted; try again in a while.`,
		concerns: "us",
	};
}

export const NO_ANSWER: Failure = {
	text: "There came no answer. Try again, or say it in other words.",
	concerns: "nobody",
};

/** An answer that ended without an error, and yet is not whole; null when it is. */
export function failureOfEnd(finishReason: string, provider: Provider): Failure | null {
	const name = PROVIDER_NAMES[provider];
	switch (finishReason) {
		case "length":
			return nobodys("The answer grew longer than an answer may be, and ends here.");
		case "content-filter":
			return nobodys(`${name} refused to answer this. Say it in other words.`);
		case "interrupted":
		case "other":
		case "error":
			return nobodys(`The answer broke off on its way from ${name}. Try again.`);
		default:
			return null;
	}
}

function ofStatus(
	name: string,
	status: number | undefined,
	headers: Record<string, string> = {},
	data?: unknown,
): Failure {
	// It had begun to answer well.
	if (status !== undefined && status < 400) return connectionBroke(name);
	if (status === undefined) return nobodys(`${name} cannot be reached. Try again in a while.`);
	if (status === 401 || status === 403) {
		return operators(
			`${name} refused this server's key. Whoever runs this server has to look into it.`,
		);
	}
	if (status === 429 && isOutOfQuota(data)) {
		return operators(
			`This server's quota at ${name} is used up. Whoever runs it has to look into it.`,
		);
	}
	if (status === 429) {
		return nobodys(`${name} is asked too much just now. Try again ${waitInWords(headers)}.`);
	}
	if (status === 413) return nobodys("This chat has grown too long. Begin a new one.");
	if (status >= 500) return nobodys(`${name} has a fault on its side. Try again in a while.`);
	return operators(
		`${name} did not take the request. Whoever runs this server has to look into it.`,
	);
}

function connectionBroke(name: string): Failure {
	return nobodys(`The connection to ${name} broke. Try again.`);
}

/** Retry-After: seconds or a date (RFC 9110, section 10.2.3). */
function waitInWords(headers: Record<string, string>): string {
	const header = headers["retry-after"] ?? "";
	const seconds = /^\d+(\.\d+)?$/.test(header)
		? Math.ceil(Number(header))
		: Math.ceil((Date.parse(header) - Date.now()) / 1000);
	if (!(seconds > 0)) return "in a while";
	if (seconds === 1) return "in a second";
	return seconds < 120 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}

/** OpenAI tells by the same status that one is too fast and that one's money is gone. */
function isOutOfQuota(data: unknown): boolean {
	return JSON.stringify(data ?? null).includes("insufficient_quota");
}

/** As workerd and the streams on top of it say that the other side is gone. */
function isConnectionError(error: unknown): boolean {
	return (
		error instanceof Error &&
		/network|connection|connect|terminated|disconnected|socket|premature|internet|fetch/i.test(
			error.message,
		)
	);
}

function nobodys(text: string): Failure {
	return { text, concerns: "nobody" };
}

function operators(text: string): Failure {
	return { text, concerns: "operator" };
}
