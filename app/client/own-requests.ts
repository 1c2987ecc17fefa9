/** The requests that this page has sent lately, to tell its own changes from those made elsewhere. */
import { randomUuid } from "./random-uuid.ts";

const REMEMBERED_MAX = 50;
const ids = new Set<string>();

/** Gives a request that may change something an id: news of the change can arrive before its answer. */
export function asOwnRequest(init: RequestInit | undefined): RequestInit | undefined {
	if (!init?.method || init.method === "GET") return init;
	const id = randomUuid();
	ids.add(id);
	for (const oldest of ids) {
		if (ids.size <= REMEMBERED_MAX) break;
		ids.delete(oldest);
	}
	const headers = new Headers(init.headers);
	headers.set("x-request-id", id);
	return { ...init, headers };
}

export function isOwnRequest(id: string): boolean {
	return ids.has(id);
}
