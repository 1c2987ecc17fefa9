import { expect, signedInTest, test } from "./fixtures.ts";

test("signing up leads into one's own tasks, in one's own time zone", async ({ page }) => {
	await page.goto("/");
	await page.getByRole("link", { name: "Create account" }).first().click();
	await page.getByLabel("Name", { exact: true }).fill("Grace");
	await page.getByLabel("Email").fill(`grace-${crypto.randomUUID()}@example.com`);
	await page.getByLabel("Password").fill("a long enough password");
	await page.getByRole("button", { name: "Create account" }).click();
	await expect(page).toHaveURL(/\/tasks$/);
	await page.goto("/settings");
	await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Grace");
});

test("the browser's time zone comes along @javascript", async ({ page }) => {
	await page.goto("/signup");
	await page.getByLabel("Name", { exact: true }).fill("Grace");
	await page.getByLabel("Email").fill(`grace-${crypto.randomUUID()}@example.com`);
	await page.getByLabel("Password").fill("a long enough password");
	await page.getByRole("button", { name: "Create account" }).click();
	await expect(page).toHaveURL(/\/tasks$/);
	await page.goto("/settings");
	await expect(page.getByLabel("Time zone")).toHaveValue("America/New_York");
});

test("what is wrong with a sign-up stands at its field, and the rest is still there", async ({
	page,
}) => {
	await page.goto("/signup");
	await page.getByLabel("Name", { exact: true }).fill("Grace");
	await page.getByLabel("Email").fill("grace@example.com");
	await page.getByLabel("Password").fill("password1");
	await page.getByRole("button", { name: "Create account" }).click();
	const password = page.getByLabel("Password");
	await expect(password).toHaveAccessibleDescription(/most common passwords/);
	await expect(password).toHaveAttribute("aria-invalid", "true");
	await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Grace");
	await expect(page.getByLabel("Email")).toHaveValue("grace@example.com");
});

test("signing in leads to where one was going, and signing out ends it", async ({
	page,
	createAccount,
}) => {
	const { email, password } = await createAccount();
	await page.goto("/tasks?due=week");
	await expect(page).toHaveURL(/\/signin\?next=/);
	await page.getByLabel("Email").fill(email);
	await page.getByLabel("Password").fill("not my password");
	await page.getByRole("button", { name: "Sign in" }).click();
	await expect(page.getByRole("alert")).toContainText("do not belong together");
	await expect(page.getByLabel("Email")).toHaveValue(email);
	await page.getByLabel("Password").fill(password);
	await page.getByRole("button", { name: "Sign in" }).click();
	await expect(page).toHaveURL(/\/tasks\?due=week$/);
	await page.getByRole("button", { name: "Sign out" }).first().click();
	await expect(page).toHaveURL(/\/signin/);
	await page.goto("/tasks");
	await expect(page).toHaveURL(/\/signin\?next=/);
});

test("another device is listed in the settings and can be signed out from there", async ({
	page,
	account,
	newDevice,
	signIn,
}) => {
	const phone = await newDevice();
	await signIn(account, phone.context());
	await phone.goto("/tasks");
	await page.goto("/settings");
	const sessions = page.getByRole("list", { name: "Sessions" });
	await expect(sessions.getByRole("listitem")).toHaveCount(2);
	await page.getByRole("button", { name: "Revoke all other sessions" }).click();
	await expect(sessions.getByRole("listitem")).toHaveCount(1);
	await phone.goto("/tasks");
	await expect(phone).toHaveURL(/\/signin/);
});

test("the theme is kept with the account and rendered by the server", async ({
	page,
	account,
	newDevice,
	signIn,
}) => {
	await page.goto("/settings");
	await page.getByRole("radio", { name: "Dark" }).check();
	await page.getByRole("button", { name: "Save theme" }).click();
	await expect(page.getByRole("status")).toContainText("Theme saved");
	const phone = await newDevice();
	await signIn(account, phone.context());
	await phone.goto("/tasks");
	await expect(phone.locator("html")).toHaveAttribute("data-theme", "dark");
	await expect(phone.locator("html")).toHaveCSS("color-scheme", "dark");
});

