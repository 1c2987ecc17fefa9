/**
 * Answers the browser's requests for files and pages. Files with a hash in their name come from the
 * cache at once; pages come from the server as long as it answers.
 */
import { FALLBACK, ROUTES, SIGNED_OUT, TASKS } from "./addresses.ts";
import {
	ageOf,
	cacheFile,
	cacheGeneration,
	cachePage,
	findFile,
	openPages,
	pageKey,
} from "./caches.ts";
import { setOffline } from "./connection.ts";
import { finishSignOut, signOut } from "./sign-out.ts";
import { buildTaskData } from "./task-data.ts";

declare const self: ServiceWorkerGlobalScope;

/** The response to a request, or null for one that the browser is to make by itself. */
export function respond(event: FetchEvent): Promise<Response> | null {
	const { request } = event;
	const url = new URL(request.url);
	if (url.origin !== self.location.origin) return null;
	if (url.pathname === "/signout" && request.method === "POST") return signOut(request);
	if (request.method !== "GET") return null;
	if (url.pathname === SIGNED_OUT) return fileOf(event, true);
	if (url.pathname.startsWith("/assets/")) return fileOf(event);
	if (/^\/[\w-]+\.(svg|png|ico|css|webmanifest)$/.test(url.pathname)) return fileOf(event, true);
	const isPage =
		request.mode === "navigate" ||
		url.pathname.endsWith(".data") ||
		[TASKS, ROUTES].includes(url.pathname);
	return isPage && !url.pathname.startsWith("/api/") ? pageOf(event, url) : null;
}

async function fileOf(event: FetchEvent, mayChange = false): Promise<Response> {
	const { request } = event;
	const cached = await findFile(request);
	if (cached && !mayChange) return cached;
	try {
		const response = await fetch(request);
		if (response.ok) event.waitUntil(cacheFile(request.url, response.clone()));
		return response;
	} catch (error) {
		if (cached) return cached;
		throw error;
	}
}

async function pageOf(event: FetchEvent, url: URL): Promise<Response> {
	const generation = cacheGeneration();
	// The browser asks for it in advance, with the cookie that is there.
	const preloaded: Promise<Response | undefined> = Promise.resolve(event.preloadResponse);
	preloaded.catch(() => {});
	const { isKnown, wasPending } = await finishSignOut();
	if (!isKnown) {
		if (event.request.mode !== "navigate") return Response.error();
		return (await caches.match(SIGNED_OUT)) ?? Response.error();
	}
	let response: Response | undefined;
	let failure: unknown;
	try {
		response = (wasPending ? undefined : await preloaded) ?? (await fetch(event.request));
	} catch (error) {
		failure = error;
	}
	// A proxy that cannot reach the server behind it is no answer either.
	if (!response || [502, 503, 504].includes(response.status)) {
		setOffline(true);
		const cached = await findPage(event.request, url);
		if (!cached && !response) throw failure;
		return (cached ?? response) as Response;
	}
	// The browser may have answered for the routes from its own cache, since they never change.
	if (url.pathname !== ROUTES) setOffline(false);
	// Cloned here, since the browser begins to read the body once this returns.
	const copy = response.status === 200 ? response.clone() : null;
	if (copy) event.waitUntil(cachePage(url, copy, generation));
	return response;
}

/** The page as it was cached last, or made of what is cached about its task. */
async function findPage(request: Request, url: URL): Promise<Response | undefined> {
	const cache = await openPages();
	const match = async (key: string) => cache?.match(key, { ignoreVary: true });
	if (url.pathname === ROUTES) return cache ? routesOf(cache, url) : undefined;
	const isData = url.pathname.endsWith(".data");
	const cached = await match(pageKey(url));
	const built = isData && cache ? await buildTaskData(url, match) : null;
	if (built && ageOf(built) < ageOf(cached)) return built;
	if (cached || request.mode !== "navigate") return cached;
	// A page of which only the data is cached: the list's document is sent there by its script, which
	// takes the page's path out of the hash (app/client/offline/connect-worker.ts).
	const { pathname, search } = url;
	const dataUrl = new URL(`${pathname}.data${search}`, url);
	if ((await match(pageKey(dataUrl))) || (cache && (await buildTaskData(dataUrl, match)))) {
		if (!hasJustSent(pathname) && (await match("/tasks"))) {
			return Response.redirect(`/tasks#${pathname}${search}`);
		}
	}
	return caches.match(FALLBACK);
}

const REDIRECT_LOOP_MS = 10_000;
let lastSent = { pathname: "", at: 0 };

/**
 * Whether the list's script was sent to that page a moment ago. Then it could not show it (a file of the
 * page is not cached), loads it as a document, and would do so for ever.
 */
function hasJustSent(pathname: string): boolean {
	const now = Date.now();
	const isLoop = lastSent.pathname === pathname && now - lastSent.at < REDIRECT_LOOP_MS;
	lastSent = { pathname, at: now };
	return isLoop;
}

/** All cached routes of that version, whatever was asked for: each task has an address of its own. */
async function routesOf(cache: Cache, url: URL): Promise<Response> {
	const version = url.searchParams.get("version");
	const routes = {};
	for (const request of await cache.keys()) {
		const { pathname, searchParams } = new URL(request.url);
		if (pathname !== ROUTES || searchParams.get("version") !== version) continue;
		const cached = await cache.match(request, { ignoreVary: true });
		// It may have been deleted meanwhile.
		if (cached) Object.assign(routes, await cached.json());
	}
	return Response.json(routes);
}
