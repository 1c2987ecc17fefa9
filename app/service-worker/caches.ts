/**
 * The caches of the service worker: one of files, and one of pages for the signed-in user. Pages are
 * private. They are cached under the user that the server names in the header `tend-user`, and deleted
 * as soon as it names another one, or none.
 */

const FILES = "tend-files-1";
const PAGES = "tend-pages-1:";
const FILES_MAX = 200;
const PAGES_MAX = 100;

/** The header of a cached page that says when it was cached, in milliseconds since 1970. */
export const CACHED_AT = "tend-kept-at";

export async function findFile(request: Request): Promise<Response | undefined> {
	return caches.match(request, { cacheName: FILES, ignoreVary: true });
}

export function openFiles(): Promise<Cache> {
	return caches.open(FILES);
}

export function cacheFile(url: string, response: Response): Promise<void> {
	return put(FILES, url, response, FILES_MAX);
}

/** The pages of the user who was signed in last; null when there are none. */
export async function openPages(): Promise<Cache | null> {
	const name = (await caches.keys()).find((cacheName) => cacheName.startsWith(PAGES));
	return name === undefined ? null : caches.open(name);
}

/** Caches a page for the user that its response names, and deletes the pages of everybody else. */
export async function cachePage(url: URL, response: Response): Promise<void> {
	const user = response.headers.get("tend-user");
	if (!user) return deletePages();
	await deletePages(user);
	if (/no-store/.test(response.headers.get("cache-control") ?? "")) return;
	const headers = new Headers(response.headers);
	headers.set(CACHED_AT, String(Date.now()));
	const copy = new Response(response.body, { status: 200, headers });
	await put(PAGES + user, pageKey(url), copy, PAGES_MAX);
}

export function pageKey({ pathname, search }: URL): string {
	return pathname + search;
}

/** Milliseconds since a page was cached; infinite for none. */
export function ageOf(response: Response | null | undefined): number {
	return response ? Date.now() - Number(response.headers.get(CACHED_AT)) : Number.POSITIVE_INFINITY;
}

/** Deletes the cached pages of all users but that one. */
export async function deletePages(exceptUser?: string): Promise<void> {
	for (const name of await caches.keys()) {
		if (name.startsWith(PAGES) && name !== PAGES + exceptUser) await caches.delete(name);
	}
}

/** Deletes the caches that earlier versions of this worker have made. */
export async function deleteOldCaches(): Promise<void> {
	for (const name of await caches.keys()) {
		if (name.startsWith("tend-") && name !== FILES && !name.startsWith(PAGES)) {
			await caches.delete(name);
		}
	}
}

async function put(cacheName: string, key: string, response: Response, max: number) {
	const cache = await caches.open(cacheName);
	// An entry that is put again moves to the end, and can be read all the while.
	await cache.put(key, response);
	const keys = await cache.keys();
	await Promise.all(keys.slice(0, Math.max(0, keys.length - max)).map((old) => cache.delete(old)));
}
