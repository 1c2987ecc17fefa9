import { expect, signedInTest as test } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

test.beforeEach(async ({ page }) => {
	await new TasksPage(page).open();
});

test("what was done is listed, and taken back, done again and restored from there", async ({
	page,
}) => {
	const tasks = new TasksPage(page);
	await tasks.add("Pay rent");
	await expect(tasks.link("Pay rent")).toBeVisible();
	await tasks.button("Complete Pay rent").click();
	await expect(tasks.status).toContainText("Completed “Pay rent”");
	await page.goto("/history");
	const changes = page.getByRole("list", { name: "Changes" }).locator("> li");
	await expect(changes).toHaveCount(2);
	await expect(changes.first()).toContainText("Completed “Pay rent”");
	await expect(changes.first()).toContainText("by you");
	await tasks.button("Undo Completed “Pay rent”").click();
	await expect(tasks.status).toContainText("Undone: Completed “Pay rent”");
	await tasks.button("Redo Completed “Pay rent”").click();
	await expect(tasks.status).toContainText("Redone: Completed “Pay rent”");

	await tasks.open("/tasks?status=completed");
	await tasks.row("Pay rent").hover();
	await tasks.button("Delete Pay rent").click();
	await expect(tasks.status).toContainText("Deleted “Pay rent”");
	await page.goto("/history");
	await tasks.button("Restore Deleted “Pay rent”").click();
	await expect(tasks.button("Restore Deleted “Pay rent”")).toHaveCount(0);
	await tasks.open("/tasks?status=completed");
	await expect(tasks.link("Pay rent")).toBeVisible();
});

test("z takes back what was done last, and y does it again @javascript", async ({ page }) => {
	const tasks = new TasksPage(page);
	await tasks.add("Pay rent");
	await expect(tasks.link("Pay rent")).toBeVisible();
	await tasks.field.blur();
	await page.keyboard.press("z");
	await expect(tasks.status).toContainText("Undone: Added “Pay rent”");
	await expect(tasks.row("Pay rent")).toHaveCount(0);
	await page.keyboard.press("y");
	await expect(tasks.row("Pay rent")).toBeVisible();
});
