/** Changes made without a line: what the service worker keeps, and what comes of it. Safe in the browser. */
import type { FormReply } from "#app/core/form.ts";
import type { TaskFormValues } from "#app/tasks/view/task-view.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";

/** A form that was filled in on the page at `path`, `at` that time (milliseconds since 1970). */
export type OfflineChange = {
	path: string;
	form: [name: string, value: string][];
	at: number;
};

/** What came of a form that was filled in offline. */
export type OfflineAnswer =
	/** `made` is the version that the task has by it. */
	| { outcome: "done"; made: { id: number; version: number } | null }
	/** It cannot be done (any more); the message says why. */
	| { outcome: "refused"; message: string }
	/** The task was changed meanwhile: both versions, as its page shows them. */
	| {
			outcome: "conflict";
			reply: FormReply;
			conflict: { saved: TaskFormValues; version: number };
	  }
	/** It was filled in by somebody else than who is signed in now. */
	| { outcome: "other-user" };

export type WaitingChange = OfflineChange & { id: number };

export type OfflineProblem = WaitingChange & {
	answer: Extract<OfflineAnswer, { outcome: "refused" | "conflict" }>;
};

/** A user's queue, as the service worker tells it (public/sw-offline-queue.js). */
export type OfflineState = {
	changes: WaitingChange[];
	/** What could not be done as it was asked for, until the user has seen to it. */
	problems: OfflineProblem[];
	/** The session has ended: nothing is sent until the user has signed in again. */
	isSignedOut: boolean;
	isOffline: boolean;
};

export const NOTHING_WAITS: OfflineState = {
	changes: [],
	problems: [],
	isSignedOut: false,
	isOffline: false,
};

const TASKS_PAGE = /^\/tasks(?:\/\d+)?$/;

/** Whether a form of that page can be sent later as well as now. What asks first cannot. */
export function canWait(path: string, form: FormData): boolean {
	return TASKS_PAGE.test(path) && parseTaskIntent(form.get("intent"))?.isQueueable === true;
}

export function fieldOf({ form }: OfflineChange, name: string): string {
	return form.find(([key]) => key === name)?.[1] ?? "";
}
