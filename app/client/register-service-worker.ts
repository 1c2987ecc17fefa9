/** Registers the service worker (app/service-worker/), or updates the one that is there. */
export function registerServiceWorker(): Promise<ServiceWorkerRegistration> {
	return navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
}
