import { expect, signedInTest as test } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

/*
 * What scripts add. Each title says so, since these journeys make no sense without.
 */

test.beforeEach(async ({ page }) => {
	await new TasksPage(page).open();
});

test("a task stands in the list before the server has answered @javascript", async ({ page }) => {
	const tasks = new TasksPage(page);
	let release = () => {};
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	await page.route("**/tasks.data*", async (route) => {
		if (route.request().method() === "POST") await held;
		await route.continue();
	});
	await tasks.add("Quick thought");
	await expect(tasks.list).toContainText("Quick thought");
	await expect(tasks.field).toBeFocused();
	await expect(tasks.field).toHaveValue("");
	release();
	await expect(tasks.link("Quick thought")).toBeVisible();
});

test("without a line nothing is lost: the text is back, rows are as they were @javascript", async ({
	page,
	context,
}) => {
	const tasks = new TasksPage(page);
	await tasks.add("First");
	await expect(tasks.link("First")).toBeVisible();
	await context.setOffline(true);
	await tasks.add("Second");
	await expect(tasks.status).toContainText("You are offline");
	await expect(tasks.field).toHaveValue("Second");
	await tasks.button("Complete First").click();
	await expect(tasks.status).toContainText("You are offline");
	await expect(tasks.button("Complete First")).toBeVisible();
	await context.setOffline(false);
	await page.getByRole("button", { name: "Add", exact: true }).click();
	await expect(tasks.link("Second")).toBeVisible();
});

test("what was understood appears as chips while typing, and can be taken out @javascript", async ({
	page,
}) => {
	const tasks = new TasksPage(page);
	await tasks.field.click();
	await tasks.field.fill("Pay rent 2099-12-01 #home !high");
	await expect(page.getByText("#home")).toBeVisible();
	await page.getByRole("button", { name: /#home/ }).click();
	await expect(tasks.field).toHaveValue(/home/);
	await tasks.field.press("Enter");
	await expect(tasks.link("Pay rent #home")).toBeVisible();
});

test("the keyboard alone is enough @javascript", async ({ page }) => {
	const tasks = new TasksPage(page);
	for (const text of ["one", "two", "three"]) {
		// The first may come before the page's scripts do.
		await expect(async () => {
			await page.keyboard.press("q");
			await expect(tasks.field).toBeFocused({ timeout: 500 });
		}).toPass();
		await page.keyboard.type(text);
		await page.keyboard.press("Enter");
		await expect(tasks.link(text)).toBeVisible();
		await page.keyboard.press("Escape");
		await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	}
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	await page.keyboard.press("x");
	await expect(tasks.select("two")).toBeChecked();
	await page.keyboard.press("k");
	await page.keyboard.press("c");
	await expect(tasks.row("one")).toHaveCount(0);
	await expect(tasks.row("three")).toBeVisible();
	await page.keyboard.press("j");
	await page.keyboard.press("e");
	await expect(page).toHaveURL(/\/tasks\/\d$/);
	await page.goto("/tasks");
	await expect(async () => {
		await page.keyboard.press("/");
		await expect(page.getByLabel("Search")).toBeFocused({ timeout: 500 });
	}).toPass();
	await page.keyboard.type("q");
	await expect(page.getByLabel("Search")).toHaveValue("q");
});

test("completing several at speed completes them all @javascript", async ({ page }) => {
	const tasks = new TasksPage(page);
	for (const text of ["one", "two", "three", "four"]) {
		await tasks.add(text);
	}
	await expect(tasks.list.getByRole("link")).toHaveCount(4);
	for (const text of ["one", "two", "three"]) await tasks.button(`Complete ${text}`).click();
	await expect(tasks.list.getByRole("listitem")).toHaveCount(1);
	await page.reload();
	await expect(tasks.list.getByRole("listitem")).toHaveCount(1);
	await expect(tasks.link("four")).toBeVisible();
});
