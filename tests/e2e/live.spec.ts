import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "./a11y.ts";
import { expect, REUSED_CONNECTION, signedInTest, test } from "./fixtures.ts";
import { TasksPage } from "./tasks-page.ts";

// By itself a page asks every 20 s.
const WITHIN = { timeout: 10_000 };

/** Opens a list, and waits until it listens. */
async function openListening(page: Page, path = "/tasks"): Promise<TasksPage> {
	const network = await page.context().newCDPSession(page);
	await network.send("Network.enable");
	const isOpen = new Promise((resolve) => {
		network.once("Network.webSocketHandshakeResponseReceived", resolve);
	});
	const tasks = new TasksPage(page);
	await tasks.open(path);
	await isOpen;
	return tasks;
}

/**
 * A reminder that rings in so many seconds, as the task form writes it. The task has to be there by
 * then: what is due already rings no more.
 */
async function addReminded(page: Page, title: string, seconds: number) {
	const at = new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000);
	const due = at.toISOString().replace(/\.\d+Z$/, "Z");
	const answer = await page.request.post("/api/tasks", {
		...REUSED_CONNECTION,
		data: { title, dueDate: due, reminders: [{ minutesBefore: 0 }] },
		headers: { origin: new URL(page.url()).origin },
	});
	expect(answer.status()).toBe(201);
}

test("a change in one tab stands in another within 2 s, and in a phone @javascript", async ({
	page,
	account,
	newDevice,
	signIn,
}) => {
	const phone = await newDevice();
	await signIn(account, phone.context());
	const here = await openListening(page);
	const there = await openListening(phone);
	const times: number[] = [];
	for (const title of ["Seen at once", "Seen again", "Seen everywhere"]) {
		await here.add(title);
		await expect(here.link(title)).toBeVisible();
		const begin = Date.now();
		await expect(there.link(title)).toBeVisible(WITHIN);
		times.push(Date.now() - begin);
	}
	// A busy machine only ever adds.
	expect(Math.min(...times)).toBeLessThan(2_000);
	await there.button("Complete Seen everywhere").click();
	await expect(here.row("Seen everywhere")).toHaveCount(0, WITHIN);
});

test("what is being typed stays when something else changes @javascript", async ({
	page,
	account,
	newDevice,
	signIn,
}) => {
	const phone = await newDevice();
	await signIn(account, phone.context());
	const here = await openListening(page);
	await here.add("Old title");
	await here.link("Old title").click();
	await page.getByLabel("Description").fill("half a sent");
	const there = new TasksPage(phone);
	await there.open("/tasks");
	await there.add("Another");
	await expect(page.getByRole("link", { name: /^All/ })).toContainText("2", WITHIN);
	await expect(page.getByLabel("Description")).toHaveValue("half a sent");
	await phone.goto("/tasks/1");
	await phone.getByRole("textbox", { name: "Title" }).fill("New title");
	await phone.getByRole("button", { name: "Save" }).click();
	await expect(phone.getByRole("status")).toContainText("Saved");
	await expect(page.getByLabel("Description")).toHaveValue("half a sent");
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByRole("alert")).toContainText("changed meanwhile");
	await expect(page.getByLabel("Description")).toHaveValue("half a sent");
});

signedInTest("an own change is not loaded twice @javascript", async ({ page }) => {
	const tasks = await openListening(page);
	// News of signing up may have come after the page.
	await page.waitForLoadState("networkidle");
	let loads = 0;
	page.on("request", (request) => {
		if (request.method() === "GET" && request.url().includes(".data")) loads += 1;
	});
	await tasks.add("Mine");
	await expect(tasks.link("Mine")).toBeVisible();
	// News of somebody else's change comes after those of the own one, and is loaded: the second load.
	await addReminded(page, "From a program", 3_600);
	await expect(tasks.link("From a program")).toBeVisible(WITHIN);
	expect(loads).toBe(2);
});

signedInTest(
	"a reminder is said on the page, counted, and can be put off @javascript",
	async ({ page }) => {
		const tasks = await openListening(page);
		await addReminded(page, "Call Ann", 5);
		await expect(tasks.status).toContainText(/Call Ann: Due at \d\d:\d\d/);
		const places = page.getByRole("navigation", { name: "Places" });
		await expect(places.getByRole("link", { name: /Notifications 1 unread/ })).toBeVisible(WITHIN);
		await tasks.status.getByRole("button", { name: /In 10 min/ }).click();
		await expect(tasks.status).toContainText("Again in 10 minutes: “Call Ann”");
		await expect(places.getByRole("link", { name: "Notifications", exact: true })).toBeVisible();
		await page.goto("/tasks/1");
		await expect(page.getByRole("main")).toContainText("Reminded by Tend");
	},
);

signedInTest(
	"where no WebSocket gets through, the page asks now and then @javascript",
	async ({ page, baseURL }) => {
		await page.clock.install();
		const refused = new Promise<void>((resolve) => {
			void page.routeWebSocket(/\/live/, async (socket) => {
				await socket.close({ code: 1013 });
				resolve();
			});
		});
		const tasks = new TasksPage(page);
		await tasks.open();
		await refused;
		await page.request.post("/tasks", {
			...REUSED_CONNECTION,
			form: { intent: "add", text: "Made elsewhere" },
			headers: { origin: String(baseURL) },
			maxRedirects: 0,
		});
		await expect(async () => {
			await page.clock.runFor(5_000);
			await expect(tasks.link("Made elsewhere")).toBeVisible({ timeout: 500 });
		}).toPass();
	},
);

test("a session that is ended elsewhere ends on the page, too @javascript", async ({
	page,
	account,
	newDevice,
	signIn,
}) => {
	const phone = await newDevice();
	await signIn(account, phone.context());
	await openListening(phone);
	await page.goto("/settings");
	await page.getByRole("button", { name: "Revoke all other sessions" }).click();
	await expect(phone).toHaveURL(/\/signin/, WITHIN);
});

signedInTest(
	"notifications are listed, read one by one or all at once, and put off",
	async ({ page, javaScriptEnabled }) => {
		await page.goto("/notifications");
		await expect(page.getByRole("main")).toContainText("Nothing to be reminded of");
		for (const title of ["First", "Second", "Third"]) await addReminded(page, title, 5);
		const list = page.getByRole("list", { name: "Notifications" });
		await expect(async () => {
			await page.goto("/notifications");
			await expect(list.getByRole("listitem")).toHaveCount(3, { timeout: 500 });
		}).toPass();
		await expect(list.getByText("Unread:")).toHaveCount(3);
		if (javaScriptEnabled) await expectNoAxeViolations(page);
		await page.getByRole("button", { name: "Mark read First" }).click();
		await expect(page.getByRole("status")).toContainText("Marked “First” as read");
		await expect(list.getByText("Unread:")).toHaveCount(2);
		await expect(list.getByRole("listitem").last()).toContainText("First");
		const second = list.getByRole("listitem").filter({ hasText: "Second" });
		await second.getByText("Snooze").click();
		await second.getByRole("button", { name: "1 hour" }).click();
		await expect(second).toContainText("Comes again today");
		await page.getByRole("button", { name: "Mark all read" }).click();
		await expect(list.getByText("Unread:")).toHaveCount(0);
		await expect(page.getByRole("button", { name: "Mark all read" })).toHaveCount(0);
		await list.getByRole("link", { name: "Third" }).click();
		await expect(page).toHaveURL(/\/tasks\/3$/);
	},
);
