import { expectNoAxeViolations } from "./a11y.ts";
import { expect, signedInTest as test } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

test.beforeEach(async ({ page }) => {
	const tasks = new TasksPage(page);
	await tasks.open();
	await tasks.add("Bins 2099-11-23 7am every week on mon");
	await expect(tasks.link("Bins")).toBeVisible();
});

test("completing a repeating task brings the next, and undo takes it back", async ({ page }) => {
	const tasks = new TasksPage(page);
	await tasks.button("Complete Bins").click();
	await expect(tasks.status).toContainText("Completed “Bins”. Next: Mon 30 Nov 2099 07:00.");
	const rowDue = (due: string) => tasks.row("Bins").filter({ hasText: due });
	await expect(rowDue("Mon 30 Nov 2099 07:00")).toHaveCount(1);
	// It is seen going for a moment.
	await expect(rowDue("Mon 23 Nov 2099 07:00")).toHaveCount(0);
	await tasks.undo();
	await expect(rowDue("Mon 23 Nov 2099 07:00")).toHaveCount(1);
	await expect(rowDue("Mon 30 Nov 2099 07:00")).toHaveCount(0);
});

test("a change may be for one task of a series alone", async ({ page, javaScriptEnabled }) => {
	const tasks = new TasksPage(page);
	await tasks.link("Bins").click();
	await expect(page).toHaveURL(/\/tasks\/1$/);
	if (javaScriptEnabled) await expectNoAxeViolations(page);
	await page.getByLabel("Title").fill("Bins and glass");
	await page.getByRole("radio", { name: "Only this one" }).check();
	await page.getByRole("button", { name: "Save" }).click();
	await expect(tasks.status).toContainText("Saved “Bins and glass”");
	await tasks.open();
	await tasks.button("Complete Bins and glass").click();
	await expect(tasks.row("Bins")).toContainText("Mon 30 Nov 2099 07:00");
});

test("one of a series is skipped", async ({ page }) => {
	const tasks = new TasksPage(page);
	await tasks.link("Bins").click();
	await page.getByRole("button", { name: "Skip this one" }).click();
	await expect(tasks.status).toContainText("Skipped “Bins”. Next: Mon 30 Nov 2099 07:00.");
	await expect(page.getByLabel("Due date")).toHaveValue("2099-11-30");
	await tasks.undo();
	await expect(tasks.status).toContainText("Undone: Skipped “Bins”.");
	await expect(page.getByLabel("Due date")).toHaveValue("2099-11-23");
});
