import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createHash } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, test, vi } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import { completeTask, createTask } from "#app/tasks/commands/commands.server.ts";
import { addWebhook, testWebhook } from "#app/webhooks/webhook-commands.server.ts";
import { newWebhookSecret } from "#app/webhooks/webhook-secret.server.ts";
import { claimDueDeliveries } from "#db/channels/deliveries.server.ts";
import { Connection, transact } from "#db/client.server.ts";
import type { StoredEvent } from "#db/events.server.ts";
import { TASK_EVENT_TYPES } from "#domain/event/event-types.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import {
	newDevice,
	newReminder,
	newWebhook,
	setNotifications,
	taskEvent,
} from "#tests/channels.ts";
import { expectConsoleError } from "#tests/console.ts";
import { later, NOW, newScope } from "#tests/factories.ts";
import {
	address,
	mailsTo,
	outsideEnv,
	received,
	smtpUrl,
	VAPID_PRIVATE_KEY,
} from "#tests/outside.ts";
import { SECRET } from "#tests/secret.ts";
import { vapidPublicKey } from "./channels/vapid.ts";
import { deliverEvents, retryDeliveries, sendPlanned } from "./deliver-events.ts";

type News = { events?: StoredEvent[]; notificationIds?: string[] };

function deliver(scope: Scope, { events = [], notificationIds = [] }: News, world = outsideEnv()) {
	// As a queue has it: a connection of its own.
	const db = new Connection(env.DB).open();
	return deliverEvents({
		env: world,
		db,
		userId: scope.userId,
		events,
		notificationIds,
		now: scope.now,
	});
}

function sweep(scope: Scope, minutes: number, world = outsideEnv()) {
	return retryDeliveries(new Connection(env.DB).open(), later(scope, minutes).now, world);
}

async function deliveries(scope: Scope) {
	const { results } = await env.DB.prepare(
		`select channel, target_id as target, state, attempts, last_status as status, last_error as error,
			next_attempt_at as next
		from deliveries where user_id = ? order by id`,
	)
		.bind(scope.userId)
		.all();
	return results;
}

/** A user with a task that a reminder is due of. */
async function newcomer(now = NOW, { isEmailConfirmed = true } = {}) {
	const scope = await newScope({ now }, { isEmailConfirmed });
	const { task } = await createTask(scope, { title: "Pay rent", due: "2026-11-20T17:00:00" });
	const email = `${scope.userId}@example.com`;
	return { scope, task, email };
}