test("deleting the account asks first, and then there is a week to change one's mind", async ({
	page,
	account,
}) => {
	await page.goto("/settings");
	await page.getByRole("link", { name: "Delete account" }).click();
	await expect(page).toHaveURL(/delete-account/);
	await page.getByLabel("Password", { exact: true }).fill("a wrong one");
	await page.getByRole("button", { name: "Delete my account" }).click();
	await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(
		/not your current password/,
	);
	await page.getByLabel("Password", { exact: true }).fill(account.password);
	await page.getByRole("button", { name: "Delete my account" }).click();
	await expect(page).toHaveURL(/\/settings$/);
	await expect(page.getByRole("status")).toContainText("will be deleted in a week");
	await page.goto("/tasks");
	await expect(page.getByRole("main")).toContainText("will be deleted on");
	await page.getByRole("button", { name: "Keep my account" }).click();
	await expect(page.getByRole("status")).toContainText("Your account is kept");
	await expect(page.getByRole("main")).not.toContainText("will be deleted on");
});

signedInTest(
	"a token is made, shown once, and revoked",
	async ({ page, baseURL, request, javaScriptEnabled }) => {
		await page.goto("/settings");
		await page.getByLabel("Token name").fill("Backup script");
		await page.getByLabel("Change tasks").check();
		await page.getByRole("button", { name: "Create token" }).click();
		const shown = page.getByLabel("Token “Backup script”");
		await expect(shown).toHaveValue(/^tend_/);
		expect(page.url()).not.toContain("tend_");
		const headers = { authorization: `Bearer ${await shown.inputValue()}` };
		const added = await request.post(`${baseURL}/api/tasks`, {
			headers,
			data: { title: "Back up" },
		});
		expect(added.status()).toBe(201);
		if (javaScriptEnabled) {
			// News of the task load the page's data again; the token stays.
			await expect(page.getByRole("link", { name: /^All 1\b/ })).toBeVisible();
			await expect(shown).toHaveValue(/^tend_/);
			await page.getByRole("link", { name: "Webhooks", exact: true }).click();
			await expect(shown).toHaveValue(/^tend_/);
		}
		await page.reload();
		await expect(page.getByRole("button", { name: "Revoke token Backup script" })).toBeVisible();
		await expect(shown).toHaveCount(0);
		await page.getByRole("button", { name: "Revoke token Backup script" }).click();
		await expect(page.getByRole("status")).toContainText("revoked");
		expect((await request.get(`${baseURL}/api/tasks`, { headers })).status()).toBe(401);
	},
);

signedInTest("all data can be downloaded", async ({ page }) => {
	await page.goto("/settings");
	const downloading = page.waitForEvent("download");
	await page.getByRole("link", { name: "Download all my data" }).click();
	expect((await downloading).suggestedFilename()).toMatch(/^tend-\d{4}-\d\d-\d\d\.zip$/);
});

test("what is typed into a form outlives the session it was meant for", async ({
	page,
	account,
	newDevice,
	signIn,
}) => {
	await page.goto("/tasks");
	await page.getByLabel("Add a task", { exact: true }).fill("A thought that must not be lost");
	const phone = await newDevice();
	await signIn(account, phone.context());
	await phone.goto("/settings");
	await phone.getByRole("button", { name: "Revoke all other sessions" }).click();
	await expect(phone.getByRole("status")).toContainText("signed out");
	await page.getByRole("button", { name: "Add", exact: true }).click();
	await expect(page).toHaveURL(/\/signin/);
	await page.getByLabel("Email").fill(account.email);
	await page.getByLabel("Password").fill(account.password);
	await page.getByRole("button", { name: "Sign in" }).click();
	await expect(page.getByText("A thought that must not be lost")).toBeVisible();
	await page.getByRole("button", { name: "Send it now" }).click();
	await expect(page).toHaveURL(/\/tasks$/);
	await expect(page.getByRole("link", { name: "A thought that must not be lost" })).toBeVisible();
});
