import { expect, REUSED_CONNECTION, signedInTest as test } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

test.beforeEach(async ({ page }) => {
	const tasks = new TasksPage(page);
	await tasks.open();
	await tasks.add("Pay rent");
	await tasks.link("Pay rent").click();
	await expect(page).toHaveURL(/\/tasks\/1$/);
});

test("all fields of a task are saved, shown again, and their history kept", async ({ page }) => {
	await page.getByLabel("Title").fill("Pay the rent");
	await page.getByLabel("Description").fill("By *wire*, see https://bank.example");
	await page.getByLabel("Priority").selectOption("high");
	await page.getByLabel("Due date").fill("2099-12-01");
	await page.getByLabel("Due time").fill("09:00");
	await page.getByLabel("Tags").fill("home, Bank");
	await page.getByLabel("Repeat").fill("every month on the 1st");
	await page.getByLabel("Reminders").fill("30 minutes before");
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByRole("status")).toContainText("Saved “Pay the rent”");
	await page.reload();
	await expect(page.getByLabel("Title")).toHaveValue("Pay the rent");
	await expect(page.getByLabel("Due date")).toHaveValue("2099-12-01");
	await expect(page.getByLabel("Due time")).toHaveValue("09:00");
	await expect(page.getByLabel("Tags")).toHaveValue("home, bank");
	await expect(page.getByLabel("Repeat")).toHaveValue("every month on the 1st");
	await expect(page.getByLabel("Reminders")).toHaveValue("30 minutes before");
	await expect(page.getByLabel("Priority")).toHaveValue("high");
});

test("what cannot be saved is said at its field, and everything typed is still there", async ({
	page,
}) => {
	await page.getByLabel("Title").fill("A better title");
	await page.getByLabel("Repeat").fill("now and then");
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByLabel("Repeat")).toHaveAccessibleDescription(/Write it like/);
	await expect(page.getByLabel("Title")).toHaveValue("A better title");
	await expect(page.getByLabel("Repeat")).toHaveValue("now and then");
});

test("of two tabs that save the same task, the second sees both versions and loses neither", async ({
	page,
	context,
}) => {
	await page.getByLabel("Title").fill("From this tab");
	const other = await context.newPage();
	await other.goto("/tasks/1");
	await other.getByLabel("Title").fill("From the other tab");
	await other.getByRole("button", { name: "Save" }).click();
	await expect(other.getByRole("status")).toContainText("Saved");
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByRole("alert")).toContainText(/changed/i);
	await expect(page.getByRole("main")).toContainText("From the other tab");
	await expect(page.getByLabel("Title")).toHaveValue("From this tab");
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByRole("status")).toContainText("Saved “From this tab”");
});

test("subtasks are added, and completed with their parent", async ({ page }) => {
	const field = page.getByLabel("Add a subtask");
	for (const title of ["Find the IBAN", "Ask about heating"]) {
		await field.fill(title);
		await page.getByRole("button", { name: "Add", exact: true }).click();
		await expect(page.getByRole("link", { name: title })).toBeVisible();
	}
	const tasks = new TasksPage(page);
	await tasks.button("Complete Find the IBAN").click();
	await expect(tasks.button("Reopen Find the IBAN")).toBeVisible();
	await tasks.open();
	await tasks.button("Complete Pay rent").click();
	await expect(tasks.row("Pay rent")).toHaveCount(0);
	await tasks.open("/tasks?status=completed");
	await expect(tasks.list.getByRole("listitem")).toHaveCount(3);
});

test("deleting a task leads back to the list, where it can be undone", async ({ page }) => {
	const tasks = new TasksPage(page);
	await page.getByRole("button", { name: "Delete task" }).click();
	await expect(page).toHaveURL(/\/tasks$/);
	await expect(tasks.status).toContainText("Deleted “Pay rent”");
	await tasks.undo();
	await expect(tasks.link("Pay rent")).toBeVisible();
});

test("saving a task that is gone shows what was typed", async ({
	page,
	context,
	baseURL,
	javaScriptEnabled,
}) => {
	await page.getByLabel("Description").fill("Words of mine");
	// By the API: a form would leave its own message for this browser's next page.
	await context.request.delete("/api/tasks/1", {
		headers: { origin: String(baseURL) },
		...REUSED_CONNECTION,
	});
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByText("There is no task 1.")).toBeVisible();
	// With scripts the page stays as it was; without, it is an error page that shows the words.
	if (javaScriptEnabled) await expect(page.getByLabel("Description")).toHaveValue("Words of mine");
	else await expect(page.getByText("Words of mine")).toBeVisible();
});

test("an unknown page and somebody else's task say so, each with the request's id", async ({
	page,
	newDevice,
	createAccount,
	signIn,
}) => {
	await page.goto("/nowhere");
	await expect(page.getByRole("main")).toContainText("There is no page at this address.");
	await expect(page.getByRole("main")).toContainText(/[\da-f]{8}-[\da-f]{4}-/);
	const stranger = await newDevice();
	await signIn(await createAccount(), stranger.context());
	await stranger.goto("/tasks/1");
	await expect(stranger.getByRole("main")).toContainText("There is no task 1.");
	await expect(stranger.getByRole("main")).not.toContainText("Pay rent");
});
