import type { BrowserContext, Page } from "@playwright/test";
import config from "../../playwright.config.ts";
import { expect, signedInTest, test } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

/*
 * A computer that several people use: after signing out nothing of the account can be seen there. The
 * browser keeps pages for Back here, which Playwright's Chromium does not do by itself.
 */

test.use({
	launchOptions: {
		...config.use?.launchOptions,
		ignoreDefaultArgs: ["--disable-back-forward-cache"],
	},
});

const SECRET = "Call the divorce lawyer";

async function addSecret(context: BrowserContext) {
	await context.request.post("/api/tasks/quick", { data: { text: `${SECRET} #private` } });
}

/** The navigation: behind "More" in a narrow window. */
const signOutButton = (page: Page) => page.getByRole("button", { name: "Sign out", exact: true });

/** Neither shown, nor in what the page's document has in it. */
async function expectNothing(page: Page, context: BrowserContext) {
	await expect(page.getByText(SECRET)).toHaveCount(0);
	expect(await page.content()).not.toMatch(/divorce|#private|ada-[\w-]+@/);
	expect((await context.cookies()).map(({ name }) => name)).not.toContain("flash");
}

signedInTest("Back and Forward show nothing of the account", async ({ context, page }) => {
	await addSecret(context);
	await page.goto("/tasks");
	await page.getByRole("link", { name: SECRET, exact: true }).first().click();
	await expect(page.getByLabel("Title")).toHaveValue(SECRET);
	await page.goto("/tasks?tag=private");
	await expect(page.getByText(SECRET).first()).toBeVisible();
	await signOutButton(page).click();
	await expect(page).toHaveURL(/\/signin/);
	await expectNothing(page, context);
	for (let steps = 0; steps < 3; steps += 1) {
		await page.goBack();
		await expect(
			page.getByRole("button", { name: "Sign in" }).or(page.getByText("Tend is a todo list")),
		).toBeVisible();
		await expectNothing(page, context);
	}
});

signedInTest("nor do they without a connection", async ({ allowProblem, context, page }) => {
	allowProblem(/net::ERR_INTERNET_DISCONNECTED/);
	await addSecret(context);
	await page.goto("/tasks");
	await page.goto("/tasks?tag=private");
	await signOutButton(page).click();
	await expect(page).toHaveURL(/\/signin/);
	await context.setOffline(true);
	for (let steps = 0; steps < 2; steps += 1) {
		await page.goBack().catch(() => {});
		await expect(page.getByText(SECRET)).toHaveCount(0);
	}
});

test.describe("with the service worker", () => {
	test.use({ serviceWorkers: "allow" });

	test.beforeEach(({ allowProblem }) => {
		allowProblem(/net::ERR_(INTERNET_DISCONNECTED|FAILED)/);
		allowProblem(/Failed to fetch manifest patches TypeError: Failed to fetch/);
		allowProblem(/TypeError: Failed to fetch/);
	});

	/** Opens the list, and resolves once it is kept for reading offline. */
	async function openKept(context: BrowserContext, page: Page) {
		await addSecret(context);
		const tasks = new TasksPage(page);
		await tasks.open();
		await expect
			.poll(() =>
				page.evaluate(async () => {
					if (!navigator.serviceWorker.controller) return false;
					const kept = ["/tasks", "/tasks.data", "/offline/tasks"];
					const found = kept.map((path) => caches.match(path, { ignoreVary: true }));
					return (await Promise.all(found)).every(Boolean);
				}),
			)
			.toBe(true);
		return tasks;
	}

	/** What the browser has of the account, besides its cookies. */
	const left = (page: Page) =>
		page.evaluate(async () => ({
			pages: (await caches.keys()).filter((name) => name.includes("pages")),
			databases: (await indexedDB.databases()).map(({ name }) => name),
			// React Router's says how far the pages were scrolled.
			stored: Object.keys({ ...localStorage, ...sessionStorage }).filter(
				(key) => key !== "react-router-scroll-positions",
			),
		}));

	signedInTest("nothing is left on the device @javascript", async ({ context, page }) => {
		await openKept(context, page);
		expect((await left(page)).pages).toHaveLength(1);
		await signOutButton(page).click();
		await expect(page).toHaveURL(/\/signin/);
		await expectNothing(page, context);
		const nothing = { pages: [], databases: [], stored: [] };
		await expect.poll(() => left(page)).toEqual(nothing);
		await context.setOffline(true);
		await page.goBack();
		await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
		const second = await context.newPage();
		await second.goto("/tasks");
		await expect(second.getByRole("heading", { name: "You are offline" })).toBeVisible();
		expect(await left(second)).toEqual(nothing);
	});

	signedInTest(
		"without a connection everything goes at once, and the server hears of it later @javascript",
		async ({ context, page }) => {
			await openKept(context, page);
			const second = await context.newPage();
			await new TasksPage(second).open();
			await expect(second.getByText(SECRET).first()).toBeVisible();
			await context.setOffline(true);
			await signOutButton(page).click();
			const heading = "You are signed out on this device";
			await expect(page.getByRole("heading", { name: heading })).toBeVisible();
			await expect(page.getByText("the server does not know yet")).toBeVisible();
			expect(await left(page)).toEqual({ pages: [], databases: [], stored: [] });

			await expect(second.getByText(SECRET)).toHaveCount(0);
			await expect(second.getByRole("heading", { name: heading })).toBeVisible();
			await page.goBack();
			await expect(page.getByText(SECRET)).toHaveCount(0);
			const third = await context.newPage();
			await third.goto("/tasks");
			await expect(third.getByRole("heading", { name: heading })).toBeVisible();

			expect((await context.cookies()).map(({ name }) => name)).toContain("session");
			await context.setOffline(false);
			await third.goto("/tasks");
			await expect(third).toHaveURL(/\/signin/);
			await expectNothing(third, context);
			expect((await context.cookies()).map(({ name }) => name)).not.toContain("session");
			expect((await context.request.get("/api/auth/me")).status()).toBe(401);
		},
	);

	signedInTest("what was not sent is asked about first @javascript", async ({ context, page }) => {
		const tasks = await openKept(context, page);
		await context.setOffline(true);
		await tasks.add("Buy a ring");
		await expect(tasks.status).toHaveText("Offline: 1 change will be sent.");
		await signOutButton(page).click();
		const dialog = page.getByRole("dialog", { name: "Sign out and lose what was not sent?" });
		await expect(dialog).toContainText("1 change is on this device alone.");
		await dialog.getByRole("button", { name: "Stay signed in" }).click();
		await expect(dialog).toBeHidden();
		await expect(tasks.list).toContainText("Buy a ring");
		await signOutButton(page).click();
		await dialog.getByRole("button", { name: "Sign out anyway" }).click();
		await expect(
			page.getByRole("heading", { name: "You are signed out on this device" }),
		).toBeVisible();
		expect(await left(page)).toEqual({ pages: [], databases: [], stored: [] });
	});

	test("what somebody else has not sent yet stays for them @javascript", async ({
		account,
		context,
		createAccount,
		page,
		signIn,
	}) => {
		const tasks = await openKept(context, page);
		await context.setOffline(true);
		await tasks.add("Ada's own");
		await expect(tasks.status).toHaveText("Offline: 1 change will be sent.");
		await context.clearCookies();
		await context.setOffline(false);
		await signIn(await createAccount());
		await tasks.open();
		await signOutButton(page).click();
		await expect(page).toHaveURL(/\/signin/);
		await signIn(account);
		await tasks.open();
		await expect(tasks.status).toContainText("1 change was sent.");
	});

	signedInTest("the browser is unsubscribed from push @javascript", async ({ context, page }) => {
		await openKept(context, page);
		const [worker] = context.serviceWorkers();
		await worker?.evaluate(() => {
			const scope = globalThis as unknown as {
				registration: ServiceWorkerRegistration;
				ended?: boolean;
			};
			const unsubscribe = async () => {
				scope.ended = true;
				return true;
			};
			scope.registration.pushManager.getSubscription = async () =>
				({ unsubscribe }) as unknown as PushSubscription;
		});
		await signOutButton(page).click();
		await expect(page).toHaveURL(/\/signin/);
		await expect
			.poll(() => worker?.evaluate(() => (globalThis as { ended?: boolean }).ended))
			.toBe(true);
	});
});

signedInTest("other tabs leave by themselves @javascript", async ({ context, page }) => {
	await addSecret(context);
	await page.goto("/tasks");
	const second = await context.newPage();
	await second.goto("/tasks");
	await second.getByLabel("Add a task", { exact: true }).fill("Half a sentence");
	await signOutButton(page).click();
	await expect(page).toHaveURL(/\/signin/);
	await expect(second).toHaveURL(/\/signin/);
	await expectNothing(second, context);
});

signedInTest(
	"a session that ends elsewhere leaves no document behind @javascript",
	async ({ account, context, newDevice, page, signIn }) => {
		await addSecret(context);
		await page.goto("/tasks");
		const other = (await newDevice()).context();
		await signIn(account, other);
		await expect(page.getByText(SECRET).first()).toBeVisible();
		await other.request.post("/settings", {
			form: { intent: "revoke-others" },
			headers: { origin: new URL(page.url()).origin },
		});
		await expect(page).toHaveURL(/\/signin/);
		await expectNothing(page, context);
	},
);
