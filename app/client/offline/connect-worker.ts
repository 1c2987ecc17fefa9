/** Registers the service worker, and keeps the page's view of its queue up to date. Loaded after the page. */
import { registerServiceWorker } from "#app/client/register-service-worker.ts";
import { showToast } from "#app/client/toast.ts";
import { pageInHash } from "./page-in-hash.ts";
import { askWorker, isQueueEmpty } from "./queue.ts";
import type { WorkerMessage } from "./worker-messages.ts";

type Page = { revalidate: () => unknown; go: (path: string) => unknown };

const RETRY_MS = 10_000;
const PREFETCH_DELAY_MS = 2_000;
const PREFETCH_INTERVAL_MS = 30_000;

declare global {
	interface Window {
		/** React Router's. */
		__reactRouterManifest?: { version: string };
	}
}

let lastPrefetch = 0;
let prefetchTimer: ReturnType<typeof setTimeout> | undefined;

/**
 * Asks the worker to fetch ahead what may be wanted offline: in 2 seconds, and at most once in 30.
 * Only the last of several calls in between counts.
 */
export function prefetchSoon(): void {
	clearTimeout(prefetchTimer);
	const wait = Math.max(PREFETCH_DELAY_MS, lastPrefetch + PREFETCH_INTERVAL_MS - Date.now());
	prefetchTimer = setTimeout(() => {
		if (!navigator.onLine || document.hidden) return;
		lastPrefetch = Date.now();
		const version = window.__reactRouterManifest?.version ?? "";
		void askWorker({ type: "keep", version, links: linkedPages(), assets: loadedFiles() });
	}, wait);
}

/** The pages whose routes React Router looks up in advance. */
function linkedPages(): string[] {
	const links = document.querySelectorAll("a[data-discover], form[data-discover]");
	const addresses = [...links].map(
		(link) => link.getAttribute("href") ?? link.getAttribute("action"),
	);
	return [...new Set(addresses.map((address) => new URL(address ?? "", location.origin).pathname))];
}

/** The files that this page has loaded: the first ones came before there was a worker to cache them. */
function loadedFiles(): string[] {
	return performance
		.getEntriesByType("resource")
		.map(({ name }) => new URL(name))
		.filter(({ origin }) => origin === window.location.origin)
		.map(({ pathname }) => pathname);
}

/** Keeps page and worker in touch until the function that it returns is called. */
export function connectWorker(page: Page): () => void {
	const { serviceWorker } = navigator;
	const controller = new AbortController();
	const { signal } = controller;
	const on = (target: EventTarget, type: string, listener: (event: Event) => void) =>
		target.addEventListener(type, listener, { signal });
	const send = () => void askWorker({ type: "send" });

	// Without a worker the page works as before, online only.
	registerServiceWorker().catch(() => {});
	on(serviceWorker, "message", (event) => {
		const { done = 0, settled = 0 } = (event as MessageEvent<WorkerMessage>).data;
		void askWorker({ type: "state" });
		const message = done === 1 ? "1 change was sent." : `${done} changes were sent.`;
		if (done > 0) showToast({ message, undo: null, tone: "done" });
		if (settled > 0) page.revalidate();
	});
	on(serviceWorker, "controllerchange", prefetchSoon);
	on(window, "online", send);
	on(document, "visibilitychange", () => !isQueueEmpty() && !document.hidden && send());
	const retry = setInterval(() => !isQueueEmpty() && !document.hidden && send(), RETRY_MS);
	void arrive(page);
	return () => {
		controller.abort();
		clearInterval(retry);
		clearTimeout(prefetchTimer);
	};
}

async function arrive({ revalidate, go }: Page) {
	const { hash } = window.location;
	// The worker had no document of the page that was asked for, but its data: it answered with the
	// list's document, and the page's path in the hash. It is taken away first, since React Router
	// loads the document again when a file of the page is missing, and would do so for ever.
	const page = pageInHash(hash, window.location.origin);
	if (page !== null) {
		history.replaceState(history.state, "", "/tasks");
		go(page);
	}
	const state = await askWorker({ type: "state" });
	if (state?.isOffline) {
		// The document may be older than the data that was loaded after it.
		revalidate();
		const message = "You are offline. You see your tasks as they were.";
		if (state.changes.length === 0) showToast({ message, undo: null, tone: "done" });
	}
	await askWorker({ type: "send" });
}
