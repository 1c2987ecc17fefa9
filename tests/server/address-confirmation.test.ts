import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ReceivedMail, startSmtpStandIns } from "#tests/stand-ins/smtp.ts";
import { TestServer } from "./test-server.ts";

// With a mail server, from signing up to the first reminder.

const PASSWORD = "quiet harbour lamp";
const ORIGIN = "http://tend.test";

let smtp: Awaited<ReturnType<typeof startSmtpStandIns>>;
let server: TestServer;

beforeAll(async () => {
	smtp = await startSmtpStandIns();
	server = await new TestServer({ SMTP_URL: smtp.urls.greylisting }).start();
});
afterAll(async () => {
	await server.dispose();
	smtp.close();
});

/** Somebody with a browser that keeps its session. */
class Browser {
	#cookie = "";

	json(method: string, path: string, body: object): Promise<Response> {
		return fetch(server.url + path, {
			method,
			headers: { "content-type": "application/json", origin: ORIGIN, cookie: this.#cookie },
			body: JSON.stringify(body),
		});
	}

	async send(path: string, form?: Record<string, string>): Promise<Response> {
		const answer = await fetch(server.url + path, {
			method: form ? "POST" : "GET",
			redirect: "manual",
			headers: { origin: ORIGIN, cookie: this.#cookie },
			body: form ? new URLSearchParams(form) : null,
		});
		const session = answer.headers.getSetCookie().find((line) => line.startsWith("session="));
		if (session) this.#cookie = session.split(";")[0] as string;
		return answer;
	}

	async text(path: string): Promise<string> {
		return (await this.send(path)).text();
	}

	async signUp(name: string): Promise<string> {
		const email = `${crypto.randomUUID()}@example.com`;
		const form = { name, email, password: PASSWORD, timeZone: "UTC" };
		expect((await this.send("/signup", form)).status).toBe(302);
		return email;
	}
}

async function mailsTo(email: string, count: number): Promise<ReceivedMail[]> {
	return vi.waitFor(
		() => {
			const mails = smtp.mails.filter(({ to }) => to.includes(email));
			expect(mails).toHaveLength(count);
			return mails;
		},
		{ timeout: 60_000, interval: 100 },
	);
}

const subjectOf = (mail: ReceivedMail | undefined) =>
	/^Subject: (.*)\r$/m.exec(mail?.raw ?? "")?.[1];

/** The path of the link in a mail, out of its quoted-printable. */
function linkIn(mail: ReceivedMail | undefined, path: string): string {
	const text = (mail?.raw ?? "").replaceAll("=\r\n", "");
	return new RegExp(`${ORIGIN}(${path}[\\w-]+)`).exec(text)?.[1] ?? "";
}

/** Adds a task that is reminded of in a second, and waits until that was delivered wherever it goes. */
async function beReminded(browser: Browser, title: string) {
	const at = new Date(Date.now() + 5_000).toISOString();
	const made = await browser.json("POST", "/api/tasks", { title, reminders: [{ at }] });
	expect(made.status).toBe(201);
	await vi.waitFor(async () => expect(await browser.text("/notifications")).toContain(title), {
		timeout: 30_000,
		interval: 200,
	});
	const isDelivered = async () => {
		const metrics = await (await fetch(`${server.url}/metrics`)).text();
		expect(metrics).toMatch(/^tend_queue_backlog_messages(?:{[^}]*})? 0$/m);
	};
	await vi.waitFor(isDelivered, { timeout: 30_000, interval: 200 });
}

test("no mail but the one that asks goes to an address before its owner has confirmed it", async () => {
	const browser = new Browser();
	const email = await browser.signUp("Your account is locked");
	const [asking] = await mailsTo(email, 1);
	expect(subjectOf(asking)).toBe("Confirm your address for Tend");
	expect(asking?.raw).not.toContain("locked");
	expect(asking?.raw).not.toContain("List-Unsubscribe");
	const link = linkIn(asking, "/verify/");
	expect(link).toMatch(/^\/verify\/[\w-]{43}$/);

	await browser.send("/settings", { intent: "notifications", push: "on", email: "on" });
	const before = await browser.text("/settings");
	expect(before).toContain("Not confirmed yet. Follow the link");
	expect(before).toContain("E-mail comes once you have confirmed this address");
	await beReminded(browser, "Before");

	// Whoever follows the link, signed in or not; but programs that only look confirm nothing.
	const stranger = new Browser();
	for (const look of [await stranger.send(link), await stranger.send(link)]) {
		expect(look.status).toBe(200);
		expect(await look.text()).toContain(email);
	}
	expect(await browser.text("/settings")).toContain("Not confirmed yet.");
	const confirmed = await stranger.send(link, {});
	expect(confirmed.headers.get("location")).toBe("/verify/confirmed");
	expect(confirmed.headers.get("server-timing")).toContain('"2 trips"');
	expect(await stranger.text("/verify/confirmed")).toContain("Your address is confirmed");
	expect((await stranger.send(link)).status).toBe(404);
	expect((await stranger.send(link, {})).headers.get("location")).toBe(link);

	expect(await browser.text("/settings")).toContain("Confirmed.");
	await beReminded(browser, "Afterwards");
	const [, reminder] = await mailsTo(email, 2);
	expect(subjectOf(reminder)).toBe("Reminder: Afterwards");
	const unsubscribe = linkIn(reminder, "/unsubscribe/");
	expect((await stranger.send(unsubscribe, { "List-Unsubscribe": "One-Click" })).status).toBe(200);
	expect(await browser.text("/settings")).not.toMatch(/<input[^>]*name="email"[^>]*checked=""/);
});

test("a link can be sent again, five times an hour, and the newest and the oldest are good", async () => {
	const browser = new Browser();
	const email = await browser.signUp("Ann");
	await mailsTo(email, 1);
	const again = () => browser.send("/settings", { intent: "confirm-address" });
	for (let count = 2; count <= 5; count += 1) {
		expect((await again()).status).toBe(302);
		await mailsTo(email, count);
	}
	const refused = await again();
	expect(refused.status).toBe(429);
	expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_000);
	expect(refused.headers.get("ratelimit-policy")).toBe('"confirmations";q=5;w=3600');
	expect(await refused.text()).toContain("5 links were sent in the last hour");
	const links = (await mailsTo(email, 5)).map((mail) => linkIn(mail, "/verify/"));
	expect(new Set(links).size).toBe(5);
	for (const link of [links[0], links[4]]) {
		expect((await browser.send(String(link))).status).toBe(200);
	}
	expect((await browser.send(String(links[2]), {})).headers.get("location")).toBe(
		"/verify/confirmed",
	);
	for (const link of links) expect((await browser.send(String(link))).status).toBe(404);
	expect((await again()).status).toBe(409);
});
