let offline = false;

/** Whether the last request got no answer from the server: what is shown then comes from the cache. */
export function isOffline(): boolean {
	return offline;
}

export function setOffline(found: boolean): void {
	offline = found;
}
