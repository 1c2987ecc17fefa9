/**
 * The service worker: what Tend does without an open page. scripts/build/service-worker.ts bundles it
 * into one script at /sw.js, whose address must not change: pages that are open have registered it.
 */
import type { PageMessage } from "#app/client/offline/worker-messages.ts";
import type { SyncEvent } from "./background-sync.ts";
import { deleteOldCaches } from "./caches.ts";
import { addToQueue, dismissProblem, queueState, SYNC_TAG, sendQueue } from "./offline-queue.ts";
import { respond } from "./page-cache.ts";
import { cacheFallback, prefetch } from "./prefetch.ts";
import { openNotification, renewSubscription, showPush } from "./push-notifications.ts";
import { finishSignOut, SIGN_OUT_TAG } from "./sign-out.ts";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => {
	event.waitUntil(cacheFallback().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
	event.waitUntil(
		Promise.all([
			self.clients.claim(),
			deleteOldCaches(),
			// Otherwise the request for a page would wait until this worker has started.
			self.registration.navigationPreload?.enable(),
		]),
	);
});

self.addEventListener("fetch", (event) => {
	const response = respond(event);
	if (response !== null) event.respondWith(response);
});

/** Background Sync: online again, perhaps without an open page. A rejection asks for another try. */
self.addEventListener("sync", (event) => {
	const sync = event as SyncEvent;
	if (sync.tag === SYNC_TAG) sync.waitUntil(sendQueue({ rejectIfLeft: true }));
	if (sync.tag === SIGN_OUT_TAG) sync.waitUntil(endSession());
});

async function endSession() {
	if (!(await finishSignOut()).isKnown) throw new Error("not now");
}

self.addEventListener("message", (event) => {
	const { data, ports } = event;
	const [port] = ports;
	if (!port || typeof data?.type !== "string") return;
	event.waitUntil(handle(data).then((answer) => port.postMessage(answer)));
});

async function handle(message: PageMessage) {
	const { type, user } = message;
	if (type === "change") await addToQueue(user, message.change);
	if (type === "settle") await dismissProblem(user, message.id);
	if (type === "keep") await prefetch(message);
	if (type === "send") await sendQueue();
	return queueState(user);
}

self.addEventListener("push", (event) => {
	event.waitUntil(showPush(event.data));
});

self.addEventListener("notificationclick", (event) => {
	const { notification, action } = event;
	notification.close();
	event.waitUntil(openNotification(action, notification.data));
});

self.addEventListener("pushsubscriptionchange", (event) => {
	event.waitUntil(renewSubscription(event));
});
