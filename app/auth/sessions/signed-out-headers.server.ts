import { cookieHeaders, deleteAccountCookies } from "#app/core/cookies.server.ts";

/**
 * The headers of the answer to a browser that has signed out: its cookies go, and what its cache has of
 * before pages were `no-store`, with the pages that Back would bring from memory.
 */
export function signedOutHeaders(): [name: string, value: string][] {
	return [...cookieHeaders(...deleteAccountCookies()), ["clear-site-data", '"cache"']];
}
