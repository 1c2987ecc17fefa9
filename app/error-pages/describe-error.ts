import { isRouteErrorResponse } from "react-router";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";

type ErrorDescription = {
	heading: string;
	sentences: string[];
	canRetry: boolean;
	/** Whether the server has logged it, under the request's id. */
	isLogged: boolean;
};

/** What to say to a person about an error that a route threw. */
export function describeError(error: unknown): ErrorDescription {
	if (isLostConnection(error)) {
		return {
			heading: "Tend cannot be reached",
			sentences: [
				"Check your connection, then open the page again. If you had just sent something, look whether it was saved.",
			],
			canRetry: true,
			isLogged: false,
		};
	}
	if (!isRouteErrorResponse(error) || error.status >= 500) {
		return {
			heading: INTERNAL_ERROR_MESSAGE,
			sentences: ["It is nothing that you did. Wait a moment, then open the page again."],
			canRetry: true,
			isLogged: true,
		};
	}
	const [heading = "That cannot be done here", advice] = REFUSALS[error.status] ?? [];
	const message = messageOf(error.data) ?? "This address does not take what was sent to it.";
	const sentences = advice ? [message, advice] : [message];
	return { heading, sentences, canRetry: false, isLogged: true };
}

/** The fields of the form that the error answers; the server has left secret ones out. */
export function submittedFields(error: unknown): [name: string, value: string][] {
	const typed: unknown = isRouteErrorResponse(error) ? error.data?.typed : null;
	if (typeof typed !== "object" || typed === null) return [];
	return Object.entries(typed).filter(([, value]) => typeof value === "string");
}

const REFUSALS: Record<number, [heading: string, advice?: string]> = {
	400: ["That could not be understood"],
	403: ["This was stopped", "If you meant it, open Tend and do it there."],
	404: ["There is nothing here", "It may have been deleted, or the address has a slip in it."],
	413: ["That is too much at once"],
	429: ["That was too often"],
};

// How Chromium, Firefox and Safari say that a fetch got no answer.
const NO_ANSWER = /failed to fetch|networkerror|load failed|network connection was lost/i;

function isLostConnection(error: unknown) {
	return error instanceof TypeError && NO_ANSWER.test(error.message);
}

function messageOf(data: unknown) {
	if (typeof data !== "object" || data === null || !("message" in data)) return null;
	return typeof data.message === "string" ? data.message : null;
}
