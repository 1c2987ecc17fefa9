/**
 * A page's end of the queue that the service worker keeps. Where there is no worker (no https, a
 * browser without one) the queue stays empty.
 */
import { useSyncExternalStore } from "react";
import { randomUuid } from "#app/client/random-uuid.ts";
import { EMPTY_QUEUE, isQueueable, type OfflineState } from "./offline-change.ts";
import type { PageMessage, PageRequest } from "./worker-messages.ts";

const ANSWER_TIMEOUT_MS = 5_000;

let state = EMPTY_QUEUE;
const listeners = new Set<() => void>();

/** The state of the queue as the worker answered last; empty on the server. */
export function useOfflineQueue(): OfflineState {
	return useSyncExternalStore(
		subscribe,
		() => state,
		() => EMPTY_QUEUE,
	);
}

function subscribe(listener: () => void) {
	listeners.add(listener);
	return () => {
		listeners.delete(listener);
	};
}

export function isQueueEmpty(): boolean {
	return state.changes.length === 0;
}

/**
 * Hands a form of the page at `path` to the service worker, which sends it when the server can be
 * reached. False when such a form cannot be sent later, or there is no worker.
 */
export async function enqueueOffline(path: string, form: FormData): Promise<boolean> {
	if (!isQueueable(path, form)) return false;
	const fields = new FormData();
	for (const [name, value] of form) if (typeof value === "string") fields.append(name, value);
	// The server does nothing twice under the same id.
	if (!fields.has("stay")) fields.set("stay", randomUuid());
	const change = { path, form: [...fields] as [string, string][], at: Date.now() };
	return (await askWorker({ type: "change", change })) !== null;
}

/** Removes a problem that the user has seen. */
export function dismissProblem(id: number): void {
	void askWorker({ type: "settle", id });
}

/** Sends a message to the service worker, and takes over the state in its answer; null without one. */
export async function askWorker(request: PageRequest): Promise<OfflineState | null> {
	const worker = globalThis.navigator?.serviceWorker?.controller;
	const { user } = document.documentElement.dataset;
	if (!worker || !user) return null;
	const answer = await new Promise<OfflineState | null>((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => resolve(data);
		setTimeout(resolve, ANSWER_TIMEOUT_MS, null);
		worker.postMessage({ ...request, user } satisfies PageMessage, [port2]);
	});
	if (answer) {
		state = answer;
		for (const listener of listeners) listener();
	}
	return answer;
}