describe("a reminder", () => {
	test("comes to each device, encrypted for it, and to the mailbox, once", async () => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { email: true });
		const phone = await newDevice(scope, "/status/201");
		const laptop = await newDevice(scope, "/status/201");
		const reminder = await newReminder(scope, task);
		const [notificationId] = reminder.notificationIds;
		await deliver(scope, reminder);
		for (const { id, endpoint } of [phone, laptop]) {
			const [push, ...others] = await received(id);
			expect(others).toEqual([]);
			expect(JSON.parse(push?.push?.message ?? "")).toEqual({
				title: "Pay rent",
				body: "Due today 17:00.",
				tag: "task-1",
				path: "/tasks/1",
				notificationId,
				taskId: 1,
			});
			expect(push?.push?.sender).toEqual({
				aud: new URL(endpoint).origin,
				sub: "https://tend.example.com",
				exp: expect.closeTo(scope.now.getTime() / 1000 + 43_200, -2),
				key: vapidPublicKey(VAPID_PRIVATE_KEY),
			});
			expect(push?.headers).toMatchObject({
				// A day from then on; a slow machine has begun on it.
				ttl: expect.stringMatching(/^86(400|3\d\d)$/),
				urgency: "high",
				topic: expect.stringMatching(/^[0-9a-f]{32}$/),
			});
		}
		const [first] = await received(phone.id);
		const [second] = await received(laptop.id);
		expect(first?.headers.topic).toBe(second?.headers.topic);
		expect(await mailsTo(email)).toHaveLength(1);
		expect(await deliveries(scope)).toMatchObject([
			{ channel: "push", state: "delivered", attempts: 1, status: 201, next: null },
			{ channel: "push", state: "delivered", attempts: 1, status: 201, next: null },
			{ channel: "email", state: "delivered", attempts: 1, status: 250, next: null },
		]);
	});

	test("is not repeated by a batch that is, nor by consumers at once, nor by the sweep", async () => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { email: true });
		const phone = await newDevice(scope, "/status/201");
		const hook = await newWebhook(scope, "/status/200");
		const news = await newReminder(scope, task);
		await Promise.all([deliver(scope, news), deliver(scope, news), sweep(scope, 0)]);
		await deliver(scope, news);
		await sweep(scope, 60);
		expect(await received(phone.id)).toHaveLength(1);
		expect(await received(hook.id)).toHaveLength(1);
		expect(await mailsTo(email)).toHaveLength(1);
	});

	test("that got through is written down while others still wait for an answer", async () => {
		const { scope, task } = await newcomer();
		const phone = await newDevice(scope, "/status/201");
		await newDevice(scope, "/never");
		const reminder = await newReminder(scope, task);
		const work = deliver(scope, reminder);
		const states = async () => (await deliveries(scope)).map(({ state }) => state).toSorted();
		await expect.poll(states, { timeout: 3_000 }).toEqual(["delivered", "pending"]);
		await work;
		expect(await received(phone.id)).toHaveLength(1);
	});

	test("is sent by the sweep when its consumer died between the claim and the end", async () => {
		const { scope, task } = await newcomer();
		const phone = await newDevice(scope, "/status/201");
		const reminder = await newReminder(scope, task);
		const quietHours = { from: "09:30", until: "10:01" };
		await setNotifications(scope, { quietHours });
		await deliver(scope, reminder);
		const dying = later(scope, 1).now;
		const leaseUntil = later(scope, 11).now;
		const claim = claimDueDeliveries({ now: dying, leaseUntil, limit: 50 });
		await transact(scope.db, [claim]);
		expect(await deliveries(scope)).toMatchObject([{ state: "pending", attempts: 1 }]);
		await sweep(scope, 5);
		expect(await received(phone.id)).toHaveLength(0);
		await sweep(scope, 11);
		expect(await received(phone.id)).toHaveLength(1);
		expect(await deliveries(scope)).toMatchObject([{ state: "delivered", attempts: 2 }]);
	});

	test("that was snoozed comes again", async () => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { email: true });
		const phone = await newDevice(scope, "/status/201");
		const first = await newReminder(scope, task);
		await deliver(scope, first);
		// The same notification, by an event of its own.
		const again = taskEvent(scope, "reminder-due", { after: task });
		await env.DB.prepare("update notifications set event_id = ?").bind(again.id).run();
		await deliver(scope, { ...first, events: [again] });
		await deliver(scope, { ...first, events: [again] });
		expect(await received(phone.id)).toHaveLength(2);
		expect(await mailsTo(email)).toHaveLength(2);
	});

	test("waits for the end of quiet hours, in push and mail, not in webhooks", async () => {
		const { scope, task, email } = await newcomer();
		// It is 10:00.
		const quietHours = { from: "09:30", until: "11:00" };
		await setNotifications(scope, { email: true, quietHours });
		const phone = await newDevice(scope, "/status/201");
		const hook = await newWebhook(scope, "/status/200");
		const reminder = await newReminder(scope, task);
		await deliver(scope, reminder);
		await sweep(scope, 59);
		expect(await received(hook.id)).toHaveLength(1);
		expect(await received(phone.id)).toHaveLength(0);
		expect(await mailsTo(email)).toHaveLength(0);
		await sweep(scope, 60);
		expect(await received(phone.id)).toHaveLength(1);
		expect(await mailsTo(email)).toHaveLength(1);
	});

	test("that waited is dropped when its task was done meanwhile, or the channel switched off", async () => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { email: true, quietHours: { from: "09:30", until: "11:00" } });
		const phone = await newDevice(scope, "/status/201");
		const reminder = await newReminder(scope, task);
		await deliver(scope, reminder);
		const other = await createTask(scope, { title: "Call Ann" });
		await deliver(scope, await newReminder(scope, other.task));
		await setNotifications(scope, { email: false });
		await completeTask(scope, task.id);
		await sweep(scope, 60);
		expect(await received(phone.id)).toHaveLength(1);
		expect(await mailsTo(email)).toHaveLength(0);
		expect(await deliveries(scope)).toMatchObject([
			{ channel: "push", state: "failed", error: expect.stringMatching(/task was done/) },
			{ channel: "email", state: "failed", error: expect.stringMatching(/switched off/) },
			{ channel: "push", state: "delivered" },
			{ channel: "email", state: "failed", error: expect.stringMatching(/switched off/) },
		]);
	});

	test("goes nowhere that was not asked for", async () => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { push: false, email: false });
		const phone = await newDevice(scope, "/status/201");
		const reminder = await newReminder(scope, task);
		await deliver(scope, reminder);
		await setNotifications(scope, { email: true });
		await deliver(scope, reminder, outsideEnv({ SMTP_URL: "" }));
		expect(await received(phone.id)).toEqual([]);
		expect(await mailsTo(email)).toEqual([]);
		expect(await deliveries(scope)).toEqual([]);
	});
});

