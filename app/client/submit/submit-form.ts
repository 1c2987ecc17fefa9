/** Forms that a script submits: the page stays, and the sender learns the result. */
import { data, isRouteErrorResponse, redirect, useSubmit } from "react-router";
import { enqueueOffline, isQueueEmpty } from "#app/client/offline/queue.ts";
import { randomUuid } from "#app/client/random-uuid.ts";
import { showToast } from "#app/client/toast.ts";
import type { Flash } from "#app/core/flash.ts";
import type { FormReply } from "#app/core/form.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";

/**
 * - `done`, `refused`: the server's answer.
 * - `unreachable`: no answer came; whether the form reached the server is unknown.
 * - `queued`: no answer came either, but the service worker will send the form again.
 * - `redirected`: the answer is another page, which is being opened.
 */
export type SubmitResult = {
	kind: "done" | "refused" | "unreachable" | "queued" | "redirected";
	reply?: FormReply;
	/** The whole answer, as the route's action gave it. */
	answer?: unknown;
};

const OFFLINE = "You are offline. Nothing was lost; try again.";
const FAILED = `${INTERNAL_ERROR_MESSAGE}. Nothing was lost; try again.`;

/** Results that `clientActionWithFeedback` has for `useSubmitForm`, by submission id. */
const results = new Map<string, SubmitResult>();

/**
 * A function that submits a form to a route and stays on the page. That route's `clientAction` has to
 * be `clientActionWithFeedback`, which the result comes from.
 */
export function useSubmitForm() {
	const submit = useSubmit();
	return async (form: FormData, action: string): Promise<SubmitResult> => {
		const submissionId = randomUuid();
		form.set("stay", submissionId);
		// Several may be under way at once, so each has a fetcher of its own.
		const options = { method: "post", action, navigate: false, fetcherKey: submissionId } as const;
		await submit(form, options);
		// A redirect is thrown through the client action, which then has no result.
		const result = results.get(submissionId) ?? { kind: "redirected" };
		results.delete(submissionId);
		return result;
	};
}

type ClientActionArgs<Answer> = { request: Request; serverAction: () => Promise<Answer> };

/**
 * A route's `clientAction`: asks the server, shows its message as a toast, and turns a failed request
 * into a message, so that the page stays with all that was typed. A form that can be sent later is
 * handed to the service worker when the server cannot be reached.
 */
export async function clientActionWithFeedback<Answer>({
	request,
	serverAction,
}: ClientActionArgs<Answer>) {
	const form = await request.clone().formData();
	const { pathname } = new URL(request.url);
	const submissionId = String(form.get("stay") ?? "");
	const setResult = (result: SubmitResult) => submissionId && results.set(submissionId, result);
	const enqueue = async () => {
		if (!(await enqueueOffline(pathname, form))) return false;
		setResult({ kind: "queued" });
		// The notice about the queue (offline-notice.tsx) is newer than any toast.
		showToast(null);
		if (parseTaskIntent(form.get("intent"))?.name === "delete-task") throw redirect("/tasks");
		return true;
	};
	// Goes behind what is queued already: changes are made in the order in which they were asked for.
	if (!isQueueEmpty() && (await enqueue())) return data({ queued: true as const }, 503);
	try {
		const answer = await serverAction();
		const { flash, reply } = read(answer);
		if (flash) showToast(flash);
		setResult({ kind: flash?.tone ?? (reply ? "refused" : "done"), reply, answer });
		return answer;
	} catch (error) {
		// A redirect.
		if (error instanceof Response) throw error;
		if (isUnreachable(error) && (await enqueue())) return data({ queued: true as const }, 503);
		setResult({ kind: "unreachable" });
		showToast({ message: inWords(error), undo: null, tone: "refused" });
		// With this status React Router does not load the page's data again, which would fail too.
		return data({ unreachable: true as const }, 503);
	}
}

function read(answer: unknown): { flash?: Flash; reply?: FormReply } {
	return typeof answer === "object" && answer !== null ? answer : {};
}

function inWords(error: unknown): string {
	if (!isRouteErrorResponse(error)) {
		return navigator.onLine && !isNetworkError(error) ? FAILED : OFFLINE;
	}
	const { message } = (error.data ?? {}) as { message?: string };
	return message ?? FAILED;
}

/** Nobody answered, or only a proxy that cannot reach the server behind it. */
function isUnreachable(error: unknown) {
	return isRouteErrorResponse(error)
		? [502, 503, 504].includes(error.status)
		: isNetworkError(error);
}

/** What fetch throws when no answer came: a TypeError, with other words in each browser. */
function isNetworkError(error: unknown) {
	return error instanceof TypeError;
}
