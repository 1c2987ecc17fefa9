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

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
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

/** Runs one transaction. Resolves when it is on disk, with the result of the request that `work` returns. */
export async function transact<Result>(
	names: StoreName[],
	work: (transaction: IDBTransaction) => IDBRequest<Result>,
): Promise<Result> {
	const transaction = (await open()).transaction(names, "readwrite", { durability: "strict" });
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
	const all = await transact(
		[name],
		(transaction) => transaction.objectStore(name).getAll() as IDBRequest<Stored[Name][]>,
	);
	return all.filter((entry) => entry.user === user);
}
