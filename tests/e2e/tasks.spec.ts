import { expect, REUSED_CONNECTION, signedInTest as test } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

test.beforeEach(async ({ page }) => {
	await new TasksPage(page).open();
});

test("a task is added in words, completed, reopened and deleted, and each can be undone", async ({
	page,
}) => {
	const tasks = new TasksPage(page);
	await tasks.add("Pay rent 2099-12-01 9am #home !high");
	await expect(tasks.status).toContainText("Added “Pay rent”");
	await expect(tasks.field).toHaveValue("");
	const row = tasks.row("Pay rent");
	await expect(row).toContainText("Tue 1 Dec 2099 09:00");
	await expect(row).toContainText("home");
	await expect(row).toContainText("High");

	await tasks.button("Complete Pay rent").click();
	await expect(tasks.status).toContainText("Completed “Pay rent”");
	await expect(row).toHaveCount(0);
	await tasks.undo();
	await expect(row).toBeVisible();

	await tasks.button("Complete Pay rent").click();
	await expect(row).toHaveCount(0);
	await tasks.open("/tasks?status=completed");
	await tasks.button("Reopen Pay rent").click();
	await expect(tasks.status).toContainText("Reopened “Pay rent”");
	await tasks.open();
	await expect(row).toBeVisible();

	await row.hover();
	await tasks.button("Delete Pay rent").click();
	await expect(tasks.status).toContainText("Deleted “Pay rent”");
	await expect(row).toHaveCount(0);
	await tasks.undo();
	await expect(row).toContainText("home");
});

test("nothing to add is refused at the field, and what is too long stays there", async ({
	page,
}) => {
	const tasks = new TasksPage(page);
	const long = "x".repeat(256);
	await tasks.add(long);
	await expect(tasks.field).toHaveAccessibleDescription(/at most 255 characters/);
	await expect(tasks.field).toHaveValue(long);
	await tasks.add("Short enough");
	await expect(tasks.link("Short enough")).toBeVisible();
});

test("filters, search and sorting find what was asked for, and say when there is nothing", async ({
	page,
}) => {
	const tasks = new TasksPage(page);
	for (const text of ["Café visit #paris", "Buy bread #home !high", "Call mum 2099-01-02"]) {
		await tasks.add(text);
		await expect(tasks.field).toHaveValue("");
	}
	const filter = page.getByRole("search", { name: "Filter tasks" });
	if (!(await filter.getByLabel("Search").isVisible())) await page.getByText("Filter").click();
	await filter.getByLabel("Search").fill("cafe");
	await filter.getByRole("button", { name: "Apply" }).click();
	await expect(page).toHaveURL(/q=cafe/);
	await expect(tasks.list.getByRole("listitem")).toHaveCount(1);
	await expect(tasks.link("Café visit")).toBeVisible();

	await filter.getByLabel("Search").fill("");
	await filter.getByLabel("Priority").selectOption("high");
	await filter.getByRole("button", { name: "Apply" }).click();
	await expect(tasks.list.getByRole("link").first()).toHaveText("Buy bread");
	await expect(tasks.link("Café visit")).toHaveCount(0);

	await tasks.open("/tasks?sort=title:desc");
	await expect(tasks.list.getByRole("listitem").first()).toContainText("Call mum");
	await tasks.open("/tasks?q=nothing-like-this");
	await expect(tasks.list.getByRole("listitem")).toHaveCount(0);
	await expect(page.getByRole("main")).toContainText(/no task|nothing/i);
});

