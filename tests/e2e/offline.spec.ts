import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, REUSED_CONNECTION, signedInTest, test } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

/*
 * Without a line. Each title says that it needs scripts; the other journeys are made without a service
 * worker (playwright.config.ts).
 */

test.use({ serviceWorkers: "allow" });

test.beforeEach(({ allowProblem }) => {
	// What the page asked for itself, and what the worker then answered in its place.
	allowProblem(/net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_REFUSED)/);
	// React Router asks beforehand for the routes that a page has links to, and may be in the middle.
	allowProblem(/Failed to fetch manifest patches TypeError: Failed to fetch/);
});

/** Resolves once the list is kept for reading offline, and the page of its first task. */
async function openKept(page: Page, path = "/tasks") {
	const tasks = new TasksPage(page);
	await tasks.open(path);
	await keep(page);
	return tasks;
}

async function keep(page: Page) {
	const isKept = () =>
		page.evaluate(async () => {
			if (!navigator.serviceWorker.controller) return "no worker";
			const match = (path: string) => caches.match(path, { ignoreVary: true });
			const [list, kept] = await Promise.all([match("/tasks.data"), match("/offline/tasks")]);
			if (!list || !kept) return "nothing kept";
			const { pages } = (await kept.json()) as { pages: object };
			const rows = document.querySelectorAll("ul[aria-label=Tasks] > li").length;
			return Object.keys(pages).length === rows ? "kept" : "too little kept";
		});
	await expect.poll(isKept, { timeout: 15_000 }).toBe("kept");
}

/** The user's tasks as the server has them. */
async function saved(context: BrowserContext) {
	const answer = await context.request.get("/api/tasks?sort=created:asc", REUSED_CONNECTION);
	const { tasks } = (await answer.json()) as {
		tasks: { title: string; status: string; description: string; version: number }[];
	};
	return tasks;
}

async function edit(page: Page, description: string) {
	await page.getByLabel("Description").fill(description);
	await page.getByRole("button", { name: "Save" }).click();
}

signedInTest(
	"the list is readable, and what is changed is sent once, in order @javascript",
	async ({ context, page }) => {
		for (const text of ["Rent", "Call Ann"]) {
			await context.request.post("/api/tasks/quick", { data: { text }, ...REUSED_CONNECTION });
		}
		const tasks = await openKept(page);
		await context.setOffline(true);

		await tasks.add("Buy milk tomorrow");
		await expect(tasks.status).toHaveText("Offline: 1 change will be sent.");
		await expect(tasks.list).toContainText("Buy milk tomorrow");
		await tasks.button("Complete Rent").click();
		await expect(tasks.status).toHaveText("Offline: 2 changes will be sent.");
		await expect(tasks.row("Rent")).toHaveCount(0);

		await page.reload();
		await expect(tasks.status).toHaveText("Offline: 2 changes will be sent.");
		await expect(tasks.list).toContainText("Buy milk tomorrow");
		await expect(tasks.row("Rent")).toHaveCount(0);

		await tasks.link("Call Ann").click();
		await expect(page.getByRole("heading", { name: "Call Ann" })).toBeAttached();
		await edit(page, "About the harbour");
		await expect(tasks.status).toHaveText("Offline: 3 changes will be sent.");
		await edit(page, "About the old harbour");
		await expect(tasks.status).toHaveText("Offline: 3 changes will be sent.");
		await page.reload();
		await expect(page.getByLabel("Description")).toHaveValue("About the old harbour");

		await context.setOffline(false);
		await expect(tasks.status).toContainText("3 changes were sent.");
		await expect(page.getByLabel("Description")).toHaveValue("About the old harbour");
		expect(await saved(context)).toMatchObject([
			{ title: "Rent", status: "completed", version: 2 },
			{ title: "Call Ann", description: "About the old harbour", version: 2 },
			{ title: "Buy milk", status: "pending", version: 1 },
		]);
		await tasks.open();
		await expect(tasks.link("Buy milk")).toBeVisible();
		await expect(tasks.status).toHaveText("");
	},
);

signedInTest(
	"in place of a page whose files are not kept there is the list @javascript",
	async ({ context, page, allowProblem }) => {
		allowProblem(/Failed to fetch dynamically imported module|Error loading route module/);
		await context.request.post("/api/tasks/quick", {
			data: { text: "Rent" },
			...REUSED_CONNECTION,
		});
		const tasks = await openKept(page);
		await page.evaluate(async () => {
			for (const name of await caches.keys()) {
				const cache = await caches.open(name);
				for (const request of await cache.keys()) {
					if (/\/assets\/task-main-[^/]*\.js$/.test(request.url)) await cache.delete(request);
				}
			}
		});
		const cdp = await context.newCDPSession(page);
		await cdp.send("Network.clearBrowserCache");
		await context.setOffline(true);
		await page.goto("/tasks/1");
		await expect(tasks.status).toContainText("You are offline. You see your tasks as they were.");
		await expect(page).toHaveURL("/tasks");
		await expect(tasks.link("Rent")).toBeVisible();
	},
);

