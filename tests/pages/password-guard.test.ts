import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import { PasswordGuard } from "#app/auth/sessions/password-guard.server.ts";
import { DAY_MS, MINUTE_MS } from "#domain/time/durations.ts";
import { newProgram, Program } from "#tests/program.ts";
import { newVisitor, PASSWORD, Visitor } from "#tests/visitor.ts";

const WRONG = "wrong horse battery";
const UNKNOWN = "nobody@example.com";

afterEach(() => vi.useRealTimers());

/** A guard as strangers meet it who come from ever new addresses. */
function strangers() {
	const clientLimit = new ClientLimit(env.RATE_LIMITER, "sign-in:none", 0);
	return new PasswordGuard({ counters: env.RATE_LIMITER, clientLimit, devices: null });
}

/** Wrong tries at an account, without the time that hashing takes. */
async function guess(email: string, times: number) {
	for (let i = 0; i < times; i += 1) await (await strangers().admitSignIn(email)).fail();
}

let address = 0;
const fromElsewhere = () => ({ "cf-connecting-ip": `198.51.100.${++address}` });

function signInElsewhere(email: string, password = PASSWORD, visitor = new Visitor()) {
	return visitor.post("/signin", { email, password }, fromElsewhere());
}

/** Status, headers and body of an answer, without what differs from one request to the next. */
async function wholeAnswer(answer: Response, email: string) {
	const withoutIds = (text: string) =>
		text
			.replaceAll(email, "ADDRESS")
			.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID")
			.replace(/db;dur=[\d.]+/, "db;dur=0");
	const headers = [...answer.headers].map(([name, value]) => `${name}: ${withoutIds(value)}`);
	return { status: answer.status, headers, body: withoutIds(await answer.text()) };
}

const DOORS = {
	"/signin": (email: string, from: Record<string, string>) =>
		new Visitor().post("/signin", { email, password: WRONG }, from),
	"/api/auth/login": (email: string, from: Record<string, string>) =>
		new Program().post("/api/auth/login", { email, password: WRONG }, from),
};

describe.each(Object.entries(DOORS))("at %s an address with an account", (_, knock) => {
	test("is answered as one without, in every byte, header and trip", async () => {
		const { email } = await newProgram();
		const known = await wholeAnswer(await knock(email, fromElsewhere()), email);
		const unknown = await wholeAnswer(await knock(UNKNOWN, fromElsewhere()), UNKNOWN);
		expect(known).toEqual(unknown);
		expect(known.headers.join("\n")).toContain('desc="1 trip"');
	});

	test("gets slower as one without, too", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		const { email } = await newProgram();
		const answers = [];
		for (const each of [email, UNKNOWN]) {
			await guess(each, 10);
			answers.push(await wholeAnswer(await knock(each, fromElsewhere()), each));
		}
		expect(answers[0]).toEqual(answers[1]);
		expect(answers[0]?.status).toBe(429);
		expect(answers[0]?.headers).toEqual(
			expect.arrayContaining([
				"retry-after: 30",
				'ratelimit-policy: "account";q=10;w=900',
				'ratelimit: "account";r=0;t=30',
				expect.stringContaining('desc="0 trips"'),
			]),
		);
	});

	test("is refused as one without to a client that tried too often", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		const { email } = await newProgram();
		const from = fromElsewhere();
		const limit = new ClientLimit(env.RATE_LIMITER, `sign-in:${from["cf-connecting-ip"]}`, 5);
		for (let i = 0; i < 5; i += 1) await limit.take();
		const known = await wholeAnswer(await knock(email, from), email);
		const unknown = await wholeAnswer(await knock(UNKNOWN, from), UNKNOWN);
		expect(known).toEqual(unknown);
		expect(known.status).toBe(429);
		expect(known.headers).toEqual(
			expect.arrayContaining([
				"retry-after: 900",
				'ratelimit-policy: "sign-in";q=5;w=900',
				'ratelimit: "sign-in";r=0;t=900',
			]),
		);
	});
});

describe("ten wrong passwords at one account, from wherever", () => {
	test("make the next tries wait for longer and longer, and lock nobody out", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		const { email } = await newProgram();
		const waitOf = async () => {
			const refused = await strangers()
				.admitSignIn(email)
				.catch((error: unknown) => error);
			return (refused as { retryAfterSeconds: number }).retryAfterSeconds;
		};
		await guess(email, 10);
		const waits = [];
		for (let i = 0; i < 7; i += 1) {
			const seconds = await waitOf();
			waits.push(seconds);
			vi.setSystemTime(Date.now() + seconds * 1000);
			await guess(email, 1);
		}
		expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
		vi.setSystemTime(Date.now() + 15 * MINUTE_MS);
		expect((await signInElsewhere(email)).status).toBe(302);
		vi.setSystemTime(Date.now() + DAY_MS + MINUTE_MS);
		await guess(email, 9);
	});

	test("that are spread over hours slow nobody down", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		for (let i = 0; i < 20; i += 1) {
			await guess(UNKNOWN, 1);
			vi.setSystemTime(Date.now() + 2 * MINUTE_MS);
		}
	});

	test("do not keep out a browser that has signed in before", async () => {
		const browser = await new Visitor().signUp();
		const { email } = browser;
		browser.cookies.delete("session");
		await guess(email, 10);
		const eve = await new Visitor().signUp();
		eve.cookies.delete("session");
		expect((await signInElsewhere(email)).status).toBe(429);
		expect((await signInElsewhere(email, PASSWORD, eve)).status).toBe(429);
		expect((await signInElsewhere(email, PASSWORD, browser)).status).toBe(302);
		expect((await signInElsewhere(email, PASSWORD, browser)).status).toBe(302);
	});

	test("do not count when it was another address that had tried too often", async () => {
		const { email } = await newProgram();
		const from = fromElsewhere();
		const limit = new ClientLimit(env.RATE_LIMITER, `sign-in:${from["cf-connecting-ip"]}`, 5);
		for (let i = 0; i < 5; i += 1) await limit.take();
		for (let i = 0; i < 10; i += 1) await DOORS["/signin"](email, from);
		expect((await signInElsewhere(email)).status).toBe(302);
	});
});