describe("an address that nobody has confirmed", () => {
	test("is asked for a confirmation once, by the first mail that was due, and gets no other", async () => {
		const { scope, task, email } = await newcomer(NOW, { isEmailConfirmed: false });
		await setNotifications(scope, { email: true });
		for (let i = 0; i < 2; i += 1) await deliver(scope, await newReminder(scope, task));
		const [mail, ...others] = await mailsTo(email);
		expect(others).toEqual([]);
		expect(mail?.raw).toContain("Subject: Confirm your address for Tend");
		expect(mail?.raw).not.toContain("Pay rent");
		await env.DB.exec("update users set email_confirmed_at = 1");
		await deliver(scope, await newReminder(scope, task));
		expect((await mailsTo(email))[1]?.raw).toContain("Subject: Reminder: Pay rent");
	});

	test("is not asked where no mail is wanted, or none can be sent", async () => {
		const { scope, task, email } = await newcomer(NOW, { isEmailConfirmed: false });
		await deliver(scope, await newReminder(scope, task));
		await setNotifications(scope, { email: true });
		const reminder = await newReminder(scope, task);
		const missing: Record<string, string>[] = [{ SMTP_URL: "" }, { APP_URL: "" }];
		for (const settings of missing) await deliver(scope, reminder, outsideEnv(settings));
		expect(await deliveries(scope)).toEqual([]);
		expect(await mailsTo(email)).toEqual([]);
	});

	test("gets nothing that was planned while it was confirmed", async () => {
		const { scope, task, email } = await newcomer();
		const quietHours = { from: "00:00", until: "11:00" };
		await setNotifications(scope, { email: true, quietHours });
		await deliver(scope, await newReminder(scope, task));
		await env.DB.exec("update users set email_confirmed_at = null");
		await sweep(scope, 24 * 60);
		expect(await mailsTo(email)).toEqual([]);
		expect(await deliveries(scope)).toMatchObject([
			{ channel: "email", state: "failed", error: "The address is not confirmed." },
		]);
	});
});

describe("a day's mail", () => {
	const spend = async (counter: string, count: number) => {
		for (let i = 0; i < count; i += 1) {
			await env.RATE_LIMITER.getByName(counter).take(1000, DAY_MS);
		}
	};

	test.each([
		["account", 200, (userId: string) => `mail-from:${userId}`],
		[
			"address",
			50,
			(userId: string) =>
				`mail-to:${createHash("sha256").update(`${userId}@example.com`).digest("hex")}`,
		],
	])("of one %s ends at %i", async (_, limit, counterOf) => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { email: true });
		await spend(counterOf(scope.userId), limit - 1);
		await deliver(scope, await newReminder(scope, task));
		await deliver(scope, await newReminder(scope, task));
		expect(await mailsTo(email)).toHaveLength(1);
		expect(await deliveries(scope)).toMatchObject([
			{ state: "delivered" },
			{ state: "failed", error: expect.stringMatching(/As much mail as/) },
		]);
	});

	test("does not count what the mail server refused", async () => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { email: true });
		await spend(`mail-from:${scope.userId}`, 199);
		await deliver(
			scope,
			await newReminder(scope, task),
			outsideEnv({ SMTP_URL: smtpUrl("refusing") }),
		);
		await deliver(scope, await newReminder(scope, task));
		expect(await mailsTo(email)).toHaveLength(1);
	});
});

