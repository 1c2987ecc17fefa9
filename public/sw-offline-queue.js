/*
 * Forms that could not be sent. They are sent in order, once: each has a key of its own, under which
 * the server does nothing twice (app/tasks/commands/repeated-form.server.ts). Entries belong to the user who
 * filled them in, and wait until that one is signed in.
 */
self.tendQueue = (() => {
	const SYNC_TAG = "tend-offline-changes";
	const CHANGES = "changes";
	/** What came to no good end, until the user has seen to it. */
	const PROBLEMS = "problems";

	const ATTEMPTS = 3;

	/** The session has ended: sending waits for the user. */
	let isSignedOut = false;

	let opened;

	function open() {
		opened ??= new Promise((resolve, reject) => {
			const request = indexedDB.open("tend-offline", 1);
			request.onupgradeneeded = () => {
				for (const name of [CHANGES, PROBLEMS]) {
					request.result.createObjectStore(name, { keyPath: "id", autoIncrement: true });
				}
			};
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
		return opened;
	}

	/** Runs one transaction; resolves with the result of its request when it is on disk. */
	async function transact(names, work) {
		const transaction = (await open()).transaction(names, "readwrite", { durability: "strict" });
		return new Promise((resolve, reject) => {
			const request = work(transaction);
			transaction.oncomplete = () => resolve(request?.result);
			transaction.onerror = () => reject(transaction.error);
			transaction.onabort = () => reject(transaction.error);
		});
	}

	async function listOf(name, user) {
		const all = await transact([name], (transaction) => transaction.objectStore(name).getAll());
		return all.filter((entry) => entry.user === user);
	}

	/** The user's queue, as pages show it. */
	async function state(user) {
		const [changes, problems] = await Promise.all([listOf(CHANGES, user), listOf(PROBLEMS, user)]);
		return { changes, problems, isSignedOut, isOffline: tendPages.isOffline };
	}

	/** Keeps a form: `{path, form, at}`. Saving a task again replaces what was not sent yet. */
	async function add(user, change) {
		const entry = { ...change, user };
		const earlier = isSave(entry)
			? (await listOf(CHANGES, user)).filter((other) => isSave(other) && other.path === entry.path)
			: [];
		await transact([CHANGES], (transaction) => {
			const store = transaction.objectStore(CHANGES);
			for (const { id } of earlier) store.delete(id);
			return store.add(entry);
		});
		tendPages.isOffline = true;
		await tellPages({ type: "changed" });
		await self.registration.sync?.register(SYNC_TAG).catch(() => {});
	}

	async function settle(user, id) {
		const problem = (await listOf(PROBLEMS, user)).find((other) => other.id === id);
		if (!problem) return;
		await transact([PROBLEMS], (transaction) => transaction.objectStore(PROBLEMS).delete(id));
		await tellPages({ type: "changed" });
	}

	/**
	 * Sends what waits, in order, as far as it goes. One at a time, however many tabs ask for it.
	 * With `mustEnd` it rejects when something of the signed-in user is left.
	 */
	function send({ mustEnd = false } = {}) {
		return navigator.locks.request("tend-offline-send", async () => {
			const count = { done: 0, settled: 0 };
			try {
				const user = await whoIsSignedIn();
				for (let next = user && (await firstOf(user)); next; next = await firstOf(user)) {
					const outcome = await sendOne(next);
					if (outcome === null) break;
					count.settled += 1;
					if (outcome === "done") count.done += 1;
				}
			} catch (error) {
				// No line yet. Background Sync asks again by itself, pages from time to time.
				if (mustEnd) throw error;
			} finally {
				await tellPages({ type: "changed", ...count });
			}
		});
	}

	async function firstOf(user) {
		const [first] = await listOf(CHANGES, user);
		return first;
	}

	/** The id of the signed-in user; null for none, or when nothing waits. Rejects without a line. */
	async function whoIsSignedIn() {
		const count = await transact([CHANGES], (transaction) =>
			transaction.objectStore(CHANGES).count(),
		);
		if (count === 0) return null;
		const response = await fetch("/api/auth/me");
		if (response.status >= 500 || response.status === 429) throw new Error("not now");
		isSignedOut = response.status === 401;
		return response.ok ? (await response.json()).id : null;
	}

	/** What came of an entry, which is off the queue then; null where it has to wait. Rejects without a line. */
	async function sendOne(entry) {
		const body = new URLSearchParams(entry.form);
		for (const name of ["user", "path", "at"]) body.set(name, entry[name]);
		const response = await fetch("/offline/changes", { method: "POST", body, redirect: "manual" });
		if (response.type === "opaqueredirect") {
			isSignedOut = true;
			return null;
		}
		if (response.status === 500 && (await failedBefore(entry)) >= ATTEMPTS) {
			const message = "The server failed each time that this was sent.";
			await takeOff(entry, { outcome: "refused", message });
			return "refused";
		}
		if (response.status >= 500 || response.status === 429) throw new Error("not now");
		const answer = await answerOf(response);
		// Somebody else has signed in just now.
		if (answer.outcome === "other-user") return null;
		await takeOff(entry, answer);
		return answer.outcome;
	}

	/** How often the server has failed at an entry, this time included. What is behind it must not wait for ever. */
	async function failedBefore(entry) {
		const failures = (entry.failures ?? 0) + 1;
		await transact([CHANGES], (transaction) =>
			transaction.objectStore(CHANGES).put({ ...entry, failures }),
		);
		return failures;
	}

	async function answerOf(response) {
		try {
			return await response.json();
		} catch {
			return { outcome: "refused", message: `The server does not take it (${response.status}).` };
		}
	}

	/** In one transaction: an entry is either still to be sent, or done, or a problem to be shown. */
	async function takeOff(entry, answer) {
		const { made } = answer;
		const others = (await listOf(CHANGES, entry.user)).filter(({ id }) => id !== entry.id);
		const followers = made ? others.filter(buildsOn(made)) : [];
		await transact([CHANGES, PROBLEMS], (transaction) => {
			const changes = transaction.objectStore(CHANGES);
			changes.delete(entry.id);
			for (const follower of followers) {
				const form = follower.form.map(([name, value]) => [
					name,
					name === "version" ? String(made.version) : value,
				]);
				changes.put({ ...follower, form });
			}
			if (answer.outcome === "done") return;
			const { id: _, ...kept } = entry;
			transaction.objectStore(PROBLEMS).add({ ...kept, answer });
		});
	}

	/** A save that was filled in over the version that our own change has just replaced. */
	function buildsOn({ id, version }) {
		return (entry) =>
			isSave(entry) &&
			entry.path === `/tasks/${id}` &&
			fieldOf(entry, "version") === `${version - 1}`;
	}

	function isSave(entry) {
		return fieldOf(entry, "intent") === "save";
	}

	function fieldOf({ form }, name) {
		return form.find(([key]) => key === name)?.[1];
	}

	async function tellPages(message) {
		const pages = await self.clients.matchAll({ type: "window" });
		for (const page of pages) page.postMessage(message);
	}

	return { SYNC_TAG, add, send, settle, state };
})();
