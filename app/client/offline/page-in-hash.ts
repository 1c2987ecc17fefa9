/**
 * The page that the service worker means by an address like `/tasks#/tasks/42` (see findPage in
 * app/service-worker/page-cache.ts); null for none. Anybody can make a link with a hash, so it is a
 * path of this site or nothing.
 */
export function pageInHash(hash: string, origin: string): string | null {
	if (!hash.startsWith("#/")) return null;
	const url = URL.parse(hash.slice(1), origin);
	if (url?.origin !== origin || url.pathname.startsWith("//")) return null;
	return url.pathname + url.search;
}
