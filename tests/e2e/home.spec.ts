import { expect, test } from "./fixtures.ts";

test("the front page says what Tend is", async ({ page }) => {
	await page.goto("/");
	await expect(page.getByRole("heading", { level: 1 })).toContainText("Tend");
	await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
});
