import { MINUTE_MS } from "#domain/time/durations.ts";
import { findBrowser } from "#scripts/browser.ts";
import { expectNoAxeViolations } from "./a11y.ts";
import { expect, REUSED_CONNECTION, test } from "./fixtures.ts";
import { launchOptions } from "./launch-options.ts";

// The headless shell has neither push messages nor notifications.
test.use({ launchOptions: launchOptions(findBrowser()) });

test.use({ permissions: ["notifications"] });

// The others are made without a service worker (playwright.config.ts).
test.use({ serviceWorkers: "allow" });

test("quiet hours are kept, and need both ends", async ({ page, account: _account }) => {
	await page.goto("/settings");
	await page.waitForLoadState("networkidle");
	const section = page.getByRole("region", { name: "Notifications" });
	await section.getByLabel("Quiet from").fill("22:00");
	await section.getByRole("button", { name: "Save notifications" }).click();
	await expect(section.getByLabel("Quiet until")).toHaveAccessibleDescription(/Say when they end/);
	await expect(section.getByLabel("Quiet from")).toHaveValue("22:00");
	await section.getByLabel("Quiet until").fill("07:00");
	await section.getByLabel("By push, to your devices").uncheck();
	await section.getByRole("button", { name: "Save notifications" }).click();
	await expect(page.getByRole("status").getByText("Notifications saved")).toBeVisible();
	await page.reload();
	await expect(section.getByLabel("Quiet from")).toHaveValue("22:00");
	await expect(section.getByLabel("Quiet until")).toHaveValue("07:00");
	await expect(section.getByLabel("By push, to your devices")).not.toBeChecked();
	// The server of these tests sends no mail.
	await expect(section.getByText("E-mail isn't set up on this server.")).toBeVisible();
});

test("a webhook shows its secret once, and has a page of its own", async ({
	page,
	account: _account,
}) => {
	await page.goto("/settings");
	const section = page.getByRole("region", { name: "Webhooks" });
	await section.getByLabel("URL to call").fill("https://10.0.0.1/hook");
	await section.getByRole("button", { name: "Add webhook" }).click();
	await expect(section.getByLabel("URL to call")).toHaveAccessibleDescription(/public internet/);
	await section.getByLabel("URL to call").fill("https://hooks.example.com/tend");
	await section.getByLabel("Task updated").uncheck();
	await section.getByRole("button", { name: "Add webhook" }).click();
	const secret = section.getByLabel("Signing secret for hooks.example.com");
	await expect(secret).toHaveValue(/^whsec_/);
	await page.reload();
	await expect(section.getByRole("link", { name: "https://hooks.example.com/tend" })).toBeVisible();
	await expect(secret).toHaveCount(0);
	await section.getByRole("link", { name: "https://hooks.example.com/tend" }).click();
	// The address has to answer a challenge first.
	await expect(page.getByText(/^Unverified/)).toBeVisible();
	await expect(
		page.getByRole("listitem").filter({ hasText: "webhook-verification" }),
	).toBeVisible();
	await page.getByRole("button", { name: "Check again" }).click();
	await expect(page.getByText("A test is on its way.")).toBeVisible();
	await expect(page.getByText(/^Is told of/)).not.toContainText("task-updated");
	await page.getByRole("button", { name: "Delete webhook" }).click();
	await expect(page).toHaveURL(/\/settings$/);
	await expect(page.getByText("The webhook is deleted")).toBeVisible();
	await expect(section.getByRole("link", { name: /hooks/ })).toHaveCount(0);
});

test("a webhook's page is for everybody @javascript", async ({ page, account: _account }) => {
	await page.goto("/settings");
	await page.getByLabel("URL to call").fill("https://hooks.example.com/tend");
	await page.getByRole("button", { name: "Add webhook" }).click();
	await page.getByRole("link", { name: "https://hooks.example.com/tend" }).click();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText(/hooks\.example\.com/);
	await expectNoAxeViolations(page);
});

test("a device takes itself on to the list where the browser lets it @javascript", async ({
	page,
	account: _account,
}) => {
	// There is no push service in these tests: this is what a browser would answer with.
	await page.addInitScript(() => {
		const subscription = {
			endpoint: "https://push.example.com/send/1",
			toJSON: () => ({
				endpoint: "https://push.example.com/send/1",
				expirationTime: null,
				keys: {
					p256dh:
						"BB4YUy_UdUwC8wQdnHXOszuD_9gax85P6ILMscmLxYlupGwxHE4v9A3ZajZT5uRURdMt_khuztdcepDGoYiBwKM",
					auth: "BTBZMqHH6r4Tts7J_aSIgg",
				},
			}),
			unsubscribe: async () => {
				sessionStorage.removeItem("subscribed");
				return true;
			},
		};
		Object.assign(PushManager.prototype, {
			subscribe: async () => {
				sessionStorage.setItem("subscribed", "1");
				return subscription;
			},
			getSubscription: async () => (sessionStorage.getItem("subscribed") ? subscription : null),
		});
	});
	await page.goto("/settings");
	const section = page.getByRole("region", { name: "Notifications" });
	await section.getByRole("button", { name: "Turn on notifications on this device" }).click();
	const devices = section.getByRole("list", { name: "Devices" });
	await expect(devices.getByRole("listitem")).toHaveText(/Chrome on Linux.*, this device/);
	await section.getByRole("button", { name: "Turn off notifications on this device" }).click();
	await expect(devices).toHaveCount(0);
	await expect(
		section.getByRole("button", { name: "Turn on notifications on this device" }),
	).toBeVisible();
});

