/*
 * Tend without a line: pages that were seen can be read, and what is changed on them is kept and sent
 * later. Wires the two scripts; app/offline/ is their other end, in pages.
 */
importScripts("/sw-offline-pages.js", "/sw-offline-queue.js");

self.addEventListener("install", (event) => {
	event.waitUntil(tendPages.keepFallback().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
	event.waitUntil(
		Promise.all([
			self.clients.claim(),
			tendPages.forgetOldCaches(),
			// Else a page would wait until this worker has started.
			self.registration.navigationPreload?.enable(),
		]),
	);
});

self.addEventListener("fetch", (event) => {
	const answer = tendPages.answer(event);
	if (answer) event.respondWith(answer);
});

/** Background Sync: the line is back, and perhaps no page is open. A rejection asks for another try. */
self.addEventListener("sync", (event) => {
	if (event.tag === tendQueue.SYNC_TAG) event.waitUntil(tendQueue.send({ mustEnd: true }));
});

/** What pages ask for. Each answer is the state of that user's queue. */
self.addEventListener("message", (event) => {
	const { data, ports } = event;
	const [port] = ports;
	if (!port || typeof data?.type !== "string") return;
	event.waitUntil(handle(data).then((answer) => port.postMessage(answer)));
});

async function handle(message) {
	const { type, user } = message;
	if (type === "change") await tendQueue.add(user, message.change);
	if (type === "settle") await tendQueue.settle(user, message.id);
	if (type === "keep") await tendPages.keepAhead(message);
	if (type === "send") await tendQueue.send();
	return tendQueue.state(user);
}
