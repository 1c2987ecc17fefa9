/** The Background Synchronization API (WICG), which TypeScript's library does not have: Chromium's alone. */

export type SyncEvent = ExtendableEvent & { readonly tag: string };

/** Asks for a `sync` event of that tag once the browser is online; harmless where there are none. */
export async function requestSync(registration: ServiceWorkerRegistration, tag: string) {
	const { sync } = registration as ServiceWorkerRegistration & {
		sync?: { register(tag: string): Promise<void> };
	};
	// The user may have switched it off for the site.
	await sync?.register(tag).catch(() => {});
}
