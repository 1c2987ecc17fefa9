import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { DAY_MS } from "#domain/time/durations.ts";
import { newVisitor, PASSWORD, Visitor } from "#tests/visitor.ts";
import { fetchWorker, ORIGIN } from "#tests/worker.ts";

const WRONG = "That address and password do not belong together.";

function rows(query: string, ...values: unknown[]) {
	return env.DB.prepare(query)
		.bind(...values)
		.all<Record<string, unknown>>()
		.then(({ results }) => results);
}

describe("signing up", () => {
	test("makes an account in the browser's time zone and leads into it", async () => {
		const ann = new Visitor();
		const answer = await ann.post("/signup", {
			name: " Ann ",
			email: "Ann@Example.com",
			password: PASSWORD,
			timeZone: "Asia/Tokyo",
		});
		expect(answer.status).toBe(302);
		expect(answer.headers.get("location")).toBe("/tasks");
		expect((await ann.get("/tasks")).status).toBe(200);
		expect(await rows("select name, email, time_zone from users")).toEqual([
			{ name: "Ann", email: "Ann@Example.com", time_zone: "Asia/Tokyo" },
		]);
		expect(await rows("select type from events")).toEqual([{ type: "signed-up" }]);
	});

	test("falls back to UTC for a zone that does not exist", async () => {
		const ann = new Visitor();
		await ann.signUp({ timeZone: "Mars/Olympus" });
		expect(await rows("select time_zone from users")).toEqual([{ time_zone: "UTC" }]);
	});

	test("takes an address once, in whatever case, also from two at once", async () => {
		const form = { name: "Ann", password: PASSWORD };
		const answers = await Promise.all(
			["ann@example.com", "ANN@example.com"].map((email) =>
				new Visitor().post("/signup", { ...form, email }),
			),
		);
		expect(answers.map(({ status }) => status).toSorted()).toEqual([302, 409]);
		expect(await rows("select count(*) as n from users")).toEqual([{ n: 1 }]);
	});

	test.each([
		[{ name: "", email: "a@example.com", password: PASSWORD }, "Type your name."],
		[
			{ name: "A", email: "nobody", password: PASSWORD },
			"This does not look like an e-mail address.",
		],
		[{ name: "A", email: "a@example.com", password: "short" }, "at least 8 characters"],
		[{ name: "A", email: "a@example.com", password: "x".repeat(129) }, "at most 128 characters"],
		[{ name: "A", email: "a@example.com", password: "Password1" }, "most common passwords"],
		[{ name: "A", email: "abc@example.com", password: "ABC@example.com" }, "easy to guess"],
	])("refuses %j and keeps what was typed, but not the password", async (form, message) => {
		const answer = await new Visitor().post("/signup", form);
		expect(answer.status).toBe(400);
		const html = await answer.text();
		expect(html).toContain(message);
		expect(html).toContain(`value="${form.email}"`);
		expect(html).not.toContain(form.password);
		expect(await rows("select id from users")).toEqual([]);
	});
});

describe("signing in", () => {
	test("gives a new session id each time, and ends the browser's previous session", async () => {
		const ann = await newVisitor();
		const first = ann.cookies.get("session");
		await ann.signIn(ann.email);
		expect(ann.cookies.get("session")).not.toBe(first);
		expect(await rows("select count(*) as n from sessions")).toEqual([{ n: 1 }]);
	});

	test("keeps nothing in the database that signs anybody in", async () => {
		const ann = await newVisitor();
		const [session] = (ann.cookies.get("session") ?? "").split(".");
		const dump = JSON.stringify([
			await rows("select * from sessions"),
			await rows("select * from users"),
			await rows("select * from events"),
		]);
		expect(dump).not.toContain(session);
		expect(dump).not.toContain(PASSWORD);
		expect(dump).toContain("$scrypt$ln=14,r=8,p=5$");
	});

	test("answers a wrong password and an unknown address with the same words", async () => {
		const ann = await newVisitor();
		const answers = await Promise.all([
			new Visitor().signIn(ann.email, "wrong password"),
			new Visitor().signIn("nobody@example.com", "wrong password"),
		]);
		for (const answer of answers) {
			expect(answer.status).toBe(400);
			expect(await answer.text()).toContain(WRONG);
		}
		await vi.waitFor(async () =>
			expect(await rows("select type from events order by id")).toEqual([
				{ type: "sign-in-failed" },
			]),
		);
	});

	test("leads to where one was going", async () => {
		const ann = await newVisitor();
		const asked = await new Visitor().get("/tasks?due=today");
		expect(asked.headers.get("location")).toBe("/signin?next=%2Ftasks%3Fdue%3Dtoday");
		const answer = await new Visitor().post(asked.headers.get("location") as string, {
			email: ann.email,
			password: PASSWORD,
		});
		expect(answer.headers.get("location")).toBe("/tasks?due=today");
	});

	test.each([
		"https://evil.example/",
		"//evil.example",
		"/\\evil.example",
		"/\t/evil.example",
		"/.//evil.example",
		"javascript:alert(1)",
	])("never leads to %j", async (next) => {
		const ann = await newVisitor();
		const path = `/signin?${new URLSearchParams({ next })}`;
		const answer = await new Visitor().post(path, { email: ann.email, password: PASSWORD });
		expect(answer.headers.get("location")).toBe("/tasks");
	});

	test("is refused after five wrong tries from one address, also over a restart, not to others", async () => {
		const ann = await newVisitor();
		const from = (address: string) => ({ "cf-connecting-ip": address });
		const attempt = (address: string, password: string) =>
			new Visitor().post("/signin", { email: ann.email, password }, from(address));
		const statuses = [];
		for (let i = 0; i < 6; i += 1) statuses.push((await attempt("192.0.2.1", "wrong one")).status);
		expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
		const refused = await attempt("192.0.2.1", PASSWORD);
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(800);
		expect((await attempt("192.0.2.2", PASSWORD)).status).toBe(302);
	});

	test("that succeeds does not count against its address", async () => {
		const ann = await newVisitor();
		for (let i = 0; i < 7; i += 1) {
			expect((await new Visitor().signIn(ann.email)).status).toBe(302);
		}
	}, 20_000);
});