signedInTest(
	"what is kept anew can be read all the while @javascript",
	async ({ context, page }) => {
		await openKept(page);
		await context.setOffline(true);
		const outcome = await page.evaluate(async () => {
			const files = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
			const known = files.find(({ pathname }) => pathname === "/__manifest");
			if (!known) throw new Error("React Router has asked for no routes.");
			const other = new URL(known);
			other.searchParams.set("paths", "/tasks/2");
			let lost = 0;
			for (let round = 0; round < 100; round += 1) {
				// The browser itself has the first, which is then kept again.
				const asked = [known, other, other].map((url) => fetch(url));
				const answers = await Promise.allSettled(asked);
				lost += answers.filter(({ status }) => status === "rejected").length;
			}
			// That answer says nothing of the line.
			await fetch(known);
			const isOffline = await new Promise((resolve) => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = ({ data }) => resolve(data.isOffline);
				navigator.serviceWorker.controller?.postMessage({ type: "state" }, [port2]);
			});
			return { lost, isOffline };
		});
		expect(outcome).toEqual({ lost: 0, isOffline: true });
	},
);

test("a change of what was changed meanwhile is shown beside it @javascript", async ({
	account,
	context,
	newDevice,
	page,
	signIn,
}) => {
	await context.request.post("/api/tasks/quick", { data: { text: "Rent" }, ...REUSED_CONNECTION });
	const tasks = await openKept(page);
	await tasks.link("Rent").click();
	await expect(page.getByLabel("Description")).toBeVisible();
	await context.setOffline(true);
	await edit(page, "Mine");
	await expect(tasks.status).toHaveText("Offline: 1 change will be sent.");
	const elsewhere = (await newDevice()).context();
	await signIn(account, elsewhere);
	await elsewhere.request.patch("/api/tasks/1", {
		data: { description: "Theirs" },
		...REUSED_CONNECTION,
	});
	await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
	await expect(tasks.list).toBeVisible();
	await context.setOffline(false);
	await expect(tasks.status).toContainText("“Rent” was changed elsewhere");
	await tasks.status.getByRole("link", { name: "Look at both" }).click();
	await expect(page.getByRole("alert")).toContainText("This task was changed meanwhile.");
	await expect(page.getByLabel("Description")).toHaveValue("Mine");
	await expect(page.getByText("Theirs")).toBeVisible();
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByRole("alert")).toHaveCount(0);
	await expect(tasks.status).toContainText("Saved");
	expect(await saved(context)).toMatchObject([{ description: "Mine", version: 3 }]);
	await page.reload();
	await expect(tasks.status).toHaveText("");
});

test("what waits is sent for nobody else, and after signing in again @javascript", async ({
	account,
	context,
	createAccount,
	page,
	signIn,
}) => {
	const tasks = await openKept(page);
	await context.setOffline(true);
	await tasks.add("Ada's secret");
	await expect(tasks.status).toHaveText("Offline: 1 change will be sent.");
	// The session ends elsewhere.
	await context.clearCookies();
	await context.setOffline(false);
	await expect(tasks.status).toContainText("You have been signed out");
	await expect(tasks.status.getByRole("link", { name: "Sign in" })).toBeVisible();

	const other = await createAccount();
	await signIn(other);
	await tasks.open();
	await expect(page.getByText("Ada's secret")).toHaveCount(0);
	expect(await saved(context)).toEqual([]);

	await context.clearCookies();
	await signIn(account);
	await tasks.open();
	await expect(tasks.status).toContainText("1 change was sent.");
	expect(await saved(context)).toMatchObject([{ title: "Ada's secret" }]);
});

signedInTest("two tabs send it once @javascript", async ({ context, page }) => {
	const tasks = await openKept(page);
	const second = await context.newPage();
	await openKept(second);
	await context.setOffline(true);
	for (const text of ["One", "Two", "Three"]) {
		await tasks.add(text);
		await expect(tasks.list).toContainText(text);
	}
	await expect(second.getByRole("status")).toHaveText("Offline: 3 changes will be sent.");
	await context.setOffline(false);
	await expect(second.getByRole("status")).toContainText("3 changes were sent.");
	await expect(new TasksPage(second).link("Three")).toBeVisible();
	expect((await saved(context)).map(({ title }) => title)).toEqual(["One", "Two", "Three"]);
});

