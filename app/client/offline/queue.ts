import { useSyncExternalStore } from "react";
import { newKey } from "#app/client/new-key.ts";
import { canWait, NOTHING_WAITS, type OfflineState } from "./offline-change.ts";

/**
 * A page's end of the queue that the service worker keeps. Where there is none (no https, a browser
 * without one) nothing waits, ever.
 */

type Message =
	| { type: "state" | "send" }
	| { type: "change"; change: { path: string; form: [string, string][]; at: number } }
	| { type: "settle"; id: number }
	| { type: "keep"; version: string; links: string[]; assets: string[] };

const PATIENCE_MS = 5_000;

let state = NOTHING_WAITS;
const listeners = new Set<() => void>();

export function useOffline(): OfflineState {
	return useSyncExternalStore(
		subscribe,
		() => state,
		() => NOTHING_WAITS,
	);
}

function subscribe(listener: () => void) {
	listeners.add(listener);
	return () => {
		listeners.delete(listener);
	};
}

export function isWaiting(): boolean {
	return state.changes.length > 0;
}

/** Keeps a page's form, to be sent when the line is back. False when it cannot be kept. */
export async function keepForLater(path: string, form: FormData): Promise<boolean> {
	if (!canWait(path, form)) return false;
	const kept = new FormData();
	for (const [name, value] of form) if (typeof value === "string") kept.append(name, value);
	if (!kept.has("stay")) kept.set("stay", newKey());
	const change = { path, form: [...kept] as [string, string][], at: Date.now() };
	return (await tell({ type: "change", change })) !== null;
}

/** The user has seen to a problem. */
export function settleProblem(id: number): void {
	void tell({ type: "settle", id });
}

/** Tells the service worker, and takes over the state that it answers; null when it does not. */
export async function tell(message: Message): Promise<OfflineState | null> {
	const worker = globalThis.navigator?.serviceWorker?.controller;
	const { user } = document.documentElement.dataset;
	if (!worker || !user) return null;
	const answer = await new Promise<OfflineState | null>((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => resolve(data);
		setTimeout(resolve, PATIENCE_MS, null);
		worker.postMessage({ ...message, user }, [port2]);
	});
	if (answer) {
		state = answer;
		for (const listener of listeners) listener();
	}
	return answer;
}
