/** Changes made offline: what the service worker keeps, and what the server answers. Safe in the browser. */
import type { FormReply } from "#app/core/form.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";
import type { TaskFormValues } from "#domain/task/task-form-values.ts";

/** A form that was filled in on the page at `path`, `at` that time (milliseconds since 1970). */
export type OfflineChange = {
	path: string;
	form: [name: string, value: string][];
	at: number;
};

/** What the server answers to a form that was filled in offline. */
export type OfflineResult =
	/** `made` is the task that it changed, at its new version. */
	| { outcome: "done"; made: { id: number; version: number } | null }
	/** It could not be done; the message says why. */
	| { outcome: "refused"; message: string }
	/** The task was changed elsewhere meanwhile: both versions, as its page shows them. */
	| {
			outcome: "conflict";
			reply: FormReply;
			conflict: { saved: TaskFormValues; version: number };
	  }
	/** Another user than the one who filled it in is signed in now. */
	| { outcome: "other-user" };

export type QueuedChange = OfflineChange & { id: number };

export type OfflineProblem = QueuedChange & {
	answer: Extract<OfflineResult, { outcome: "refused" | "conflict" }>;
};

/** A user's queue, as the service worker tells it (app/service-worker/offline-queue.ts). */
export type OfflineState = {
	changes: QueuedChange[];
	/** Refused or in conflict, until the user has dismissed or resolved it. */
	problems: OfflineProblem[];
	/** The session has ended: nothing is sent until the user has signed in again. */
	isSignedOut: boolean;
	isOffline: boolean;
};

export const EMPTY_QUEUE: OfflineState = {
	changes: [],
	problems: [],
	isSignedOut: false,
	isOffline: false,
};

const TASKS_PAGE = /^\/tasks(?:\/\d+)?$/;

/** Whether a form of the page at `path` can be sent later. One that leads to a question cannot. */
export function isQueueable(path: string, form: FormData): boolean {
	return TASKS_PAGE.test(path) && parseTaskIntent(form.get("intent"))?.isQueueable === true;
}

/** The value of a form's field, the first of that name; empty where there is none. */
export function fieldOf({ form }: OfflineChange, name: string): string {
	return form.find(([key]) => key === name)?.[1] ?? "";
}
