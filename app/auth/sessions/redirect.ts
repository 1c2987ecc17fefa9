const BASE = "https://tend.invalid";

/**
 * The path to go on to, if `target` is one of this site: never another origin, however it is spelled
 * (OWASP, Unvalidated Redirects and Forwards). Otherwise `fallback`.
 */
export function safeRedirect(target: unknown, fallback = "/tasks"): string {
	if (typeof target !== "string" || !target.startsWith("/")) return fallback;
	// The URL parser of the browser decides where "//host", "/\host" or "/\thost" lead; so does ours.
	const url = URL.parse(target, BASE);
	if (url?.origin !== BASE) return fallback;
	return url.pathname.startsWith("//") ? fallback : url.pathname + url.search + url.hash;
}
