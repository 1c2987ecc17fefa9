/**
 * Forms that could not be sent. They are sent in order, and take effect once: each has an id in its
 * field `stay`, under which the server does nothing twice. Changes belong to the user who made them,
 * and wait until that one is signed in.
 */
import {
	fieldOf,
	type OfflineChange,
	type OfflineResult,
	type OfflineState,
} from "#app/client/offline/offline-change.ts";
import type { WorkerMessage } from "#app/client/offline/worker-messages.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";
import { requestSync } from "./background-sync.ts";
import { isOffline, setOffline } from "./connection.ts";
import {
	CHANGES,
	hasChanges,
	listEntries,
	PROBLEMS,
	type StoredChange,
	transact,
} from "./queue-store.ts";

declare const self: ServiceWorkerGlobalScope;

export const SYNC_TAG = "tend-offline-changes";

/** After so many failures of the server a change leaves the queue, or those behind it would wait for ever. */
const ATTEMPTS_MAX = 3;

/** The session has ended: sending waits until the user has signed in. */
let isSignedOut = false;

/** The user's queue, as pages show it. */
export async function queueState(user: string): Promise<OfflineState> {
	const [changes, problems] = await Promise.all([
		listEntries(CHANGES, user),
		listEntries(PROBLEMS, user),
	]);
	return { changes, problems, isSignedOut, isOffline: isOffline() };
}

/** Adds a form to the queue. Saving a task again replaces a save that was not sent yet. */
export async function addToQueue(user: string, change: OfflineChange): Promise<void> {
	const entry = { ...change, user };
	const replaced = isSave(entry)
		? (await listEntries(CHANGES, user)).filter(
				(other) => isSave(other) && other.path === entry.path,
			)
		: [];
	await transact([CHANGES], (transaction) => {
		const store = transaction.objectStore(CHANGES);
		for (const { id } of replaced) store.delete(id);
		return store.add(entry);
	});
	setOffline(true);
	await tellPages({ type: "changed" });
	await requestSync(self.registration, SYNC_TAG);
}

/** Removes a problem of the user. */
export async function dismissProblem(user: string, id: number): Promise<void> {
	const problem = (await listEntries(PROBLEMS, user)).find((other) => other.id === id);
	if (!problem) return;
	await transact([PROBLEMS], (transaction) => transaction.objectStore(PROBLEMS).delete(id));
	await tellPages({ type: "changed" });
}

/**
 * Sends the signed-in user's changes in order, until one has to wait; one sender at a time, however
 * many tabs ask for it. With `rejectIfLeft` it rejects when the server could not be reached.
 */
export function sendQueue({ rejectIfLeft = false } = {}): Promise<void> {
	return navigator.locks.request("tend-offline-send", async () => {
		const count = { done: 0, settled: 0 };
		try {
			const user = await findSignedInUser();
			for (
				let next = user && (await firstChange(user));
				next;
				next = await firstChange(next.user)
			) {
				const outcome = await sendOne(next);
				if (outcome === null) break;
				count.settled += 1;
				if (outcome === "done") count.done += 1;
			}
		} catch (error) {
			// Still offline. Background Sync asks again by itself, pages from time to time.
			if (rejectIfLeft) throw error;
		} finally {
			await tellPages({ type: "changed", ...count });
		}
	});
}

async function firstChange(user: string): Promise<StoredChange | undefined> {
	const [first] = await listEntries(CHANGES, user);
	return first;
}

/** The id of the signed-in user; null for none, or when the queue is empty. Rejects when offline. */
async function findSignedInUser(): Promise<string | null> {
	if (!(await hasChanges())) return null;
	const response = await fetch("/api/auth/me");
	if (response.status >= 500 || response.status === 429) throw new Error("not now");
	isSignedOut = response.status === 401;
	return response.ok ? (await response.json()).id : null;
}

/**
 * Sends one change, and takes it off the queue. Returns what the server made of it; null where it has
 * to wait for its user. Rejects when offline.
 */
async function sendOne(entry: StoredChange): Promise<"done" | "refused" | "conflict" | null> {
	const body = new URLSearchParams(entry.form);
	for (const name of ["user", "path", "at"] as const) body.set(name, String(entry[name]));
	const response = await fetch("/offline/changes", { method: "POST", body, redirect: "manual" });
	if (response.type === "opaqueredirect") {
		isSignedOut = true;
		return null;
	}
	if (response.status === 500 && (await countFailure(entry)) >= ATTEMPTS_MAX) {
		const message = "The server failed each time that this was sent.";
		await takeOff(entry, { outcome: "refused", message });
		return "refused";
	}
	if (response.status >= 500 || response.status === 429) throw new Error("not now");
	const answer = await readResult(response);
	// Somebody else has signed in just now.
	if (answer.outcome === "other-user") return null;
	await takeOff(entry, answer);
	return answer.outcome;
}

/** Notes that the server has failed at a change. Returns how often it has, this time included. */
async function countFailure(entry: StoredChange): Promise<number> {
	const failures = (entry.failures ?? 0) + 1;
	await transact([CHANGES], (transaction) =>
		transaction.objectStore(CHANGES).put({ ...entry, failures }),
	);
	return failures;
}

async function readResult(response: Response): Promise<OfflineResult> {
	try {
		return await response.json();
	} catch {
		return { outcome: "refused", message: `The server does not take it (${response.status}).` };
	}
}

type FinalResult = Exclude<OfflineResult, { outcome: "other-user" }>;

/**
 * Takes a change off the queue in one transaction, so that it is always either queued, or done, or a
 * problem. Saves that were filled in over the version which it has just replaced move on to the new one.
 */
async function takeOff(entry: StoredChange, answer: FinalResult): Promise<void> {
	const changed = answer.outcome === "done" ? answer.made : null;
	const others = (await listEntries(CHANGES, entry.user)).filter(({ id }) => id !== entry.id);
	const followers = changed ? others.filter(isSaveOver(changed)) : [];
	await transact([CHANGES, PROBLEMS], (transaction) => {
		const changes = transaction.objectStore(CHANGES);
		for (const follower of followers) {
			const form = follower.form.map(([name, value]) => [
				name,
				name === "version" ? String(changed?.version) : value,
			]);
			changes.put({ ...follower, form });
		}
		if (answer.outcome !== "done") {
			const { id: _, ...kept } = entry;
			transaction.objectStore(PROBLEMS).add({ ...kept, answer });
		}
		return changes.delete(entry.id);
	});
}

/** Whether a change saves the version of the task right before that one. */
function isSaveOver({ id, version }: { id: number; version: number }) {
	return (entry: StoredChange) =>
		isSave(entry) &&
		entry.path === `/tasks/${id}` &&
		fieldOf(entry, "version") === `${version - 1}`;
}

function isSave(change: OfflineChange): boolean {
	return parseTaskIntent(fieldOf(change, "intent"))?.name === "save";
}

async function tellPages(message: WorkerMessage): Promise<void> {
	const pages = await self.clients.matchAll({ type: "window" });
	for (const page of pages) page.postMessage(message);
}