describe("the cookie of a known browser", () => {
	test("names nobody, and is of no use once it is changed", async () => {
		const browser = await new Visitor().signUp();
		const cookie = browser.cookies.get("device") as string;
		const value = Buffer.from(cookie, "base64url").toString();
		expect(value).not.toContain(browser.email);
		await guess(browser.email, 10);
		const [entry] = JSON.parse(value) as { id: string; since: number; mac: string }[];
		for (const forged of [
			[{ ...entry, since: 0 }],
			[{ ...entry, id: "another" }],
			[{ ...entry, mac: "x" }],
			"x",
		]) {
			const eve = new Visitor();
			eve.cookies.set("device", Buffer.from(JSON.stringify(forged)).toString("base64url"));
			expect((await signInElsewhere(browser.email, PASSWORD, eve)).status).toBe(429);
		}
	});

	test("is kept from scripts and other sites, and bound to its host over https", async () => {
		const sent = async (path: string) => {
			const visitor = new Visitor();
			const form = { name: "A", email: `${crypto.randomUUID()}@example.com`, password: PASSWORD };
			const answer = await visitor.post(path, form, {
				origin: new URL(path, "http://tend.test").origin,
			});
			return answer.headers.getSetCookie().find((line) => line.includes("device="));
		};
		expect(await sent("/signup")).toMatch(
			/^device=[\w-]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
		);
		expect(await sent("https://tend.test/signup")).toMatch(
			/^__Host-device=[\w-]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/,
		);
	});

	test("serves several people who share a browser, each for their own account", async () => {
		const browser = await new Visitor().signUp();
		const first = browser.email;
		browser.cookies.delete("session");
		await browser.signUp();
		for (const email of [first, browser.email]) {
			await guess(email, 10);
			expect((await signInElsewhere(email, PASSWORD, browser)).status).toBe(302);
		}
	});
});

describe("the current password", () => {
	test.each([
		["/settings", { intent: "password", currentPassword: WRONG, newPassword: "another lamp" }],
		["/settings/delete-account", { password: WRONG }],
	])("cannot be guessed at %s by who has the session", async (path, form) => {
		const thief = await newVisitor();
		await guess(thief.email, 9);
		expect((await thief.post(path, form)).status).toBe(400);
		const refused = await thief.post(path, form);
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(20);
		expect(refused.headers.get("ratelimit")).toMatch(/^"account";r=0;t=/);
		expect(await refused.text()).toContain("Too many tries. Wait a minute");
		expect((await signInElsewhere(thief.email)).status).toBe(429);
	});

	test("is taken from a known browser whatever strangers do, and its tries are limited, too", async () => {
		const ann = await new Visitor().signUp();
		await guess(ann.email, 10);
		const change = (currentPassword: string) =>
			ann.post("/settings", { intent: "password", currentPassword, newPassword: "another lamp" });
		expect((await change(PASSWORD)).status).toBe(302);
		for (let i = 0; i < 10; i += 1) expect((await change(WRONG)).status).toBe(400);
		expect((await change("another lamp")).status).toBe(429);
	}, 90_000);
});

describe("signing up", () => {
	const account = () => ({
		email: `${crypto.randomUUID()}@example.com`,
		password: "quiet harbour lamp",
	});

	test("is limited for each client by all doors together", async () => {
		const from = fromElsewhere();
		const onPage = (form: object = account()) =>
			new Visitor().post("/signup", { name: "A", ...form } as never, from);
		const byApi = (body: object = account()) =>
			new Program().post("/api/auth/register", body, from);
		const taken = account();
		// A refused form is no account; an address that is taken was worth knowing.
		expect((await onPage({ ...account(), password: "password1" })).status).toBe(400);
		expect((await byApi({ ...account(), password: "password1" })).status).toBe(400);
		expect((await onPage(taken)).status).toBe(302);
		expect((await byApi()).status).toBe(201);
		expect((await byApi(taken)).status).toBe(409);
		expect((await onPage(taken)).status).toBe(409);
		expect((await onPage()).status).toBe(302);
		for (const refused of [await onPage(), await byApi(), await byApi(taken)]) {
			expect(refused.status).toBe(429);
			expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3500);
			expect(refused.headers.get("ratelimit-policy")).toBe('"sign-up";q=5;w=3600');
			expect(refused.headers.get("ratelimit")).toMatch(/^"sign-up";r=0;t=3[56]\d\d$/);
			expect(await refused.text()).toContain("Too many tries. Wait 60 minutes");
		}
		expect(
			(await new Visitor().post("/signup", { name: "A", ...account() }, fromElsewhere())).status,
		).toBe(302);
	});
});
