/**
 * The toast that scripts show in the status region: a store of one message. Messages that came with a
 * page (after a redirect) do not pass through here.
 */
import { useSyncExternalStore } from "react";
import type { Flash } from "#app/core/flash.ts";

/** Long enough to read it and reach for "Undo"; the time stops while the pointer or the focus is on it. */
const SHOWN_MS = 15_000;

let current: Flash | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Shows a message in the place of the one before; null removes that. One about a reminder stays. */
export function showToast(flash: Flash | null) {
	current = flash;
	pauseDismiss();
	if (flash) resumeDismiss();
	for (const listener of listeners) listener();
}

/** Keeps the message until `resumeDismiss`. */
export function pauseDismiss() {
	clearTimeout(timer);
}

/** Removes the message after `SHOWN_MS`, counted from now. */
export function resumeDismiss() {
	pauseDismiss();
	if (current && !current.reminder) timer = setTimeout(() => showToast(null), SHOWN_MS);
}

/** The message to show now; null on the server. */
export function useToast(): Flash | null {
	return useSyncExternalStore(
		subscribe,
		() => current,
		() => null,
	);
}

function subscribe(listener: () => void) {
	listeners.add(listener);
	return () => {
		listeners.delete(listener);
	};
}