signedInTest(
	"what arrived although its answer did not is not done twice @javascript",
	async ({ context, page }) => {
		await context.request.post("/api/tasks/quick", {
			data: { text: "Rent" },
			...REUSED_CONNECTION,
		});
		const tasks = await openKept(page);
		await page.route("**/tasks.data*", async (route) => {
			if (route.request().method() !== "POST") return route.fallback();
			await route.fetch();
			await route.abort("connectionreset");
		});
		await tasks.add("Buy milk");
		await expect(tasks.link("Buy milk")).toBeVisible();
		await expect(tasks.status).toContainText("1 change was sent.");
		await tasks.status.getByRole("button", { name: "Dismiss" }).click();
		await tasks.button("Complete Rent").click();
		await expect(tasks.status).toContainText("1 change was sent.");
		expect(await saved(context)).toMatchObject([
			{ title: "Rent", status: "completed", version: 2 },
			{ title: "Buy milk", version: 1 },
		]);
	},
);

signedInTest("signing out leaves nothing to read @javascript", async ({ context, page }) => {
	await openKept(page);
	const kept = () =>
		page.evaluate(async () => (await caches.keys()).filter((name) => name.includes("pages")));
	expect(await kept()).toHaveLength(1);
	await page.getByRole("button", { name: "Sign out" }).click();
	await expect(page).toHaveURL(/signin/);
	await expect.poll(kept).toEqual([]);
	await context.setOffline(true);
	await page.goto("/tasks");
	await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
});

test("a server that goes away and comes back is waited for @javascript", async ({
	page,
	context,
	allowProblem,
}) => {
	// It may go, or come, in the middle of a page's asking for news.
	allowProblem(/WebSocket connection to .* Connection closed before receiving a handshake/);
	const server = await newServer();
	await server.start();
	const email = `ada-${crypto.randomUUID()}@example.com`;
	const form = { name: "Ada", email, password: "correct horse battery", timeZone: "UTC" };
	await context.request.post(`${server.url}/signup`, {
		...REUSED_CONNECTION,
		form,
		maxRedirects: 0,
		headers: { origin: server.url },
	});
	const tasks = await openKept(page, `${server.url}/tasks`);
	await server.kill();
	await tasks.add("While it was down");
	await expect(tasks.status).toHaveText("Offline: 1 change will be sent.");
	await page.reload();
	await expect(tasks.list).toContainText("While it was down");
	await server.start();
	await expect(tasks.status).toContainText("1 change was sent.", { timeout: 60_000 });
	await expect(tasks.link("While it was down")).toBeVisible();
	await server.dispose();
});

test("it can be installed: manifest, icons and a worker that is never kept for long", async ({
	page,
	request,
}) => {
	await page.goto("/signin");
	const href = await page.locator('link[rel="manifest"]').getAttribute("href");
	const answer = await request.get(href ?? "");
	expect(answer.headers()["content-type"]).toContain("application/manifest+json");
	const manifest = (await answer.json()) as { start_url: string; icons: { src: string }[] };
	expect(manifest.start_url).toBe("/tasks");
	for (const { src } of manifest.icons) expect((await request.get(src)).status(), src).toBe(200);
	const script = await request.get("/sw.js");
	expect(script.headers()["content-type"]).toMatch(/^text\/javascript/);
	expect(script.headers()["cache-control"]).toBe("no-cache");
	expect(script.headers()["content-security-policy"]).toContain("connect-src 'self'");
});

/** A server of its own, which can be killed. */
async function newServer() {
	const folder = mkdtempSync(join(tmpdir(), "tend-offline-"));
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const address = probe.address();
	const port = typeof address === "object" ? address?.port : 0;
	probe.close();
	const url = `http://127.0.0.1:${port}`;
	let child: ChildProcess | undefined;
	const kill = async () => {
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		child.kill("SIGKILL");
		await once(child, "exit");
	};
	return {
		url,
		kill,
		async start() {
			child = spawn(process.execPath, ["scripts/start.ts"], {
				env: {
					...process.env,
					HOST: "127.0.0.1",
					PORT: String(port),
					DATA_DIR: folder,
					APP_URL: url,
				},
				stdio: "ignore",
			});
			await expect
				.poll(
					() =>
						fetch(`${url}/api/health`).then(
							({ ok }) => ok,
							() => false,
						),
					{ timeout: 60_000 },
				)
				.toBe(true);
		},
		async dispose() {
			await kill();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
