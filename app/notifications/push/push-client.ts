/** Web Push in this browser. Loaded on demand; for browsers only. */
import { registerServiceWorker } from "#app/client/register-service-worker.ts";

export type PushState =
	/** The browser has no Web Push. */
	| "unsupported"
	/** The user has forbidden it, and only they can allow it again, in the browser. */
	| "denied"
	| "off"
	/** Subscribed, for this account or for another one that used this browser before. */
	| "on";

export type BrowserPush = {
	state: PushState;
	/** Of the subscription's endpoint: finds this browser in the list of devices. Null without one. */
	fingerprint: string | null;
};

const SUBSCRIPTIONS = "/api/push/subscriptions";

/** Whether this browser is subscribed, or may be. */
export async function readBrowserPush(): Promise<BrowserPush> {
	if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
		return { state: "unsupported", fingerprint: null };
	}
	const subscription = await currentSubscription();
	if (subscription) return { state: "on", fingerprint: await fingerprintOf(subscription.endpoint) };
	return { state: Notification.permission === "denied" ? "denied" : "off", fingerprint: null };
}

/** Asks for permission, subscribes, and tells the server. Throws an Error whose message is for people. */
export async function subscribeToPush(): Promise<void> {
	if ((await Notification.requestPermission()) !== "granted") {
		throw new Error("The browser was not allowed to show notifications.");
	}
	const registration = await registerServiceWorker();
	await navigator.serviceWorker.ready;
	const subscription = await subscribe(registration, await readPublicKey());
	await send("POST", subscription.toJSON());
}

/** Unsubscribes, and tells the server. Throws an Error whose message is for people. */
export async function unsubscribeFromPush(): Promise<void> {
	const subscription = await currentSubscription();
	if (!subscription) return;
	const { endpoint } = subscription;
	await subscription.unsubscribe();
	// If this fails, the push service tells the server at the next message (410 Gone).
	await send("DELETE", { endpoint }).catch(() => {});
}

async function currentSubscription() {
	const registration = await navigator.serviceWorker.getRegistration("/");
	return (await registration?.pushManager.getSubscription()) ?? null;
}

async function subscribe(registration: ServiceWorkerRegistration, publicKey: string) {
	const options = { userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) };
	try {
		return await registration.pushManager.subscribe(options);
	} catch (error) {
		// The browser is subscribed with another key: the server's keys have changed.
		const before = await registration.pushManager.getSubscription();
		if (!before || !(error instanceof DOMException) || error.name !== "InvalidStateError") {
			throw new Error("The browser's push service did not answer. Try again later.");
		}
		await before.unsubscribe();
		return registration.pushManager.subscribe(options);
	}
}

async function readPublicKey(): Promise<string> {
	const answer = await fetch("/api/push/public-key");
	if (!answer.ok) throw new Error("Push is not set up on this server.");
	const { publicKey } = (await answer.json()) as { publicKey: string };
	return publicKey;
}

async function send(method: string, body: unknown): Promise<void> {
	const answer = await fetch(SUBSCRIPTIONS, {
		method,
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	if (answer.ok) return;
	const { detail } = (await answer.json()) as { detail: string };
	throw new Error(detail);
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
	const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The same as the server's (app/notifications/settings/channel-settings.server.ts). */
async function fingerprintOf(endpoint: string): Promise<string> {
	const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
	return Array.from(new Uint8Array(hash, 0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(
		"",
	);
}
