import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { browserKeys } from "#tests/outside.ts";
import { Program } from "#tests/program.ts";
import { newVisitor, PASSWORD, Visitor } from "#tests/visitor.ts";
import { fetchWorker, ORIGIN, runScheduled } from "#tests/worker.ts";

// A browser gets push messages for as long as somebody is signed in there.

let browsers = 0;

/** Where a new browser's push service would be, and its keys. */
function newSubscription() {
	browsers += 1;
	return { endpoint: `https://push.example.com/send/${browsers}`, keys: browserKeys() };
}

/** Subscribes the visitor's browser, by its session, as its page does. */
async function subscribe(visitor: Visitor, subscription = newSubscription()) {
	const answer = await fetchWorker("/api/push/subscriptions", {
		method: "POST",
		headers: {
			"content-type": "application/json",
			origin: ORIGIN,
			cookie: `session=${visitor.cookies.get("session")}`,
		},
		body: JSON.stringify(subscription),
	});
	expect(answer.status).toBe(201);
	expect(answer.headers.get("server-timing")).toContain('"2 trips"');
	return subscription;
}

/** The endpoints of all subscriptions. */
async function endpoints() {
	const { results } = await env.DB.prepare(
		"select endpoint from push_subscriptions order by created_at, id",
	).all<{ endpoint: string }>();
	return results.map(({ endpoint }) => endpoint);
}

/** Two browsers of one user: what ends the other one is asked for in the first. */
async function twoBrowsers() {
	const phone = await newVisitor();
	const laptop = new Visitor();
	await laptop.signIn(phone.email);
	const kept = await subscribe(phone);
	await subscribe(laptop);
	const { results } = await env.DB.prepare(
		"select session_id as id from push_subscriptions where endpoint <> ?",
	)
		.bind(kept.endpoint)
		.all<{ id: string }>();
	return { phone, laptop, kept, otherId: String(results[0]?.id) };
}

describe("a push subscription of a browser ends", () => {
	test.each(["/signout", "/api/auth/logout"])("with signing out by %s", async (path) => {
		const { laptop, kept } = await twoBrowsers();
		await laptop.post(path, {});
		expect(await endpoints()).toEqual([kept.endpoint]);
	});

	test.each([
		["revoking its session", "/settings", { intent: "revoke" }],
		["signing out all others", "/settings", { intent: "revoke-others" }],
		[
			"a new password",
			"/settings",
			{ intent: "password", currentPassword: PASSWORD, newPassword: "an entirely new one" },
		],
		["the deletion of the account", "/settings/delete-account", { password: PASSWORD }],
	])("with %s", async (_, path, form) => {
		const { phone, kept, otherId } = await twoBrowsers();
		const answer = await phone.post(path, { ...form, session: otherId });
		expect(answer.status).toBe(302);
		expect(await endpoints()).toEqual([kept.endpoint]);
	});

	test("with its session's time, at the next clean-up", async () => {
		const { kept, otherId } = await twoBrowsers();
		await env.DB.prepare("update sessions set expires_at = 1 where id = ?").bind(otherId).run();
		await runScheduled("23 3 * * *");
		expect(await endpoints()).toEqual([kept.endpoint]);
	});

	test("when somebody else signs in there, and not when the same user does", async () => {
		const ann = await newVisitor();
		const { endpoint } = await subscribe(ann);
		await ann.signIn(ann.email);
		expect(await endpoints()).toEqual([endpoint]);
		await ann.post("/settings", { intent: "revoke-others" });
		expect(await endpoints()).toEqual([endpoint]);
		await ann.signIn((await newVisitor()).email);
		expect(await endpoints()).toEqual([]);
	});
});

test("subscribing again goes over to the session of now", async () => {
	const { phone, laptop, kept } = await twoBrowsers();
	await subscribe(laptop, kept);
	await laptop.post("/signout", {});
	expect(await endpoints()).toEqual([]);
	expect((await phone.get("/tasks")).status).toBe(200);
});

describe("a push subscription of a program ends", () => {
	const WAYS: [string, (ann: Program) => Promise<unknown>][] = [
		["signing out", (ann) => ann.post("/api/auth/logout")],
		[
			"using a refresh token twice",
			async (ann) => {
				const { refreshToken } = ann;
				await ann.post("/api/auth/refresh", { refreshToken });
				await ann.post("/api/auth/refresh", { refreshToken });
			},
		],
		[
			"signing out all others",
			async (ann) => {
				const browser = new Visitor();
				await browser.signIn(ann.email);
				await browser.post("/settings", { intent: "revoke-others" });
			},
		],
	];
	test.each(WAYS)("with %s", async (_, end) => {
		const ann = await (await new Program().register()).signIn();
		expect((await ann.post("/api/push/subscriptions", newSubscription())).status).toBe(201);
		expect(await endpoints()).toHaveLength(1);
		await end(ann);
		expect(await endpoints()).toEqual([]);
	});
});
