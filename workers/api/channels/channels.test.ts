import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { TASK_EVENT_TYPES } from "#domain/event/event-types.ts";
import { newDevice } from "#tests/channels.ts";
import { newScope } from "#tests/factories.ts";
import { browserKeys, VAPID_PRIVATE_KEY } from "#tests/outside.ts";
import { newProgram, type Program } from "#tests/program.ts";
import { fetchWorker } from "#tests/worker.ts";
import { vapidPublicKey } from "#workers/deliveries/channels/vapid.ts";

const trips = (answer: Response) =>
	Number(/(\d+) trips?"/.exec(answer.headers.get("server-timing") ?? "")?.[1]);

async function listed(ann: Program) {
	const answer = await ann.get("/api/webhooks");
	expect(trips(answer)).toBe(1);
	return (await answer.json<{ webhooks: Record<string, unknown>[] }>()).webhooks;
}

describe("webhooks", () => {
	const url = "https://hooks.example.com/tend";

	test("are added with a secret that is shown once, listed and deleted", async () => {
		const ann = await newProgram();
		const made = await ann.post("/api/webhooks", { url, types: ["task-completed"] });
		expect(made.status).toBe(201);
		expect(made.headers.get("cache-control")).toBe("no-store");
		expect(trips(made)).toBeLessThanOrEqual(2);
		const { secret, ...webhook } = await made.json<{ id: string; secret: string }>();
		expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
		expect(webhook).toMatchObject({ url, types: ["task-completed"], verifiedAt: null });
		// Nobody answers the challenge, which may be noted by now.
		const failingSince = expect.toBeOneOf([null, expect.any(String)]);
		expect(await listed(ann)).toEqual([{ ...webhook, failingSince }]);
		const removed = await ann.send("DELETE", `/api/webhooks/${webhook.id}`);
		expect([removed.status, trips(removed)]).toEqual([200, 2]);
		expect(await listed(ann)).toEqual([]);
		expect((await ann.send("DELETE", `/api/webhooks/${webhook.id}`)).status).toBe(404);
	});

	test("hear of everything unless it is said of what", async () => {
		const ann = await newProgram();
		await ann.post("/api/webhooks", { url });
		expect(await listed(ann)).toMatchObject([{ types: TASK_EVENT_TYPES }]);
	});

	test.each([
		[{ url: "http://hooks.example.com/" }, "url"],
		[{ url: "https://127.0.0.1/" }, "url"],
		[{ url: "https://2130706433/" }, "url"],
		[{ url: "hooks" }, "url"],
		[{ url: "" }, "url"],
		[{ url, types: [] }, "types"],
		[{ url, types: ["signed-in"] }, "types.0"],
		[{ url, secret: "mine" }, "secret"],
	])("%j is refused", async (body, path) => {
		const ann = await newProgram();
		const answer = await ann.post("/api/webhooks", body);
		expect(answer.status).toBe(400);
		const { errors } = await answer.json<{ errors: { path: string }[] }>();
		expect(errors.map((error) => error.path)).toEqual([path]);
		expect(await listed(ann)).toEqual([]);
	});

	test("are ten at most, also when they come at once", async () => {
		const ann = await newProgram();
		expect(await listed(ann)).toEqual([]);
		const answers = await Promise.all(
			Array.from({ length: 12 }, () => ann.post("/api/webhooks", { url })),
		);
		const statuses = answers.map(({ status }) => status);
		expect(statuses.filter((status) => status === 201)).toHaveLength(10);
		expect(statuses.filter((status) => status === 409)).toHaveLength(2);
		expect(await listed(ann)).toHaveLength(10);
	});

	test("can be tried, and say how it went", async () => {
		const ann = await newProgram();
		const { id } = await (await ann.post("/api/webhooks", { url })).json<{ id: string }>();
		for (let i = 0; i < 2; i++) {
			expect((await ann.post(`/api/webhooks/${id}/test`)).status).toBe(202);
		}
		const answer = await ann.get(`/api/webhooks/${id}/deliveries`);
		const { deliveries } = await answer.json<{ deliveries: unknown[] }>();
		// Wishes within ten seconds are one, the first challenge included, unless they begin on its two sides.
		expect(deliveries.length).toBeOneOf([1, 2]);
		expect(deliveries[0]).toMatchObject({ type: "webhook-verification" });
		await env.DB.prepare("update webhooks set verified_at = 1").run();
		expect((await ann.post(`/api/webhooks/${id}/test`)).status).toBe(202);
		const later = await (await ann.get(`/api/webhooks/${id}/deliveries`)).json<{
			deliveries: { type: string }[];
		}>();
		expect(later.deliveries.map(({ type }) => type)).toContain("ping");
	});
});

describe("push subscriptions", () => {
	const endpoint = "https://push.example.com/send/abc";
	const keys = browserKeys();

	test("take the key that anybody can read", async () => {
		const answer = await fetchWorker("/api/push/public-key");
		expect(await answer.json()).toEqual({ publicKey: vapidPublicKey(VAPID_PRIVATE_KEY) });
		expect(Buffer.from(vapidPublicKey(VAPID_PRIVATE_KEY), "base64url")).toHaveLength(65);
	});

	test("are kept once for each browser, and end when it says so", async () => {
		const ann = await newProgram();
		const subscription = { endpoint, expirationTime: null, keys };
		const first = await ann.post("/api/push/subscriptions", subscription);
		expect([first.status, trips(first)]).toEqual([201, 2]);
		const again = await ann.post("/api/push/subscriptions", subscription);
		expect(await again.json()).toEqual(await first.json());
		const remove = () => ann.send("DELETE", "/api/push/subscriptions", { endpoint });
		expect((await remove()).status).toBe(200);
		expect((await remove()).status).toBe(404);
	});

	test("go over to who uses the browser now, and to nobody who only knows its address", async () => {
		const ann = await newProgram();
		const bob = await newProgram();
		const eve = await newProgram();
		await ann.post("/api/push/subscriptions", { endpoint, keys });
		const others = { ...keys, auth: "AAAAAAAAAAAAAAAAAAAAAA" };
		await eve.post("/api/push/subscriptions", { endpoint, keys: others });
		expect((await ann.post("/api/push/subscriptions", { endpoint, keys })).status).toBe(201);
		await bob.post("/api/push/subscriptions", { endpoint, keys });
		expect((await ann.send("DELETE", "/api/push/subscriptions", { endpoint })).status).toBe(404);
		expect((await bob.send("DELETE", "/api/push/subscriptions", { endpoint })).status).toBe(200);
	});

	test.each([
		[{ endpoint: "http://push.example.com/", keys }, "endpoint"],
		[{ endpoint: "https://10.0.0.1/", keys }, "endpoint"],
		[{ endpoint, keys: { ...keys, auth: "short" } }, "keys.auth"],
		[{ endpoint, keys: { ...keys, p256dh: "A".repeat(87) } }, "keys.p256dh"],
		[{ endpoint, keys: { ...keys, p256dh: "x" } }, "keys.p256dh"],
		[{ keys }, "endpoint"],
	])("%j is refused", async (body, path) => {
		const ann = await newProgram();
		const answer = await ann.post("/api/push/subscriptions", body);
		expect(answer.status).toBe(400);
		const { errors } = await answer.json<{ errors: { path: string }[] }>();
		expect([...new Set(errors.map((error) => error.path))]).toEqual([path]);
	});

	test("are twenty at most", async () => {
		const ann = await newProgram();
		const scope = { ...(await newScope()), userId: ann.userId };
		for (let i = 0; i < 20; i++) await newDevice(scope, "/status/201");
		const answer = await ann.post("/api/push/subscriptions", { endpoint, keys });
		expect(answer.status).toBe(409);
	});
});
