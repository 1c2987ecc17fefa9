/** Web Push in this browser. Loaded when somebody wants it; for browsers only. */
import { registerServiceWorker } from "#app/client/register-service-worker.ts";

export type PushState =
	/** The browser has none. */
	| "unsupported"
	/** The user has forbidden it, and only they can allow it again, in the browser. */
	| "denied"
	| "off"
	/** To this account or, when somebody else has signed in since, to another. */
	| "on";

export type ThisDevice = {
	state: PushState;
	/** By which the list of devices can be told which one this is. */
	fingerprint: string | null;
};

const SUBSCRIPTIONS = "/api/push/subscriptions";

export async function lookAtThisDevice(): Promise<ThisDevice> {
	if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
		return { state: "unsupported", fingerprint: null };
	}
	const subscription = await currentSubscription();
	if (subscription) return { state: "on", fingerprint: await fingerprintOf(subscription.endpoint) };
	return { state: Notification.permission === "denied" ? "denied" : "off", fingerprint: null };
}

/** Asks for permission, subscribes, and tells the server. Throws an Error for people. */
export async function turnOn(): Promise<void> {
	if ((await Notification.requestPermission()) !== "granted") {
		throw new Error("The browser was not allowed to show notifications.");
	}
	const registration = await registerServiceWorker();
	await navigator.serviceWorker.ready;
	const subscription = await subscribe(registration, await readPublicKey());
	await send("POST", subscription.toJSON());
}

/** Unsubscribes, and tells the server. Throws an Error for people. */
export async function turnOff(): Promise<void> {
	const subscription = await currentSubscription();
	if (!subscription) return;
	const { endpoint } = subscription;
	await subscription.unsubscribe();
	// The server finds out by itself, if need be.
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
		// Subscribed with another key: that of a server which was set up anew.
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

/** The same as the server's, of app/notifications/device-view.server.ts. */
async function fingerprintOf(endpoint: string): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
	return Array.from(new Uint8Array(digest, 0, 8), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("");
}
