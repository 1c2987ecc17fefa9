/** The requests that this page has sent lately, to tell its own changes from those made elsewhere. */

const REMEMBERED_MAX = 50;
const ids = new Set<string>();

export function noteOwnRequest(response: Response) {
	const id = response.headers.get("x-request-id");
	if (id) ids.add(id);
	for (const oldest of ids) {
		if (ids.size <= REMEMBERED_MAX) break;
		ids.delete(oldest);
	}
}

export function isOwnRequest(id: string): boolean {
	return ids.has(id);
}