describe("a push service", () => {
	async function pushTo(path: string) {
		const { scope, task } = await newcomer();
		const phone = await newDevice(scope, path);
		const reminder = await newReminder(scope, task);
		const start = Date.now();
		const world = outsideEnv();
		await deliver(scope, reminder, world);
		const { wakeUps } = world;
		const [delivery] = await deliveries(scope);
		const { results } = await env.DB.prepare("select id from push_subscriptions").all();
		const waitMs = Number(delivery?.next) - scope.now.getTime();
		return {
			scope,
			phone,
			delivery,
			waitMs,
			isKept: results.length === 1,
			wakeUps,
			ms: Date.now() - start,
		};
	}

	test.each([404, 410])(
		"that answers %d has forgotten the device, and so do we",
		async (status) => {
			const { scope, phone, delivery, isKept } = await pushTo(`/status/${status}`);
			expect(delivery).toMatchObject({ state: "failed", attempts: 1, status });
			expect(isKept).toBe(false);
			await sweep(scope, 60);
			expect(await received(phone.id)).toHaveLength(1);
		},
	);

	test("that answers 429 is left alone for as long as it asks", async () => {
		const { scope, phone, delivery, waitMs, isKept } = await pushTo("/status/429?retry-after=1800");
		expect(delivery).toMatchObject({ state: "pending", attempts: 1, status: 429 });
		expect(waitMs).toBeGreaterThanOrEqual(1_800_000);
		expect(isKept).toBe(true);
		await sweep(scope, 29);
		expect(await received(phone.id)).toHaveLength(1);
		await sweep(scope, 40);
		expect(await received(phone.id)).toHaveLength(2);
	});

	test("that answers 500 is tried again soon, with less time to live", async () => {
		const { scope, phone, delivery, waitMs, wakeUps } = await pushTo("/status/500");
		const delaySeconds = Math.ceil(waitMs / 1000);
		const body = { userId: scope.userId, eventIds: [expect.any(String)], notificationIds: [] };
		expect(wakeUps).toEqual([{ body, delaySeconds }]);
		expect(delivery).toMatchObject({ state: "pending", status: 500, error: "It answered 500." });
		expect(waitMs).toBeGreaterThanOrEqual(10_000);
		expect(waitMs).toBeLessThan(20_000);
		await sweep(scope, 5);
		const [first, second] = await received(phone.id);
		expect(second?.headers.topic).toBe(first?.headers.topic);
		expect(Number(second?.headers.ttl)).toBeLessThanOrEqual(86_400 - 300);
	});

	test("that never answers is given five seconds, and another try", async () => {
		const { delivery, isKept, ms } = await pushTo("/never");
		expect(delivery).toMatchObject({
			state: "pending",
			status: null,
			error: "No answer within 5 seconds.",
		});
		expect(isKept).toBe(true);
		expect(ms).toBeLessThan(10_000);
	});

	test("whose device's keys are broken keeps nothing else waiting", async () => {
		expectConsoleError(/not an uncompressed P-256 point/);
		const { scope, task } = await newcomer();
		const broken = await newDevice(scope, "/status/201");
		const phone = await newDevice(scope, "/status/201");
		await env.DB.prepare("update push_subscriptions set p256dh = 'abcd' where id = ?")
			.bind(broken.id)
			.run();
		const reminder = await newReminder(scope, task);
		await deliver(scope, reminder);
		expect(await received(phone.id)).toHaveLength(1);
		expect(await deliveries(scope)).toMatchObject([{ state: "pending" }, { state: "delivered" }]);
	});

	test("that nobody is at is not waited for twice in a row", async () => {
		const { scope, task } = await newcomer();
		await newDevice(scope, "/never");
		const reminders = [];
		for (let i = 0; i < 12; i++) reminders.push(await newReminder(scope, task));
		const start = Date.now();
		await deliver(scope, {
			events: reminders.flatMap(({ events }) => events),
			notificationIds: reminders.flatMap(({ notificationIds }) => notificationIds),
		});
		expect(Date.now() - start).toBeLessThan(10_000);
		expect(await deliveries(scope)).toMatchObject(
			Array(12).fill({ state: "pending", error: "No answer within 5 seconds." }),
		);
	});

	test("that wants nothing of us is not asked again", async () => {
		const { delivery, isKept } = await pushTo("/status/403");
		expect(delivery).toMatchObject({ state: "failed", attempts: 1, status: 403 });
		expect(isKept).toBe(true);
	});

	test("in a private network is not called", async () => {
		const { scope, task } = await newcomer();
		const phone = await newDevice(scope, "/status/201");
		const reminder = await newReminder(scope, task);
		await deliver(scope, reminder, outsideEnv({ ALLOW_PRIVATE_NETWORK: "0" }));
		expect(await received(phone.id)).toEqual([]);
		expect(await deliveries(scope)).toMatchObject([
			{ state: "failed", error: "The URL must start with https://." },
		]);
	});
});