describe("a session", () => {
	test("is a cookie that scripts cannot read and other sites' forms do not send", async () => {
		const answer = await new Visitor().post("/signup", {
			name: "A",
			email: "a@example.com",
			password: PASSWORD,
		});
		const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("session="));
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
		expect(cookie).toMatch(/Max-Age=604\d\d\d/i);
		expect(cookie).not.toMatch(/Domain/i);
	});

	test("is called __Host-session and Secure over https", async () => {
		const answer = await fetchWorker("https://tend.test/signup", {
			method: "POST",
			headers: { origin: "https://tend.test" },
			body: new URLSearchParams({ name: "A", email: "a@example.com", password: PASSWORD }),
		});
		const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("__Host-session="));
		expect(cookie).toMatch(/; Secure$/);
		expect(answer.headers.get("strict-transport-security")).toContain("max-age=");
	});

	test("with one character changed is none", async () => {
		const ann = await newVisitor();
		const cookie = ann.cookies.get("session") as string;
		for (let i = 0; i < cookie.length; i += 7) {
			const forged = `${cookie.slice(0, i)}${cookie[i] === "a" ? "b" : "a"}${cookie.slice(i + 1)}`;
			const eve = new Visitor();
			eve.cookies.set("session", forged);
			expect((await eve.get("/tasks")).headers.get("location")).toMatch(/^\/signin/);
		}
	});

	test("that was signed out is over, everywhere its cookie went", async () => {
		const ann = await newVisitor();
		const thief = new Visitor();
		thief.cookies.set("session", ann.cookies.get("session") as string);
		expect((await thief.get("/tasks")).status).toBe(200);
		await ann.post("/signout", {});
		expect(ann.cookies.has("session")).toBe(false);
		const answer = await thief.get("/tasks");
		expect(answer.headers.get("location")).toBe("/signin?next=%2Ftasks");
		expect(await answer.text()).not.toContain("Tasks");
	});

	test("ends after seven days unless it is used, and then goes on", async () => {
		const ann = await newVisitor();
		const daysLeft = async (days: number) =>
			env.DB.prepare("update sessions set expires_at = ?")
				.bind(Date.now() + days * DAY_MS)
				.run();
		await daysLeft(6);
		expect((await ann.get("/tasks")).headers.getSetCookie()).toEqual([]);
		await daysLeft(3);
		const renewed = await ann.get("/tasks");
		expect(renewed.headers.getSetCookie().join()).toMatch(/session=.*Max-Age=604\d\d\d/);
		expect(renewed.headers.get("server-timing")).toContain('"1 trip"');
		await daysLeft(-1);
		expect((await ann.get("/tasks")).headers.get("location")).toMatch(/^\/signin/);
	});

	test("ends after ninety days, however much it is used, and is then no longer extended", async () => {
		const ann = await newVisitor();
		const { created_at: start } = (await rows("select created_at from sessions"))[0] as {
			created_at: number;
		};
		const startedDaysAgo = async (days: number, daysLeft: number) =>
			env.DB.prepare("update sessions set created_at = ?, expires_at = ?")
				.bind(start - days * DAY_MS, start + daysLeft * DAY_MS)
				.run();
		const daysLeft = async () =>
			(Number((await rows("select expires_at from sessions"))[0]?.expires_at) - start) / DAY_MS;
		await startedDaysAgo(86, 2);
		expect((await ann.get("/tasks")).headers.getSetCookie().join()).toContain("session=");
		await vi.waitFor(async () => expect(await daysLeft()).toBe(4));
		await startedDaysAgo(88, 2);
		const last = await ann.get("/tasks");
		expect([last.status, last.headers.getSetCookie()]).toEqual([200, []]);
		await startedDaysAgo(90, 5);
		expect((await ann.get("/tasks")).headers.get("location")).toMatch(/^\/signin/);
	});

	test("can be revoked from another device, and all others at once", async () => {
		const phone = await newVisitor();
		const laptop = new Visitor();
		const tablet = new Visitor();
		await laptop.signIn(phone.email);
		await tablet.signIn(phone.email);
		const [{ id } = {}] = await rows("select id from sessions order by created_at desc limit 1");
		await laptop.post("/settings", { intent: "revoke", session: String(id) });
		expect((await tablet.get("/tasks")).status).toBe(302);
		expect((await phone.get("/tasks")).status).toBe(200);
		await laptop.post("/settings", { intent: "revoke-others" });
		expect((await phone.get("/tasks")).status).toBe(302);
		expect((await laptop.get("/tasks")).status).toBe(200);
	});

	test("of somebody else cannot be revoked", async () => {
		const ann = await newVisitor();
		const [{ id } = {}] = await rows("select id from sessions");
		const eve = await newVisitor();
		await eve.post("/settings", { intent: "revoke", session: String(id) });
		expect((await ann.get("/tasks")).status).toBe(200);
	});
});

