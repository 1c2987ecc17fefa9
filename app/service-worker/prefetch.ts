/** Fetches ahead what may be wanted offline. */
import type { PageMessage } from "#app/client/offline/worker-messages.ts";
import { FALLBACK, ROUTES, SIGNED_OUT, TASKS } from "./addresses.ts";
import { cacheGeneration, cachePage, openFiles } from "./caches.ts";
import { finishSignOut } from "./sign-out.ts";

declare const self: ServiceWorkerGlobalScope;

/** The pages that people look at first. */
const PAGES = ["/tasks", "/tasks.data", "/tasks.data?due=today", "/tasks.data?due=week"];

type PrefetchMessage = Extract<PageMessage, { type: "keep" }>;

/**
 * Caches files and the routes behind links, then first pages and tasks: without the former a script could
 * not show the latter. What fails is tried again next time.
 */
export async function prefetch({ version, links, assets }: PrefetchMessage): Promise<void> {
	if (!(await finishSignOut()).isKnown) return;
	const paths = [...links, "/tasks/0"].join();
	const routes = `${ROUTES}?${new URLSearchParams({ paths, version })}`;
	await Promise.allSettled([
		cacheFiles(assets),
		prefetchPage(routes).then(async (response) => cacheFiles(filesIn(await response.json()))),
	]);
	await Promise.allSettled([...PAGES, TASKS].map(prefetchPage));
}

async function prefetchPage(path: string): Promise<Response> {
	const generation = cacheGeneration();
	const response = await fetch(path, { redirect: "manual" });
	if (response.status !== 200) return response;
	await cachePage(new URL(path, self.location.origin), response.clone(), generation);
	return response;
}

async function cacheFiles(paths: string[]): Promise<void> {
	const cache = await openFiles();
	const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
	const missing = paths.filter((path) => path.startsWith("/assets/") && !known.has(path));
	await Promise.allSettled(missing.map((path) => cache.add(path)));
}

/** Every file that React Router's description of routes names. */
function filesIn(value: unknown): string[] {
	if (typeof value === "string") return value.startsWith("/assets/") ? [value] : [];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(filesIn) : [];
}

/** Caches what is shown when no page is cached, and after signing out. */
export async function cacheFallback(): Promise<void> {
	const cache = await openFiles();
	await cache.addAll(
		[FALLBACK, SIGNED_OUT, "/offline.css", "/favicon.svg"].map(
			(path) => new Request(path, { cache: "reload" }),
		),
	);
}
