import type { Cookie } from "@playwright/test";
import { expectNoAxeViolations } from "./a11y.ts";
import { expect, REUSED_CONNECTION, signUp, test } from "./fixtures.ts";

const ADDED = [
	"Pay rent yesterday #home !high every month",
	"Dentist tomorrow 8:45 !low remind me 1 hour before",
	"x".repeat(255),
	"لا تنس موعد الطبيب",
];

// axe is a script and looks at markup, which is the same without: once is enough.

for (const path of ["/", "/signin", "/signup", "/nowhere"]) {
	test(`${path} is for everybody, in light and dark @javascript`, async ({ page }) => {
		await page.goto(path);
		await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
		await expectNoAxeViolations(page);
	});
}

test.describe("somebody's own", () => {
	// They only look, so that they can share what is looked at.
	let cookies: Cookie[];

	test.beforeAll(async ({ playwright, baseURL, timezoneId }) => {
		const request = await playwright.request.newContext({ baseURL });
		await signUp(request, { baseURL, timezoneId });
		for (const text of ADDED) {
			await request.post("/tasks", {
				...REUSED_CONNECTION,
				form: { intent: "add", text },
				headers: { origin: String(baseURL) },
				maxRedirects: 0,
			});
		}
		({ cookies } = await request.storageState());
		await request.dispose();
	});

	for (const path of [
		"/tasks",
		"/tasks?due=today",
		"/tasks?q=nothing",
		"/tasks/1",
		"/tasks/999",
		"/tasks/delete?id=1&id=2",
		"/stats",
		"/history",
		"/notifications",
		"/settings",
		"/settings/delete-account",
		"/chat",
	]) {
		test(`${path} is for everybody, in light and dark, and fits a phone @javascript`, async ({
			page,
			context,
		}) => {
			await context.addCookies(cookies);
			await page.goto(path);
			await expect(page).toHaveURL(path);
			await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
			await expectNoAxeViolations(page);
			await page.setViewportSize({ width: 360, height: 740 });
			const overflow = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
			);
			expect(overflow).toBeLessThanOrEqual(0);
		});
	}
});
