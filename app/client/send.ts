/** Forms that a script sends: the page stays, and the sender learns what came of it. */
import { data, isRouteErrorResponse, redirect, useSubmit } from "react-router";
import type { Flash } from "#app/core/flash.ts";
import type { FormReply } from "#app/core/form.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";
import { announce } from "./announcements.ts";
import { newKey } from "./new-key.ts";
import { isWaiting, keepForLater } from "./offline/queue.ts";

/**
 * `lost`: it may not have reached the server. `kept`: neither, but it will be sent again. `left`: the
 * answer is another page.
 */
export type Outcome = {
	kind: "done" | "refused" | "lost" | "kept" | "left";
	reply?: FormReply;
	/** The whole answer, as the route's action gave it. */
	answer?: unknown;
};

const OFFLINE = "You are offline. Nothing was lost; try again.";
const FAILED = "Something went wrong on our side. Nothing was lost; try again.";

const outcomes = new Map<string, Outcome>();

/** Sends a form without leaving the page. The answer goes through the route's `reportedAction`. */
export function useSend() {
	const submit = useSubmit();
	return async (form: FormData, action: string): Promise<Outcome> => {
		const ticket = newKey();
		form.set("stay", ticket);
		// Several may be under way at once, so each has a fetcher of its own.
		const options = { method: "post", action, navigate: false, fetcherKey: ticket } as const;
		await submit(form, options);
		const outcome = outcomes.get(ticket) ?? { kind: "left" };
		outcomes.delete(ticket);
		return outcome;
	};
}

type Sent<Answer> = { request: Request; serverAction: () => Promise<Answer> };

/**
 * A route's `clientAction`: asks the server, says in the status region what it answered, and turns a
 * failed request into a message, so that the page with all that was typed stays.
 */
export async function reportedAction<Answer>({ request, serverAction }: Sent<Answer>) {
	const form = await request.clone().formData();
	const { pathname } = new URL(request.url);
	const ticket = String(form.get("stay") ?? "");
	const settle = (outcome: Outcome) => ticket && outcomes.set(ticket, outcome);
	const keep = async () => {
		if (!(await keepForLater(pathname, form))) return false;
		settle({ kind: "kept" });
		// What is said of the queue (offline-notice.tsx) is newer than whatever stands there.
		announce(null);
		if (parseTaskIntent(form.get("intent"))?.name === "delete-task") throw redirect("/tasks");
		return true;
	};
	// Behind what waits already: things are done in the order in which they were asked for.
	if (isWaiting() && (await keep())) return data({ kept: true as const }, 503);
	try {
		const answer = await serverAction();
		const { flash, reply } = read(answer);
		if (flash) announce(flash);
		settle({ kind: flash?.tone ?? (reply ? "refused" : "done"), reply, answer });
		return answer;
	} catch (error) {
		// A redirect.
		if (error instanceof Response) throw error;
		if (isUnreachable(error) && (await keep())) return data({ kept: true as const }, 503);
		settle({ kind: "lost" });
		announce({ message: inWords(error), undo: null, tone: "refused" });
		// With this status React Router does not load the page's data again, which would fail too.
		return data({ lost: true as const }, 503);
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

/** Nobody answered, or only a proxy that finds nobody behind it. */
function isUnreachable(error: unknown) {
	return isRouteErrorResponse(error)
		? [502, 503, 504].includes(error.status)
		: isNetworkError(error);
}

/** What fetch throws when no answer came: a TypeError, with other words in each browser. */
function isNetworkError(error: unknown) {
	return error instanceof TypeError;
}
