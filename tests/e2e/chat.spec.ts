import { expectNoAxeViolations } from "./a11y.ts";
import { ChatPage } from "./chat-page.ts";
import { expect, signedInTest as test, untilEnhanced } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

/* Journeys of the chat, with the model that needs no key; those without a mark work without scripts. */

test.beforeEach(async ({ page }) => {
	await new ChatPage(page).open();
});

test("what is said is done, shown, and can be undone", async ({ page }) => {
	const chat = new ChatPage(page);
	const tasks = new TasksPage(page);
	await chat.say("add pay rent 2099-12-01 every month #home");
	await expect(chat.log).toContainText("add pay rent 2099-12-01 every month #home");
	await expect(chat.receipt("Added pay rent, Tue 1 Dec 2099, every month, #home")).toBeVisible();
	await expect(page).toHaveURL(/\/chat\/[\w-]+(#end)?$/);
	await expect(page.getByRole("heading", { level: 1 })).toContainText("add pay rent");
	await expect(chat.chats.getByRole("link", { name: /^add pay rent/ })).toBeVisible();
	await expect(chat.field).toHaveValue("");

	await page.goto("/tasks");
	await expect(tasks.link("pay rent")).toBeVisible();
	await page.goBack();
	await chat.log.getByRole("button", { name: /^Undo/ }).click();
	await expect(tasks.status).toContainText("Undone");
	await page.goto("/tasks");
	await expect(tasks.link("pay rent")).toHaveCount(0);
});

for (const [verb, isGone] of [
	["Approve", true],
	["Deny", false],
] as const) {
	test(`deleting waits for an approval: ${verb}`, async ({ page }) => {
		const chat = new ChatPage(page);
		const tasks = new TasksPage(page);
		await chat.say("add call the dentist");
		await expect(chat.receipt("Added call the dentist")).toBeVisible();
		await chat.say("delete the dentist");
		const question = page.getByRole("form", { name: "Delete this task?" });
		await expect(question).toContainText("call the dentist");
		await question.getByRole("button", { name: verb, exact: true }).click();
		await expect(question).toContainText(isGone ? /Approved\.$/ : "Denied. Nothing was done.");
		await expect(chat.button("Approve")).toHaveCount(0);
		await page.goto("/tasks");
		await expect(tasks.link("call the dentist")).toHaveCount(isGone ? 0 : 1);
	});
}

test("an example is said by a press, and a chat is kept", async ({ page }) => {
	const chat = new ChatPage(page);
	await chat.button("Add buy milk tomorrow at 9am").click();
	await expect(chat.log.getByRole("link", { name: /^Added buy milk/ })).toBeVisible();
	const url = page.url();
	await page.getByRole("link", { name: "New chat", exact: true }).click();
	await expect(chat.button("Add buy milk tomorrow at 9am")).toBeVisible();
	await chat.chats.getByRole("link", { name: /^Add buy milk/ }).click();
	await expect(page).toHaveURL(new RegExp(new URL(url).pathname));
	await expect(chat.log).toContainText("Add buy milk tomorrow at 9am");
});

test("a chat is deleted after a question", async ({ page }) => {
	const chat = new ChatPage(page);
	await chat.say("help");
	await expect(chat.log).toContainText("Complete 5");
	const item = chat.chats.getByRole("listitem").filter({ hasText: "help" });
	await item.hover();
	await item.getByRole("link", { name: "Delete help" }).click();
	await page.getByRole("button", { name: "Delete chat" }).click();
	await expect(page.getByRole("status")).toContainText("Deleted the chat “help”");
	await expect(chat.chats.getByRole("listitem")).toHaveCount(0);
});

test("a chat that is not there says so", async ({ page }) => {
	await page.goto("/chat/nothing-here");
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
	await expect(page.getByText("There is no such chat.")).toBeVisible();
});

test("saying nothing says so", async ({ page }) => {
	const chat = new ChatPage(page);
	await chat.say("  ");
	await expect(chat.log).not.toContainText("You said");
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chat");
});

test("the keyboard sends by Enter, and Shift begins a line @javascript", async ({ page }) => {
	const chat = new ChatPage(page);
	await chat.field.focus();
	await page.keyboard.type("help");
	await page.keyboard.press("Shift+Enter");
	await page.keyboard.type("please");
	await expect(chat.field).toHaveValue("help\nplease");
	await page.keyboard.press("Enter");
	await expect(chat.log).toContainText("help\nplease");
	await expect(chat.log).toContainText("Complete 5");
	await expect(chat.field).toBeFocused();
});

test("the answer is said once, when it is whole @javascript", async ({ page }) => {
	const chat = new ChatPage(page);
	const region = page.locator("p[aria-live=polite]");
	await expect(chat.log).toHaveAttribute("aria-live", "off");
	await page.evaluate(() => {
		const told: string[] = [];
		Object.assign(window, { told });
		const region = document.querySelector("p[aria-live=polite]") as Element;
		new MutationObserver(() => told.push(region.textContent ?? "")).observe(region, {
			childList: true,
			characterData: true,
			subtree: true,
		});
	});
	await chat.say("add buy milk");
	await expect(region).toContainText("Added buy milk");
	const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
	expect(told.filter((text) => text !== "")).toHaveLength(1);
});

test("an answer that one leaves is there when one comes back @javascript", async ({ page }) => {
	const chat = new ChatPage(page);
	await chat.say("help");
	await expect(chat.log).toContainText("Complete 5");
	await expect(page).toHaveURL(/\/chat\/[\w-]+$/);
	// The server hears it; this page never hears the answer.
	await page.route("**/api/chat", async (route) => {
		await route.fetch();
	});
	await chat.say("add buy milk");
	await expect(chat.button("Stop")).toBeVisible();
	await page.unroute("**/api/chat");
	await expect(async () => {
		await page.reload();
		await expect(chat.receipt("Added buy milk")).toBeVisible({ timeout: 1_000 });
	}).toPass();
	await expect(chat.button("Send")).toBeVisible();
});

test("what did not get through is sent again @javascript", async ({
	page,
	context,
	allowProblem,
}) => {
	// React Router looks for what is behind the page's links, and does not mind.
	allowProblem(/Failed to fetch manifest patches/);
	const chat = new ChatPage(page);
	// What the page loads late is there by then.
	await untilEnhanced(page);
	await context.setOffline(true);
	await chat.say("add buy milk");
	await expect(page.getByRole("alert")).toContainText("The connection was lost");
	await context.setOffline(false);
	await chat.button("Try again").click();
	await expect(chat.receipt("Added buy milk")).toBeVisible();
	await expect(chat.log.getByText("add buy milk", { exact: true })).toHaveCount(1);
	await expect(page.getByRole("alert")).toHaveCount(0);
});

test("beside the tasks, the list changes as the assistant works @javascript", async ({ page }) => {
	const chat = new ChatPage(page);
	const tasks = new TasksPage(page);
	await tasks.open();
	// Before the scripts are there, the link leads to the chat's own page.
	await untilEnhanced(page);
	await page.getByRole("link", { name: "Ask the assistant" }).click();
	await expect(page.getByRole("complementary", { name: "Assistant" })).toBeVisible();
	await expect(page).toHaveURL(/\/tasks$/);
	await expect(chat.field).toBeFocused();
	await chat.say("add buy milk");
	await expect(tasks.link("buy milk")).toBeVisible();
	await chat.say("complete it");
	await expect(tasks.link("buy milk")).toHaveCount(0);
	// It stays while one goes elsewhere.
	await page.getByRole("link", { name: "Upcoming" }).first().click();
	await expect(page).toHaveURL(/due=week/);
	await expect(chat.log).toContainText("complete it");
	await page.keyboard.press("Escape");
	await chat.field.press("Escape");
	await expect(page.getByRole("link", { name: "Ask the assistant" })).toBeFocused();
});

test("a chat is for everybody, on its page and in the panel @javascript", async ({ page }) => {
	const chat = new ChatPage(page);
	await chat.say("add call the dentist tomorrow, `code` and more");
	await chat.say("help");
	await expect(chat.log).toContainText("Complete 5");
	await chat.say("delete the dentist");
	await expect(chat.button("Approve")).toBeVisible();
	await expectNoAxeViolations(page);
	await page.setViewportSize({ width: 360, height: 740 });
	await expectNoAxeViolations(page);
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	expect(overflow).toBeLessThanOrEqual(0);
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.goto("/tasks");
	await page.getByRole("link", { name: "Ask the assistant" }).click();
	await expect(chat.button("Approve")).toBeVisible();
	await expectNoAxeViolations(page);
});

test("without a script the button beside the tasks leads to the chat @no-javascript", async ({
	page,
}) => {
	await page.goto("/tasks");
	await page.getByRole("link", { name: "Ask the assistant" }).click();
	await expect(page).toHaveURL(/\/chat$/);
});