describe("a mail server", () => {
	test("that drops the line after the message gets it again under the same id", async () => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { email: true });
		const reminder = await newReminder(scope, task);
		const world = outsideEnv({ SMTP_URL: smtpUrl("dropping") });
		await deliver(scope, reminder, world);
		expect(await deliveries(scope)).toMatchObject([
			{ state: "pending", attempts: 1, error: "The mail server dropped the line." },
		]);
		await sweep(scope, 5, world);
		expect(await deliveries(scope)).toMatchObject([{ state: "delivered", attempts: 2 }]);
		const mails = await mailsTo(email);
		expect(mails).toHaveLength(2);
		const ids = mails.map(({ raw }) => /^Message-ID: <([\w-]+)@example\.com>\r$/m.exec(raw)?.[1]);
		expect(ids[0]).toBeDefined();
		expect(ids[1]).toBe(ids[0]);
	});

	test("that does not know the address is not asked again", async () => {
		const { scope, task } = await newcomer();
		await setNotifications(scope, { email: true });
		const reminder = await newReminder(scope, task);
		await deliver(scope, reminder, outsideEnv({ SMTP_URL: smtpUrl("refusing") }));
		expect(await deliveries(scope)).toMatchObject([{ state: "failed", attempts: 1, status: 550 }]);
	});

	test("that is not there keeps nothing else waiting", async () => {
		const { scope, task } = await newcomer();
		await setNotifications(scope, { email: true });
		const phone = await newDevice(scope, "/status/201");
		const reminder = await newReminder(scope, task);
		await deliver(scope, reminder, outsideEnv({ SMTP_URL: "smtp://127.0.0.1:9" }));
		expect(await received(phone.id)).toHaveLength(1);
		expect(await deliveries(scope)).toMatchObject([
			{ channel: "push", state: "delivered" },
			{ channel: "email", state: "pending", error: "No connection to the mail server." },
		]);
	});
});

