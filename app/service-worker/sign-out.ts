/**
 * Signing out on this device: what is kept here goes first, whether or not the server can be reached.
 * Where it cannot, it is told as soon as it can, before any page is shown: only the server can end the
 * session, whose cookie no script can touch.
 */
import { SIGNED_OUT } from "./addresses.ts";
import { requestSync } from "./background-sync.ts";
import { cachedUser, deletePages, PENDING_SIGN_OUT } from "./caches.ts";
import { deleteEntries } from "./queue-store.ts";

declare const self: ServiceWorkerGlobalScope;

export const SIGN_OUT_TAG = "tend-sign-out";

/** The sign-out that is under way. */
let running: Promise<Response> | null = null;
/** Whether the server has still to be told; undefined until the caches were asked. */
let isPending: boolean | undefined;

/** Answers the form "Sign out". */
export function signOut(request: Request): Promise<Response> {
	running = forgetAndTell(request).finally(() => {
		running = null;
	});
	return running;
}

async function forgetAndTell(request: Request): Promise<Response> {
	// Written down first: the browser may stop this worker at any time.
	await setPending(true);
	await forget();
	try {
		const response = await fetch(request);
		if (response.status >= 500) throw new Error("not now");
		await setPending(false);
		return response;
	} catch {
		await requestSync(self.registration, SIGN_OUT_TAG);
		return Response.redirect(SIGNED_OUT, 303);
	} finally {
		// A page that was on its way meanwhile may have been cached.
		await deletePages();
	}
}

/**
 * Tells the server of a sign-out that it does not know of yet. `wasPending`: there was one, so what was
 * asked for before counts for nothing. `isKnown` is false while the server cannot be told: until then
 * no page is to be shown.
 */
export function finishSignOut(): Promise<SignOutState> {
	// One request to the server, however many pages ask.
	finishing ??= finish().finally(() => {
		finishing = null;
	});
	return finishing;
}

type SignOutState = { wasPending: boolean; isKnown: boolean };
let finishing: Promise<SignOutState> | null = null;

async function finish(): Promise<SignOutState> {
	const wasRunning = running !== null;
	await running?.catch(() => {});
	isPending ??= await caches.has(PENDING_SIGN_OUT);
	if (!isPending) return { wasPending: wasRunning, isKnown: true };
	try {
		// "manual", as where it leads to is of no interest: such an answer has the status 0.
		const response = await fetch("/signout", { method: "POST", redirect: "manual" });
		if (response.status >= 400) return { wasPending: true, isKnown: false };
	} catch {
		return { wasPending: true, isKnown: false };
	}
	await setPending(false);
	return { wasPending: true, isKnown: true };
}

async function setPending(pending: boolean): Promise<void> {
	if (pending) await caches.open(PENDING_SIGN_OUT);
	else await caches.delete(PENDING_SIGN_OUT);
	isPending = pending;
}

/** Deletes what this device has of the account: pages, changes, notifications, and the push subscription. */
async function forget(): Promise<void> {
	const user = await cachedUser();
	await deletePages();
	await deleteEntries(user);
	const shown = await self.registration.getNotifications();
	for (const notification of shown) notification.close();
	// Not waited for, since without a connection it may take long. The server sends nothing either way.
	void unsubscribeFromPush();
	// Pages in the back/forward cache that are claimed are dropped from there.
	await self.clients.claim();
}

async function unsubscribeFromPush(): Promise<void> {
	try {
		const subscription = await self.registration.pushManager?.getSubscription();
		await subscription?.unsubscribe();
	} catch {
		// The browser's push service does not answer.
	}
}