test("a device needs a script, and says so @no-javascript", async ({ page, account: _account }) => {
	await page.goto("/settings");
	const section = page.getByRole("region", { name: "Notifications" });
	await expect(section.getByText(/switch on JavaScript/)).toBeVisible();
	await expect(section.getByRole("button", { name: /Turn on/ })).toBeHidden();
});

test("a push message becomes a notification, and its buttons work @javascript", async ({
	page,
	context,
	account: _account,
}) => {
	await page.goto("/tasks");
	const soon = { dueDate: new Date(Date.now() + 5_000).toISOString() };
	const task = { title: "Pay rent", ...soon, reminders: [{ minutesBefore: 0 }] };
	const headers = { origin: new URL(page.url()).origin };
	expect(
		(
			await context.request.post("/api/tasks", { data: task, headers, ...REUSED_CONNECTION })
		).status(),
	).toBe(201);
	const findNotification = async () => {
		const answer = await context.request.get("/api/notifications", REUSED_CONNECTION);
		return (await answer.json()).notifications[0];
	};
	await expect.poll(findNotification).toMatchObject({ title: "Pay rent" });
	const { id } = await findNotification();
	const cdp = await context.newCDPSession(page);
	await cdp.send("ServiceWorker.enable");
	const registered = new Promise<string>((resolve) => {
		cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
			const [registration] = registrations;
			if (registration) resolve(registration.registrationId);
		});
	});
	await page.evaluate(async () => {
		await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
		await navigator.serviceWorker.ready;
	});
	const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
	const message = {
		title: "Pay rent",
		body: "Due at 17:00",
		tag: "task-1",
		path: "/tasks/1",
		notificationId: id,
		taskId: 1,
	};
	const { origin } = new URL(page.url());
	const registrationId = await registered;
	const push = () =>
		cdp.send("ServiceWorker.deliverPushMessage", {
			origin,
			registrationId,
			data: JSON.stringify(message),
		});
	await push();
	await push();
	const shown = () =>
		page.evaluate(async () => {
			const registration = await navigator.serviceWorker.ready;
			const notifications = await registration.getNotifications();
			return notifications.map(({ title, body, tag }) => ({ title, body, tag }));
		});
	// The second one took the place of the first.
	await expect.poll(shown).toEqual([{ title: "Pay rent", body: "Due at 17:00", tag: "task-1" }]);
	const click = async (button: string) => {
		const isClosed = await worker.evaluate(async (action) => {
			const scope = self as unknown as {
				registration: { getNotifications(): Promise<Notification[]> };
				dispatchEvent(event: Event): boolean;
			};
			const [notification] = await scope.registration.getNotifications();
			if (!notification) throw new Error("There is nothing to click on.");
			let isClosed = false;
			const close = notification.close.bind(notification);
			notification.close = () => {
				isClosed = true;
				close();
			};
			const Click = Reflect.get(self, "NotificationEvent");
			scope.dispatchEvent(new Click("notificationclick", { notification, action }));
			return isClosed;
		}, button);
		expect(isClosed).toBe(true);
	};
	const minutesPutOff = async () => {
		const { snoozedUntil } = await findNotification();
		return Math.round((Date.parse(snoozedUntil) - Date.now()) / MINUTE_MS);
	};
	// Chromium shows and closes when it has time, and knows a notification by its tag alone: it may close
	// the next one as well, or show one that was closed meanwhile.
	const pushAgain = async () => {
		const closeAll = () =>
			page.evaluate(async () => {
				const registration = await navigator.serviceWorker.ready;
				for (const notification of await registration.getNotifications()) notification.close();
			});
		await expect.poll(() => closeAll().then(shown)).toEqual([]);
		await expect(async () => {
			await push();
			await expect.poll(shown, { timeout: 8_000 }).toHaveLength(1);
		}).toPass();
	};
	await click("10-minutes");
	await expect.poll(minutesPutOff).toBe(10);
	await pushAgain();
	await click("1-hour");
	await expect.poll(minutesPutOff).toBe(60);
	await pushAgain();
	await click("tomorrow");
	await expect.poll(async () => (await findNotification()).snoozedUntil).toMatch(/:00:00.000Z$/);
	await pushAgain();
	await click("done");
	await expect
		.poll(
			async () =>
				(await (await context.request.get("/api/tasks/1", REUSED_CONNECTION)).json()).status,
		)
		.toBe("completed");
});
