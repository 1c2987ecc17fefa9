/**
 * What scripts have to say in the status region: a store of one message. Messages that came with a
 * page (after a redirect) do not pass through here.
 */
import { useSyncExternalStore } from "react";
import type { Flash } from "#app/core/flash.ts";

/** Long enough to read it and reach for "Undo"; it waits while the pointer or the focus is on it. */
const SHOWN_MS = 15_000;

let current: Flash | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function announce(flash: Flash | null) {
	current = flash;
	hold();
	if (flash) letGo();
	for (const tell of listeners) tell();
}

/** Keeps the message where it is. */
export function hold() {
	clearTimeout(timer);
}

/** Lets the message go after a while. */
export function letGo() {
	hold();
	if (current && !current.reminder) timer = setTimeout(() => announce(null), SHOWN_MS);
}

export function useAnnouncement(): Flash | null {
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