describe("the account", () => {
	test("changes its password with the old one, which ends all other sessions", async () => {
		const ann = await newVisitor();
		const laptop = new Visitor();
		await laptop.signIn(ann.email);
		const change = (currentPassword: string, newPassword: string) =>
			ann.post("/settings", { intent: "password", currentPassword, newPassword });
		const wrong = await change("not this", "a new password");
		expect(wrong.status).toBe(400);
		expect(await wrong.text()).toContain("This is not your current password.");
		expect((await change(PASSWORD, "12345678")).status).toBe(400);
		expect((await change(PASSWORD, "a new password")).status).toBe(302);
		expect((await ann.get("/tasks")).status).toBe(200);
		expect((await laptop.get("/tasks")).status).toBe(302);
		expect((await new Visitor().signIn(ann.email, "a new password")).status).toBe(302);
	});

	test("can have its tokens, webhooks and calendar address ended with the old password", async () => {
		const ann = await newVisitor();
		const change = (from: string, to: string, more: Record<string, string> = {}) =>
			ann.post("/settings", {
				intent: "password",
				currentPassword: from,
				newPassword: to,
				...more,
			});
		const access = async () => {
			const [row] = await rows(
				`select (select count(*) from personal_tokens) as tokens,
					(select count(*) from webhooks) as webhooks, calendar_seq > 0 as calendar
				from users where email = ?`,
				ann.email,
			);
			return row;
		};
		const settings = async () => (await ann.get("/settings")).text();
		expect(await settings()).not.toContain("Also end what works without it");
		const made: Record<string, string>[] = [
			{ intent: "new-token", purpose: "Backup", scopes: "tasks:read", days: "0" },
			{ intent: "new-webhook", url: "https://example.com/hook", types: "task-created" },
			{ intent: "calendar-on" },
		];
		for (const form of made) expect((await ann.post("/settings", form)).status).toBe(302);
		expect(await settings()).toContain("Also end what works without it");
		expect((await change(PASSWORD, "a new password")).status).toBe(302);
		expect(await access()).toEqual({ tokens: 1, webhooks: 1, calendar: 1 });
		expect(
			(await change("a new password", "a newer password", { endTokens: "on", endCalendar: "on" }))
				.status,
		).toBe(302);
		expect(await access()).toEqual({ tokens: 0, webhooks: 1, calendar: 0 });
		await change("a newer password", "the newest password", { endWebhooks: "on" });
		expect(await access()).toEqual({ tokens: 0, webhooks: 0, calendar: 0 });
		const types = (await rows("select type from events")).map(({ type }) => type);
		expect(types.filter((type) => type === "token-revoked")).toHaveLength(1);
	}, 90_000);

	test("moves to another zone, and every device sees its days at once and in one trip", async () => {
		const phone = await newVisitor();
		const laptop = new Visitor();
		await laptop.signIn(phone.email);
		await laptop.post("/settings", { intent: "profile", name: "Ann", timeZone: "tokyo" });
		const moved = await phone.get("/settings");
		expect(await moved.text()).toMatch(/<input[^>]*name="timeZone"[^>]*value="Asia\/Tokyo"/);
		const after = await phone.get("/tasks?due=today");
		expect(after.headers.get("server-timing")).toContain('"1 trip"');
	});
});

test("a request from another site does nothing", async () => {
	const ann = await newVisitor();
	const attempts: Record<string, string>[] = [
		{ origin: "https://evil.example" },
		{ origin: "null" },
		{ "sec-fetch-site": "cross-site", origin: ORIGIN },
		{ "sec-fetch-site": "same-site", origin: "http://other.tend.test" },
	];
	for (const headers of attempts) {
		const answer = await ann.post("/tasks", { intent: "add", text: "planted" }, headers);
		expect(answer.status).toBe(403);
		expect(await answer.text()).toContain("another site");
	}
	expect(await rows("select id from tasks")).toEqual([]);
});