describe("a webhook", () => {
	test("gets the event as the API has the task, signed so that anybody can verify it", async () => {
		// Whoever verifies a signature looks at their own clock, too.
		const { scope, task } = await newcomer(new Date());
		const hook = await newWebhook(scope, "/status/204");
		const after = { ...task, title: "Pay the rent", version: 2 };
		const event = taskEvent(scope, "task-updated", { before: task, after });
		await deliver(scope, { events: [event] });
		const [request] = await received(hook.id);
		const { body = "", headers = {} } = request ?? {};
		const payload = new Webhook(hook.secret).verify(body, headers);
		expect(payload).toEqual({
			type: "task-updated",
			timestamp: scope.now.toISOString(),
			data: {
				eventId: event.id,
				actor: "api",
				task: expect.objectContaining({
					id: 1,
					title: "Pay the rent",
					dueDate: "2026-11-20T17:00:00-05:00",
				}),
				before: expect.objectContaining({ title: "Pay rent", version: 1 }),
			},
		});
		expect(headers["content-type"]).toBe("application/json");
		expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
		expect(() => new Webhook(hook.secret).verify(`${body} `, headers)).toThrow();
	});

	test("hears of what it wants to hear of, reminders included", async () => {
		const { scope, task } = await newcomer();
		const all = await newWebhook(scope, "/status/200");
		const some = await newWebhook(scope, "/status/200", ["task-completed"]);
		const { events: due, notificationIds } = await newReminder(scope, task, { late: true });
		const events = [
			taskEvent(scope, "task-created", { after: task }),
			taskEvent(scope, "task-completed", { before: task, after: task }),
			taskEvent(scope, "task-deleted", { before: task }),
			taskEvent(scope, "signed-in", {}),
			...due,
		];
		await deliver(scope, { events, notificationIds });
		const heard = async (id: string) =>
			(await received(id))
				.map(({ body }) => JSON.parse(body))
				.toSorted((a, b) => (a.type < b.type ? -1 : 1));
		expect((await heard(all.id)).map(({ type }) => type)).toEqual([
			"reminder-due",
			"task-completed",
			"task-created",
			"task-deleted",
		]);
		expect(await heard(some.id)).toHaveLength(1);
		const [reminder, , , deleted] = await heard(all.id);
		expect(reminder.data.reminder).toMatchObject({
			notificationId: notificationIds[0],
			late: true,
			title: "Pay rent",
		});
		expect(deleted.data.task.title).toBe("Pay rent");
	});

	test("that redirects to a private address is refused, and so it is written down", async () => {
		const { scope, task } = await newcomer();
		const inner = await newWebhook(scope, "/status/200", []);
		// The way to it is open, where it leads is not.
		const path = `/redirect?to=${encodeURIComponent("ftp://192.168.0.1/")}`;
		const hook = await newWebhook(scope, path);
		const away = await newWebhook(scope, `/redirect?to=${encodeURIComponent(inner.url)}`);
		await deliver(scope, { events: [taskEvent(scope, "task-created", { after: task })] });
		expect(await received(hook.id)).toHaveLength(1);
		expect(await received(inner.id)).toEqual([]);
		const rows = await deliveries(scope);
		expect(rows.find(({ target }) => target === hook.id)).toMatchObject({
			state: "pending",
			status: 302,
			error: "It redirects to an address that is not public. That was refused.",
		});
		expect(rows.find(({ target }) => target === away.id)).toMatchObject({
			status: 302,
			error: expect.stringMatching(/redirects are not followed/),
		});
	});

	test("is tried for a day, then switched off, which its owner hears of", async () => {
		const { scope, task, email } = await newcomer();
		await setNotifications(scope, { email: true });
		const hook = await newWebhook(scope, "/status/500");
		const event = taskEvent(scope, "task-created", { after: task });
		await deliver(scope, { events: [event] });
		for (let hours = 0; hours <= 26; hours++) await sweep(scope, hours * 60 + 5);
		const tries = await received(hook.id);
		expect(tries.length).toBeGreaterThan(8);
		expect(new Set(tries.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
		const [webhook] = (
			await env.DB.prepare("select disabled_at, failing_since from webhooks").all()
		).results;
		expect(webhook?.disabled_at).toBeGreaterThan(later(scope, 23 * 60).now.getTime());
		const { results } = await env.DB.prepare("select type, title, body from notifications").all();
		expect(results).toEqual([
			{
				type: "webhook-disabled",
				title: "Webhook switched off",
				body: expect.stringMatching(/^127\.0\.0\.1:\d+ has not taken a message for a day/),
			},
		]);
		expect((await deliveries(scope)).map(({ channel, state }) => [channel, state])).toEqual([
			["webhook", "failed"],
			["email", "delivered"],
		]);
		expect((await mailsTo(email))[0]?.raw).toContain("Subject: Webhook switched off");
		// From now on it hears nothing more.
		await deliver(scope, { events: [taskEvent(scope, "task-created", { after: task })] });
		expect(await received(hook.id)).toHaveLength(tries.length);
	});

	test("that answers now and then stays on", async () => {
		const { scope, task } = await newcomer();
		await newWebhook(scope, "/status/500");
		await deliver(scope, { events: [taskEvent(scope, "task-created", { after: task })] });
		for (let hours = 0; hours <= 26; hours++) {
			if (hours === 20) await env.DB.exec("update webhooks set failing_since = null");
			await sweep(scope, hours * 60 + 5);
		}
		const { results } = await env.DB.prepare("select disabled_at from webhooks").all();
		expect(results).toEqual([{ disabled_at: null }]);
		expect(await deliveries(scope)).toMatchObject([{ state: "failed" }]);
	});

	test("that says it is gone is switched off at once", async () => {
		const { scope, task } = await newcomer();
		const hook = await newWebhook(scope, "/status/410");
		await deliver(scope, { events: [taskEvent(scope, "task-created", { after: task })] });
		await sweep(scope, 30);
		expect(await received(hook.id)).toHaveLength(1);
		const { results } = await env.DB.prepare("select body from notifications").all();
		expect(results).toMatchObject([{ body: expect.stringMatching(/no more messages/) }]);
	});
});

test("many reminders at once need few trips to D1, and each goes out once", async () => {
	const { scope, task } = await newcomer();
	const phone = await newDevice(scope, "/status/201");
	const reminders = [];
	for (let i = 0; i < 120; i++) reminders.push(await newReminder(scope, task));
	const connection = new Connection(env.DB);
	const { userId, now } = scope;
	// No time passes in which a batch's outcomes could be recorded apart, however busy the machine is.
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	let isDelivered = false;
	const delivery = deliverEvents({
		env: outsideEnv(),
		db: connection.open(),
		userId,
		events: reminders.flatMap(({ events }) => events),
		notificationIds: reminders.flatMap(({ notificationIds }) => notificationIds),
		now,
	}).finally(() => {
		isDelivered = true;
	});
	while (!isDelivered) {
		vi.advanceTimersByTime(0);
		await scheduler.wait(1);
	}
	vi.useRealTimers();
	await delivery;
	const messages = (await received(phone.id)).map(({ push }) => JSON.parse(push?.message ?? ""));
	expect(new Set(messages.map(({ notificationId }) => notificationId)).size).toBe(120);
	expect(messages).toHaveLength(120);
	// One to read what there is to deliver; then one to claim each batch of 50, and one to record it.
	expect(connection.trips).toBe(7);
});

test("a browser whose session has ended is sent nothing, not even what was planned before", async () => {
	const { scope, task } = await newcomer();
	await setNotifications(scope, { push: true });
	await newDevice(scope, "/status/500");
	const planned = await newReminder(scope, task);
	await deliver(scope, planned);
	await env.DB.prepare("update sessions set expires_at = ? where user_id = ?")
		.bind(scope.now.getTime() + 1, scope.userId)
		.run();
	const afterwards = later(scope, 60);
	await sweep(scope, 60);
	expect(await deliveries(scope)).toMatchObject([
		{ state: "failed", error: "The device was removed." },
	]);
	await deliver(afterwards, await newReminder(afterwards, task));
	expect(await deliveries(scope)).toHaveLength(1);
});

describe("a webhook's host", () => {
	const unverified = (scope: Scope, path: string) =>
		newWebhook(scope, path, undefined, { isVerified: false });

	async function check(scope: Scope, id: string) {
		const sourceIds = [await testWebhook(scope, id)];
		const db = new Connection(env.DB).open();
		await sendPlanned({ env: outsideEnv(), db, userId: scope.userId, sourceIds, now: scope.now });
	}

	const column = (name: string, id: string | undefined) =>
		env.DB.prepare(`select ${name} as value from webhooks where id = ?`).bind(id).first("value");

	test.each(["text", "json"])("that answers the challenge as %s is told of events", async (as) => {
		const { scope, task } = await newcomer(new Date());
		const hook = await unverified(scope, `/challenge?as=${as}`);
		await deliver(scope, { events: [taskEvent(scope, "task-updated", { after: task })] });
		expect(await received(hook.id)).toEqual([]);
		await check(scope, hook.id);
		const [message] = await received(hook.id);
		const event = new Webhook(hook.secret).verify(message?.body ?? "", message?.headers ?? {});
		expect(event).toMatchObject({
			type: "webhook-verification",
			data: { webhookId: hook.id, challenge: expect.stringMatching(/^[\w-]{32}$/) },
		});
		expect(await column("verified_at", hook.id)).not.toBeNull();
		await deliver(scope, { events: [taskEvent(scope, "task-updated", { after: task })] });
		expect(await received(hook.id)).toHaveLength(2);
	});

	test.each([
		["/status/200", "answers anything else"],
		["/challenge?as=echo", "repeats what it is sent"],
		["/challenge?as=within", "says it among other words"],
		["/challenge?as=list", "puts it elsewhere"],
		["/challenge?as=long", "says much more"],
		["/status/404", "refuses"],
	])("%s, which %s, is told of nothing, and asked again", async (path) => {
		const { scope, task } = await newcomer();
		const hook = await unverified(scope, path);
		await check(scope, hook.id);
		expect(await column("verified_at", hook.id)).toBeNull();
		expect(await deliveries(scope)).toMatchObject([{ state: "pending", attempts: 1 }]);
		await deliver(scope, { events: [taskEvent(scope, "task-updated", { after: task })] });
		expect(await received(hook.id)).toHaveLength(1);
		await sweep(scope, 5);
		expect(await received(hook.id)).toHaveLength(2);
	});

	test("has nothing to prove on this machine, where that may be called at all", async () => {
		const { scope, task } = await newcomer();
		const fields = { url: address("/status/200", scope.userId), types: [...TASK_EVENT_TYPES] };
		const server = { secret: SECRET, allowPrivateNetwork: true };
		const { webhook, challengeId } = await addWebhook(scope, fields, server);
		expect([webhook.verifiedAt, challengeId]).toEqual([scope.now, null]);
		await deliver(scope, { events: [taskEvent(scope, "task-updated", { after: task })] });
		expect(await received(scope.userId)).toHaveLength(1);
		const elsewhere = { ...fields, url: "http://hooks.example.com/" };
		expect((await addWebhook(scope, elsewhere, server)).challengeId).not.toBeNull();
	});

	test("gets 600 messages a minute from all users, and the rest later", async () => {
		const [ann, bob] = [await newcomer(), await newcomer()];
		const counter = env.RATE_LIMITER.getByName("webhook-host:127.0.0.1");
		await counter.lease(597, 600, 60_000);
		const hooks = [
			await newWebhook(ann.scope, "/status/200"),
			await newWebhook(bob.scope, "/status/200"),
		];
		for (const { scope, task } of [ann, bob]) {
			const events = [1, 2].map(() => taskEvent(scope, "task-updated", { after: task }));
			await deliver(scope, { events });
		}
		const counts = () => Promise.all(hooks.map(async ({ id }) => (await received(id)).length));
		expect(await counts()).toEqual([2, 1]);
		expect(
			(await deliveries(bob.scope)).toSorted((a, b) =>
				String(a.state) < String(b.state) ? -1 : 1,
			),
		).toMatchObject([
			{ state: "delivered" },
			{ state: "pending", error: expect.stringMatching(/^Its host gets as many/) },
		]);
		expect(await column("failing_since", hooks[1]?.id)).toBeNull();
		await runDurableObjectAlarm(counter);
		await sweep(bob.scope, 1);
		expect(await counts()).toEqual([2, 2]);
	});
});
