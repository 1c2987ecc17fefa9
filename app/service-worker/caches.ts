/**
 * The caches of the service worker: one of files, and one of pages for the signed-in user. Pages are
 * private, and the browser itself keeps none of them (`no-store`). They are cached under the user that the
 * server names in the header `tend-user`, if it says so in `tend-offline`, and deleted as soon as it
 * names another user, or none.
 */

const FILES = "tend-files-1";
const PAGES = "tend-pages-1:";
/** An empty cache, which is there while the server has still to be told of a sign-out. */
export const PENDING_SIGN_OUT = "tend-sign-out";
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
	const user = await cachedUser();
	return user === null ? null : caches.open(PAGES + user);
}

/** The id of the user whose pages are cached; null when there are none. */
export async function cachedUser(): Promise<string | null> {
	const name = (await caches.keys()).find((cacheName) => cacheName.startsWith(PAGES));
	return name?.slice(PAGES.length) ?? null;
}

/** How often pages were deleted: what was asked for before is not cached after. */
let deletions = 0;

export function cacheGeneration(): number {
	return deletions;
}

/**
 * Caches a page for the user that its response names, and deletes the pages of everybody else.
 * `generation` is that of the time when the page was asked for.
 */
export async function cachePage(url: URL, response: Response, generation: number): Promise<void> {
	const user = response.headers.get("tend-user");
	if (!user) return deletePages();
	if (generation !== deletions) return;
	await deleteOthersPages(user);
	if (response.headers.get("tend-offline") !== "keep") return;
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

/** Deletes all cached pages, and sees to it that none is cached that was asked for before. */
export async function deletePages(): Promise<void> {
	deletions += 1;
	await deleteOthersPages(null);
}

async function deleteOthersPages(user: string | null): Promise<void> {
	for (const name of await caches.keys()) {
		if (name.startsWith(PAGES) && name !== PAGES + user) await caches.delete(name);
	}
}

/** Deletes the caches that earlier versions of this worker have made. */
export async function deleteOldCaches(): Promise<void> {
	for (const name of await caches.keys()) {
		const isCurrent = name === FILES || name === PENDING_SIGN_OUT || name.startsWith(PAGES);
		if (name.startsWith("tend-") && !isCurrent) {
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
