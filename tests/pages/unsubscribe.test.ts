import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import {
	createUnsubscribeToken,
	type Unsubscription,
} from "#app/notifications/mail/unsubscribe-token.server.ts";
import { findNotificationSettings } from "#db/channels/recipients.server.ts";
import { setNotifications } from "#tests/channels.ts";
import { newScope } from "#tests/factories.ts";
import { SECRET } from "#tests/secret.ts";
import { Visitor } from "#tests/visitor.ts";
import { fetchWorker } from "#tests/worker.ts";

async function subscriber() {
	const scope = await newScope();
	const quietHours = { from: "22:00", until: "07:00" };
	await setNotifications(scope, { email: true, digestAt: "06:30", quietHours });
	const path = (kind: Unsubscription["kind"]) =>
		`/unsubscribe/${createUnsubscribeToken({ userId: scope.userId, kind }, SECRET)}`;
	return { path, settings: () => findNotificationSettings(scope.db, scope.userId) };
}

/** As mail providers send it (RFC 8058, section 3.2): no cookie, no origin. */
const oneClick = (path: string) =>
	fetchWorker(path, {
		method: "POST",
		body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
	});

test("one POST ends a kind of mail, and nothing else", async () => {
	const { path, settings } = await subscriber();
	expect((await oneClick(path("reminders"))).status).toBe(200);
	expect(await settings()).toMatchObject({ push: true, email: false, digestAt: "06:30" });
	expect((await oneClick(path("digest"))).status).toBe(200);
	expect(await settings()).toEqual({
		push: true,
		email: false,
		digestAt: null,
		quietHours: { from: "22:00", until: "07:00" },
	});
	// Once more changes nothing, and is no error.
	expect((await oneClick(path("digest"))).status).toBe(200);
});

test("looking at the link asks first, in a browser without a session", async () => {
	const { path, settings } = await subscriber();
	const somebody = new Visitor();
	const page = await somebody.get(path("reminders"));
	expect(page.status).toBe(200);
	expect(page.headers.get("referrer-policy")).not.toBe("unsafe-url");
	expect(await page.text()).toMatch(/Do you want to stop .*reminders by e-mail/);
	expect(await settings()).toMatchObject({ email: true });
	const done = await somebody.post(path("reminders"), {});
	expect(await done.text()).toContain("You are unsubscribed");
	expect(await settings()).toMatchObject({ email: false });
});

test("a link that is not ours does nothing", async () => {
	const { path, settings } = await subscriber();
	for (const bad of [`${path("reminders")}AA`, "/unsubscribe/x", path("reminders").slice(0, -3)]) {
		expect((await oneClick(bad)).status).toBe(404);
	}
	expect(await settings()).toMatchObject({ email: true });
	const { results } = await env.DB.prepare("select count(*) as n from events").all();
	expect(results).toEqual([{ n: 0 }]);
});
