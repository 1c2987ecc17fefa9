/** Whether an If-None-Match names that tag; weak and strong are the same here (RFC 9110, 13.1.2). */
export function etagMatches(etag: string, header: string | undefined): boolean {
	if (header === undefined) return false;
	return header.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")));
}
