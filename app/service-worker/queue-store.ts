/** The queue's two stores in the browser's database (IndexedDB). */
import type { OfflineProblem, QueuedChange } from "#app/client/offline/offline-change.ts";

export type StoredChange = QueuedChange & {
	/** The id of the user who filled the form in. */
	user: string;
	/** How often the server has failed at it (status 500). */
	failures?: number;
};

/** A problem keeps what its change had, and the server's answer. */
type StoredProblem = OfflineProblem & { user: string };

export const CHANGES = "changes";
/** Changes that were refused or in conflict, until the user has seen to them. */
export const PROBLEMS = "problems";

type Stored = { [CHANGES]: StoredChange; [PROBLEMS]: StoredProblem };
type StoreName = keyof Stored;

const DATABASE = "tend-offline";

let opened: IDBDatabase | null = null;

/** The database; null where there is none and it is not to be made. */
async function open({ create }: { create: boolean }): Promise<IDBDatabase | null> {
	opened ??= await new Promise((resolve, reject) => {
		const request = indexedDB.open(DATABASE, 1);
		request.onupgradeneeded = () => {
			// Nothing is stored at this version: this would be a new database.
			if (!create) return request.transaction?.abort();
			for (const name of [CHANGES, PROBLEMS]) {
				request.result.createObjectStore(name, { keyPath: "id", autoIncrement: true });
			}
		};
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => (create ? reject(request.error) : resolve(null));
	});
	return opened;
}

/**
 * Deletes what the user has in the stores; with null what anybody has. The database goes as well, unless
 * somebody else's changes, whose session ended before they were sent, are in it.
 */
export async function deleteEntries(user: string | null): Promise<void> {
	let others = 0;
	for (const name of [CHANGES, PROBLEMS] as const) {
		const entries = await listAll(name);
		const own = entries.filter((entry) => user === null || entry.user === user);
		others += entries.length - own.length;
		if (own.length === 0) continue;
		await transact([name], (transaction) => {
			const store = transaction.objectStore(name);
			for (const { id } of own) store.delete(id);
			return store.count();
		});
	}
	if (others > 0) return;
	opened?.close();
	opened = null;
	await new Promise((resolve) => {
		const request = indexedDB.deleteDatabase(DATABASE);
		request.onsuccess = resolve;
		request.onerror = resolve;
		// Another connection, as of a worker that is being replaced: it is empty, and goes with that.
		request.onblocked = resolve;
	});
}

/** Runs one transaction. Resolves when it is on disk, with the result of the request that `work` returns. */
export async function transact<Result>(
	names: StoreName[],
	work: (transaction: IDBTransaction) => IDBRequest<Result>,
): Promise<Result> {
	const database = (await open({ create: true })) as IDBDatabase;
	const transaction = database.transaction(names, "readwrite", { durability: "strict" });
	return new Promise((resolve, reject) => {
		const request = work(transaction);
		transaction.oncomplete = () => resolve(request.result);
		transaction.onerror = () => reject(transaction.error);
		transaction.onabort = () => reject(transaction.error);
	});
}

/** The user's entries of a store, oldest first. */
export async function listEntries<Name extends StoreName>(
	name: Name,
	user: string,
): Promise<Stored[Name][]> {
	return (await listAll(name)).filter((entry) => entry.user === user);
}

/** Whether anybody has changes that were not sent. */
export async function hasChanges(): Promise<boolean> {
	return (await listAll(CHANGES)).length > 0;
}

/** Makes no database where there is none: after signing out there is to be none. */
async function listAll<Name extends StoreName>(name: Name): Promise<Stored[Name][]> {
	const database = await open({ create: false });
	if (!database) return [];
	const request = database.transaction(name).objectStore(name).getAll();
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
