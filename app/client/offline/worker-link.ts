import { announce } from "#app/client/announcements.ts";
import { isWaiting, tell } from "./queue.ts";

/** Registers the service worker, and keeps page and worker in touch. Comes after the page has loaded. */

type Page = { revalidate: () => unknown; go: (path: string) => unknown };

/** The queue has changed: so many changes were done just now, and so many are off it. */
type WorkerMessage = { done?: number; settled?: number };

const RETRY_MS = 10_000;
const KEEP_AFTER_MS = 2_000;
const KEEP_PAUSE_MS = 30_000;

declare global {
	interface Window {
		/** React Router's. */
		__reactRouterManifest?: { version: string };
	}
}

let lastKept = 0;
let keepTimer: ReturnType<typeof setTimeout> | undefined;

/** Fetches ahead what may be wanted offline: soon, and not all the time. */
export function keepSoon(): void {
	clearTimeout(keepTimer);
	const pause = Math.max(KEEP_AFTER_MS, lastKept + KEEP_PAUSE_MS - Date.now());
	keepTimer = setTimeout(() => {
		if (!navigator.onLine || document.hidden) return;
		lastKept = Date.now();
		const version = window.__reactRouterManifest?.version ?? "";
		void tell({ type: "keep", version, links: linkedPages(), assets: loadedFiles() });
	}, pause);
}

/** The pages whose routes React Router looks up in advance. */
function linkedPages(): string[] {
	const links = document.querySelectorAll("a[data-discover], form[data-discover]");
	const addresses = [...links].map(
		(link) => link.getAttribute("href") ?? link.getAttribute("action"),
	);
	return [...new Set(addresses.map((address) => new URL(address ?? "", location.origin).pathname))];
}

/** The files that this page is made of: the first ones came before there was a worker to keep them. */
function loadedFiles(): string[] {
	return performance
		.getEntriesByType("resource")
		.map(({ name }) => new URL(name))
		.filter(({ origin }) => origin === window.location.origin)
		.map(({ pathname }) => pathname);
}

/** Returns how to stop. */
export function linkWorker(page: Page): () => void {
	const { serviceWorker } = navigator;
	const controller = new AbortController();
	const { signal } = controller;
	const on = (target: EventTarget, type: string, listener: (event: Event) => void) =>
		target.addEventListener(type, listener, { signal });
	const send = () => void tell({ type: "send" });

	// A failure leaves everything as it is without a worker.
	serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
	on(serviceWorker, "message", (event) => {
		const { done = 0, settled = 0 } = (event as MessageEvent<WorkerMessage>).data;
		void tell({ type: "state" });
		const message = done === 1 ? "1 change was sent." : `${done} changes were sent.`;
		if (done > 0) announce({ message, undo: null, tone: "done" });
		if (settled > 0) page.revalidate();
	});
	on(serviceWorker, "controllerchange", keepSoon);
	on(window, "online", send);
	on(document, "visibilitychange", () => isWaiting() && !document.hidden && send());
	const retry = setInterval(() => isWaiting() && !document.hidden && send(), RETRY_MS);
	void arrive(page);
	return () => {
		controller.abort();
		clearInterval(retry);
		clearTimeout(keepTimer);
	};
}

async function arrive({ revalidate, go }: Page) {
	const { hash } = window.location;
	// The worker had no document of that page, but its data.
	if (hash.startsWith("#/")) go(hash.slice(1));
	const state = await tell({ type: "state" });
	if (state?.isOffline) {
		// The document may be older than the data that was loaded after it.
		revalidate();
		const message = "You are offline. You see your tasks as they were.";
		if (state.changes.length === 0) announce({ message, undo: null, tone: "done" });
	}
	await tell({ type: "send" });
}
