/*
 * What is kept for reading offline. Files with a hash in their name are taken from here at once; pages
 * come from the server as long as it answers. Pages are private: they are kept for the user that the
 * server names in `tend-user`, and thrown away when it is another one, or nobody.
 */
self.tendPages = (() => {
	const FILES = "tend-files-1";
	const PAGES = "tend-pages-1:";
	const FILES_MAX = 200;
	const PAGES_MAX = 100;
	const FALLBACK = "/offline.html";
	/** Which pages are fetched ahead: what one looks at first. */
	const AHEAD = ["/tasks", "/tasks.data", "/tasks.data?due=today", "/tasks.data?due=week"];
	const TASKS = "/offline/tasks";
	/** Where React Router asks for the routes behind links. */
	const ROUTES = "/__manifest";
	const KEPT_AT = "tend-kept-at";

	/** Whether the last page asked for had to come from here. */
	let isOffline = false;

	/** The answer to a request, or null for what is not ours to answer. */
	function answer(event) {
		const { request } = event;
		const url = new URL(request.url);
		if (url.origin !== self.location.origin) return null;
		if (/^\/signout(\.data)?$/.test(url.pathname)) return signOut(request);
		if (request.method !== "GET") return null;
		if (url.pathname.startsWith("/assets/")) return fileOf(event);
		if (/^\/[\w-]+\.(svg|png|ico|css|webmanifest)$/.test(url.pathname)) return fileOf(event, true);
		const isPage =
			request.mode === "navigate" ||
			url.pathname.endsWith(".data") ||
			[TASKS, ROUTES].includes(url.pathname);
		return isPage && !url.pathname.startsWith("/api/") ? pageOf(event, url) : null;
	}

	async function fileOf(event, mayChange = false) {
		const { request } = event;
		const kept = await caches.match(request, { cacheName: FILES, ignoreVary: true });
		if (kept && !mayChange) return kept;
		try {
			const response = await fetch(request);
			if (response.ok) event.waitUntil(put(FILES, request.url, response.clone(), FILES_MAX));
			return response;
		} catch (error) {
			if (kept) return kept;
			throw error;
		}
	}

	async function pageOf(event, url) {
		let response;
		let failure;
		try {
			response = (await event.preloadResponse) ?? (await fetch(event.request));
		} catch (error) {
			failure = error;
		}
		// A proxy that finds nobody behind it is no answer either.
		if (!response || [502, 503, 504].includes(response.status)) {
			isOffline = true;
			const kept = await recall(event.request, url);
			if (!kept && !response) throw failure;
			return kept ?? response;
		}
		// Routes never change, so they may have come from the browser itself.
		if (url.pathname !== ROUTES) isOffline = false;
		// The copy has to be taken before the browser begins to read.
		const copy = response.status === 200 ? response.clone() : null;
		if (copy) event.waitUntil(keep(url, copy));
		return response;
	}

	async function keep(url, response) {
		const user = response.headers.get("tend-user");
		if (!user) return forget();
		await forget(user);
		if (/no-store/.test(response.headers.get("cache-control") ?? "")) return;
		const headers = new Headers(response.headers);
		headers.set(KEPT_AT, String(Date.now()));
		const copy = new Response(response.body, { status: 200, headers });
		await put(PAGES + user, keyOf(url), copy, PAGES_MAX);
	}

	function keyOf({ pathname, search }) {
		return pathname + search;
	}

	async function put(cacheName, key, response, max) {
		const cache = await caches.open(cacheName);
		// What is put again comes last, and is there all the while.
		await cache.put(key, response);
		const keys = await cache.keys();
		await Promise.all(
			keys.slice(0, Math.max(0, keys.length - max)).map((old) => cache.delete(old)),
		);
	}

	/** Throws pages away: all, or those of everybody but that user. */
	async function forget(user) {
		for (const name of await caches.keys()) {
			if (name.startsWith(PAGES) && name !== PAGES + user) await caches.delete(name);
		}
	}

	async function signOut(request) {
		const response = await fetch(request);
		if (request.method === "POST") await forget();
		return response;
	}

	/** The page as it was last, or made of what is known of its task. */
	async function recall(request, url) {
		const name = (await caches.keys()).find((cacheName) => cacheName.startsWith(PAGES));
		const cache = name === undefined ? null : await caches.open(name);
		const match = (key) => cache?.match(key, { ignoreVary: true });
		if (url.pathname === ROUTES) return cache ? routesOf(cache, url) : undefined;
		const isData = url.pathname.endsWith(".data");
		const kept = await match(keyOf(url));
		const made = isData && cache ? await taskData(url, match) : null;
		if (made && ageOf(made) < ageOf(kept)) return made;
		if (kept || request.mode !== "navigate") return kept;
		// A page of which only the data is here: from the list, scripts can go there.
		const { pathname, search } = url;
		const dataUrl = new URL(`${pathname}.data${search}`, url);
		if ((await match(keyOf(dataUrl))) || (cache && (await taskData(dataUrl, match)))) {
			if (await match("/tasks")) return Response.redirect(`/tasks#${pathname}${search}`);
		}
		return caches.match(FALLBACK);
	}

	/** All that is known of that version's routes, whatever was asked for: each task has its own address. */
	async function routesOf(cache, url) {
		const version = url.searchParams.get("version");
		const known = {};
		for (const request of await cache.keys()) {
			const { pathname, searchParams } = new URL(request.url);
			if (pathname !== ROUTES || searchParams.get("version") !== version) continue;
			const kept = await cache.match(request, { ignoreVary: true });
			// It may just have been thrown away.
			if (kept) Object.assign(known, await kept.json());
		}
		return Response.json(known);
	}

	function ageOf(response) {
		return response ? Date.now() - Number(response.headers.get(KEPT_AT)) : Number.POSITIVE_INFINITY;
	}

	/**
	 * What a task's page loads, made of two things that are kept: what the list loads (for the frame
	 * around pages), and the tasks. In React Router's format (turbo-stream): a list of values that name
	 * each other by their places, beginning with an object of routes.
	 */
	async function taskData({ pathname, search }, match) {
		const id = /^\/tasks\/(\d+)\.data$/.exec(pathname)?.[1];
		const [list, tasks] = await Promise.all([match("/tasks.data"), match(TASKS)]);
		if (!id || search || !list || !tasks) return null;
		const page = (await tasks.clone().json()).pages[id];
		const values = JSON.parse(await list.text());
		const [routes] = values;
		const place = Object.keys(routes).find((key) => values[key.slice(1)] === "routes/tasks");
		if (!page || !place) return null;
		delete routes[place];
		routes[`_${append(values, "routes/task")}`] = append(values, { data: page });
		const headers = { "content-type": "text/x-script", [KEPT_AT]: tasks.headers.get(KEPT_AT) };
		return new Response(`${JSON.stringify(values)}\n`, { headers });
	}

	const NULL = -5;

	function append(values, value) {
		if (value === null) return NULL;
		const place = values.push(value) - 1;
		if (Array.isArray(value)) values[place] = value.map((item) => append(values, item));
		else if (typeof value === "object") {
			values[place] = {};
			for (const [key, item] of Object.entries(value)) {
				values[place][`_${append(values, key)}`] = append(values, item);
			}
		}
		return place;
	}

	/** Fetches what may be wanted when the line is gone. What fails is tried again next time. */
	async function keepAhead({ version, links, assets }) {
		const paths = [...links, "/tasks/0"].join();
		const routes = `${ROUTES}?${new URLSearchParams({ paths, version })}`;
		await Promise.allSettled([
			keepFiles(assets),
			...[...AHEAD, TASKS].map(fetchAhead),
			fetchAhead(routes).then(async (response) => keepFiles(filesIn(await response.json()))),
		]);
	}

	async function fetchAhead(path) {
		const response = await fetch(path, { redirect: "manual" });
		if (response.status !== 200) return response;
		await keep(new URL(path, self.location.origin), response.clone());
		return response;
	}

	async function keepFiles(paths) {
		const cache = await caches.open(FILES);
		const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
		const missing = paths.filter((path) => path.startsWith("/assets/") && !known.has(path));
		await Promise.allSettled(missing.map((path) => cache.add(path)));
	}

	/** Every file that React Router's description of routes names. */
	function filesIn(value) {
		if (typeof value === "string") return value.startsWith("/assets/") ? [value] : [];
		return typeof value === "object" && value !== null ? Object.values(value).flatMap(filesIn) : [];
	}

	async function keepFallback() {
		const cache = await caches.open(FILES);
		await cache.addAll(
			[FALLBACK, "/offline.css", "/favicon.svg"].map(
				(path) => new Request(path, { cache: "reload" }),
			),
		);
	}

	async function forgetOldCaches() {
		for (const name of await caches.keys()) {
			if (name.startsWith("tend-") && name !== FILES && !name.startsWith(PAGES)) {
				await caches.delete(name);
			}
		}
	}

	return {
		answer,
		keepAhead,
		keepFallback,
		forgetOldCaches,
		get isOffline() {
			return isOffline;
		},
		/** Others, too, find out whether there is a line. */
		set isOffline(found) {
			isOffline = found;
		},
	};
})();
