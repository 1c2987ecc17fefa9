import { randomUUID } from "node:crypto";
import {
	type APIRequestContext,
	type BrowserContext,
	test as base,
	expect,
	type Page,
} from "@playwright/test";

export { expect };

export type Account = { name: string; email: string; password: string };

type Fixtures = {
	/** Lets the pages of this test have problems that match, which otherwise fail it. */
	allowProblem: (pattern: RegExp) => void;
	/** A fresh user, signed up and signed in on `page`. */
	account: Account;
	/** Signs up another fresh user, signed in nowhere. */
	createAccount: () => Promise<Account>;
	/** Signs a user in on `page`, or on the pages of another context. */
	signIn: (account: Account, context?: BrowserContext) => Promise<void>;
	/** A page on another device: a context of its own, with nobody signed in. */
	newDevice: () => Promise<Page>;
	problems: { watch: (context: BrowserContext) => void; allow: (pattern: RegExp) => void };
};

export const test = base.extend<Fixtures>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from here.
	problems: async ({}, provide) => {
		const found: string[] = [];
		const allowed: RegExp[] = [];
		await provide({
			watch: (context) => watchProblems(context, (problem) => found.push(problem)),
			allow: (pattern) => allowed.push(pattern),
		});
		const unexpected = found.filter((line) => !allowed.some((pattern) => pattern.test(line)));
		expect(unexpected, "problems on the page (allowProblem says which are right)").toEqual([]);
	},

	allowProblem: async ({ problems }, provide) => provide(problems.allow),

	context: async ({ context, problems }, provide) => {
		problems.watch(context);
		await provide(context);
	},

	newDevice: async ({ browser, problems }, provide) => {
		const contexts: BrowserContext[] = [];
		await provide(async () => {
			const context = await browser.newContext();
			contexts.push(context);
			problems.watch(context);
			return context.newPage();
		});
		await Promise.all(contexts.map((context) => context.close()));
	},

	createAccount: async ({ playwright, baseURL, timezoneId }, provide) => {
		const requests: APIRequestContext[] = [];
		await provide(async () => {
			const request = await playwright.request.newContext({ baseURL });
			requests.push(request);
			return signUp(request, { baseURL, timezoneId });
		});
		await Promise.all(requests.map((request) => request.dispose()));
	},

	signIn: async ({ context, baseURL }, provide) =>
		provide(async ({ email, password }, device = context) => {
			// A context's requests share its cookies.
			await submitForm(device.request, baseURL, "/signin", { email, password });
		}),

	account: async ({ context, baseURL, timezoneId }, provide) => {
		// Signing up signs in, and a context's requests share its cookies.
		await provide(await signUp(context.request, { baseURL, timezoneId }));
	},
});

/** A test whose `page` belongs to a fresh user, signed up and signed in. */
export const signedInTest = test.extend<{ isSignedIn: boolean }>({
	isSignedIn: [async ({ account }, provide) => provide(account !== null), { auto: true }],
});

type Place = { baseURL?: string | undefined; timezoneId?: string | undefined };

/** Signs up a fresh user, and in. */
export async function signUp(
	request: APIRequestContext,
	{ baseURL, timezoneId = "UTC" }: Place,
): Promise<Account> {
	const account = {
		name: "Ada",
		email: `ada-${randomUUID()}@example.com`,
		password: "correct horse battery",
	};
	await submitForm(request, baseURL, "/signup", { ...account, timeZone: timezoneId });
	return account;
}

/**
 * For requests of Playwright's own: the server closes a connection that nothing came by for 5 s, perhaps
 * just when the next request is sent. A browser sends it again by itself.
 */
export const REUSED_CONNECTION = { maxRetries: 1 };

/** What a page of a signed-in user loads last, once its scripts run. */
const LATE_SCRIPTS = ["live-connection", "connect-worker"];

/** Resolves once a signed-in user's page works by its scripts, and has loaded all of them. */
export async function untilEnhanced(page: Page): Promise<void> {
	const missing = () =>
		page.evaluate((names) => {
			const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
			const loaded = entries.filter(({ responseEnd }) => responseEnd > 0).map(({ name }) => name);
			return names.filter((name) => !loaded.some((url) => url.includes(`/${name}-`)));
		}, LATE_SCRIPTS);
	await expect.poll(missing).toEqual([]);
}

/** What a browser does with a plain form; anything but the redirect of a success throws. */
async function submitForm(
	request: APIRequestContext,
	baseURL: string | undefined,
	path: string,
	form: Record<string, string>,
): Promise<void> {
	const { origin } = new URL(String(baseURL));
	const response = await request.post(path, {
		form,
		maxRedirects: 0,
		headers: { origin },
		...REUSED_CONNECTION,
	});
	if (response.status() < 300 || response.status() > 399) {
		throw new Error(`POST ${path} answered ${response.status()}:\n${await response.text()}`);
	}
}

const assetTypes = ["script", "stylesheet", "image", "font", "manifest"];

function watchProblems(context: BrowserContext, report: (problem: string) => void): void {
	context.on("weberror", (error) => report(`page error: ${error.error().stack ?? error.error()}`));
	context.on("console", (message) => {
		// CSP violations come this way too. A refused form (400) or an unknown page (404) is
		// no problem in itself; bad answers that are one are reported below.
		if (message.type() !== "error" || /^Failed to load resource/.test(message.text())) return;
		report(`console error: ${message.text()}`);
	});
	context.on("response", (response) => {
		const isAsset = assetTypes.includes(response.request().resourceType());
		if (response.status() >= 500 || (isAsset && response.status() >= 400)) {
			report(`${response.status()} ${response.request().method()} ${response.url()}`);
		}
	});
	context.on("requestfailed", (request) => {
		const reason = request.failure()?.errorText ?? "failed";
		// Leaving a page aborts what it was still loading; "csp" is what Chromium says of a
		// script where JavaScript is off (a real CSP violation also logs a console error).
		const isHarmless = reason === "net::ERR_ABORTED" || reason === "csp";
		if (!assetTypes.includes(request.resourceType()) || isHarmless) return;
		report(`${reason} ${request.method()} ${request.url()}`);
	});
}