test("several are changed at once, and deleted only after a page has asked", async ({ page }) => {
	const tasks = new TasksPage(page);
	for (const text of ["one", "two", "three"]) {
		await tasks.add(text);
		await expect(tasks.link(text)).toBeVisible();
	}
	await tasks.select("one").check();
	await tasks.select("two").check();
	await page.getByLabel("New tag").fill("#Errand");
	await tasks.button("Add tag").click();
	await expect(tasks.status).toContainText("Tagged 2 tasks");
	await expect(tasks.row("one")).toContainText("errand");
	await expect(tasks.row("three")).not.toContainText("errand");

	await tasks.select("two").check();
	await page.getByLabel("New priority").selectOption("high");
	await tasks.button("Set priority").click();
	await expect(tasks.row("two")).toContainText("High");

	await tasks.select("one").check();
	await tasks.select("three").check();
	await tasks.button("Complete selected").click();
	await expect(tasks.status).toContainText("Completed 2 tasks");
	await expect(tasks.list.getByRole("listitem")).toHaveCount(1);
	await tasks.undo();
	await expect(tasks.list.getByRole("listitem")).toHaveCount(3);

	await tasks.select("one").check();
	await tasks.select("two").check();
	await tasks.button("Delete selected").click();
	await expect(page).toHaveURL(/\/tasks\/delete/);
	await expect(page.getByRole("main")).toContainText("one");
	await page.getByRole("button", { name: "Delete 2 tasks" }).click();
	await expect(tasks.status).toContainText("Deleted 2 tasks");
	await expect(tasks.link("three")).toBeVisible();
	await expect(tasks.list.getByRole("listitem")).toHaveCount(1);
	await tasks.undo();
	await expect(tasks.list.getByRole("listitem")).toHaveCount(3);
});

test("more than a page of tasks has pages, and a page beyond the end says so", async ({
	page,
	context,
	baseURL,
}) => {
	const tasks = new TasksPage(page);
	for (let i = 1; i <= 51; i += 1) {
		await context.request.post("/tasks", {
			...REUSED_CONNECTION,
			form: { intent: "add", text: `task number ${i}` },
			headers: { origin: String(baseURL) },
			maxRedirects: 0,
		});
	}
	await tasks.open();
	await expect(tasks.list.getByRole("listitem")).toHaveCount(50);
	await expect(page.getByRole("link", { name: "Previous" })).toHaveCount(0);
	await page.getByRole("link", { name: "Next" }).click();
	await expect(page).toHaveURL(/page=2/);
	await expect(tasks.list.getByRole("listitem")).toHaveCount(1);
	await page.getByRole("link", { name: "Previous" }).click();
	await expect(tasks.list.getByRole("listitem")).toHaveCount(50);
	await tasks.open("/tasks?page=9");
	await expect(page.getByRole("main")).toContainText("There is no page 9");
});

test("the sidebar leads to today, upcoming, completed and each tag", async ({ page }) => {
	const tasks = new TasksPage(page);
	for (const text of ["Now today", "Then tomorrow", "Someday #later"]) {
		await tasks.add(text);
		await expect(tasks.field).toHaveValue("");
	}
	const places = page.getByRole("navigation").first();
	await places.getByRole("link", { name: /^Today/ }).click();
	await expect(page).toHaveURL(/due=today/);
	await expect(tasks.list.getByRole("listitem")).toHaveCount(1);
	await places.getByRole("link", { name: /^Upcoming/ }).click();
	await expect(tasks.list.getByRole("listitem")).toHaveCount(2);
	await page.getByRole("link", { name: /later/ }).first().click();
	await expect(page).toHaveURL(/tag=later/);
	await expect(tasks.link("Someday")).toBeVisible();
});

test("a task that was deleted elsewhere is said to be gone, and the list goes on", async ({
	page,
	account,
	newDevice,
	signIn,
}) => {
	// A page that hears of changes would not show it any more.
	await page.routeWebSocket(/\/live/, (socket) => socket.close());
	const tasks = new TasksPage(page);
	await tasks.open();
	await tasks.add("Short-lived");
	await expect(tasks.link("Short-lived")).toBeVisible();
	const phone = await newDevice();
	await signIn(account, phone.context());
	const elsewhere = new TasksPage(phone);
	await elsewhere.open();
	await elsewhere.row("Short-lived").hover();
	await elsewhere.button("Delete Short-lived").click();
	await expect(elsewhere.row("Short-lived")).toHaveCount(0);
	await tasks.button("Complete Short-lived").click();
	await expect(tasks.status).toContainText("There is no task 1.");
});
