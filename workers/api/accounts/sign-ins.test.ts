import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { DAY_MS } from "#domain/time/durations.ts";
import { newProgram, Program } from "#tests/program.ts";
import { PASSWORD, Visitor } from "#tests/visitor.ts";
import { fetchWorker } from "#tests/worker.ts";

function count(table: string) {
	return env.DB.prepare(`select count(*) as n from ${table}`).first<number>("n");
}

async function problemOf(answer: Response) {
	return answer.json<{ status: number; detail: string; errors?: { path: string }[] }>();
}

test("a program registers, logs in and asks who it is", async () => {
	const ann = new Program();
	const account = { email: "Ann@Example.com", password: PASSWORD };
	const registered = await ann.post("/api/auth/register", account);
	expect(registered.status).toBe(201);
	const { userId } = await registered.json<{ userId: string }>();
	const answer = await ann.post("/api/auth/login", account);
	expect(answer.status).toBe(200);
	expect(answer.headers.get("cache-control")).toBe("no-store");
	const signedIn = await answer.json<Record<string, unknown>>();
	const user = {
		id: userId,
		email: "Ann@Example.com",
		name: "Ann",
		timeZone: "UTC",
		createdAt: expect.stringMatching(/^20.*Z$/),
	};
	expect(signedIn).toEqual({
		token: expect.any(String),
		expiresIn: 900,
		refreshToken: expect.any(String),
		user,
	});
	ann.token = signedIn.token as string;
	expect(await (await ann.get("/api/auth/me")).json()).toEqual(user);
	const { results } = await env.DB.prepare("select type, actor from events order by id").all();
	expect(results).toEqual([
		{ type: "signed-up", actor: "api" },
		{ type: "signed-in", actor: "api" },
	]);
});

test("an address is taken once, and common passwords never", async () => {
	const ann = new Program();
	const account = { email: "ann@example.com", password: PASSWORD };
	await ann.post("/api/auth/register", account);
	const again = await ann.post("/api/auth/register", { ...account, email: "ANN@example.com" });
	expect(again.status).toBe(409);
	const common = await ann.post("/api/auth/register", {
		email: "b@example.com",
		password: "Password1",
	});
	expect(common.status).toBe(400);
	expect((await problemOf(common)).errors).toMatchObject([{ path: "password" }]);
	const more = { ...account, email: "c@example.com", isAdmin: true };
	expect((await ann.post("/api/auth/register", more)).status).toBe(400);
});

test("a wrong password and an unknown address read the same, and are counted with the page's", async () => {
	const ann = await newProgram();
	const wrong = { password: "wrong horse battery" };
	const known = await ann.post("/api/auth/login", { ...wrong, email: ann.email });
	const unknown = await ann.post("/api/auth/login", { ...wrong, email: "nobody@example.com" });
	const [a, b] = [await problemOf(known), await problemOf(unknown)];
	expect([known.status, unknown.status]).toEqual([401, 401]);
	expect(a.detail).toBe("That address and password do not belong together.");
	expect(b.detail).toBe(a.detail);
	expect(known.headers.get("www-authenticate")).toBe('Bearer realm="Tend"');

	for (let i = 0; i < 3; i++) await new Visitor().signIn(ann.email, "wrong");
	const limited = await ann.post("/api/auth/login", { email: ann.email, password: PASSWORD });
	expect(limited.status).toBe(429);
	expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("a refresh token gives a new pair, once; the database knows no token", async () => {
	const ann = await newProgram();
	const answer = await ann.post("/api/auth/refresh", { refreshToken: ann.refreshToken });
	expect(answer.status).toBe(200);
	const pair = await answer.json<{ token: string; refreshToken: string }>();
	expect(pair).toEqual({
		token: expect.any(String),
		refreshToken: expect.any(String),
		expiresIn: 900,
	});
	expect((await ann.with(pair).get("/api/auth/me")).status).toBe(200);
	const { results } = await env.DB.prepare("select * from refresh_tokens, sign_ins").all();
	expect(JSON.stringify(results)).not.toContain(pair.refreshToken);
	expect((await ann.post("/api/auth/refresh", pair.refreshToken)).status).toBe(400);
});

test("using a refresh token twice ends its sign-in, with all tokens of it, and no other", async () => {
	const ann = await newProgram();
	const other = await newProgram();
	const { refreshToken } = ann;
	const second = await (await ann.post("/api/auth/refresh", { refreshToken })).json<Program>();
	expect((await ann.post("/api/auth/refresh", { refreshToken })).status).toBe(401);
	const { refreshToken: next } = second;
	expect((await ann.post("/api/auth/refresh", { refreshToken: next })).status).toBe(401);
	expect((await ann.get("/api/auth/me")).status).toBe(401);
	expect((await ann.with({ token: second.token }).get("/api/auth/me")).status).toBe(401);
	expect((await other.get("/api/auth/me")).status).toBe(200);
	expect(await count("sign_ins")).toBe(1);
});

test("of refreshes at the same moment exactly one wins, and the sign-in is over", async () => {
	const ann = await newProgram();
	const { refreshToken } = ann;
	const answers = await Promise.all(
		Array.from({ length: 5 }, () => ann.post("/api/auth/refresh", { refreshToken })),
	);
	expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401, 401]);
	const [winner] = answers.filter(({ status }) => status === 200) as [Response];
	const { token } = await winner.json<Program>();
	expect((await ann.with({ token }).get("/api/auth/me")).status).toBe(401);
});

test("a refresh token lives for 7 days, which each refresh begins anew", async () => {
	vi.useFakeTimers({ toFake: ["Date"] });
	const ann = await newProgram();
	const late = await newProgram();
	const start = Date.now();
	vi.setSystemTime(start + 6 * DAY_MS);
	const answer = await ann.post("/api/auth/refresh", { refreshToken: ann.refreshToken });
	ann.keep(await answer.json());
	vi.setSystemTime(start + 7.1 * DAY_MS);
	const { refreshToken } = late;
	expect((await late.post("/api/auth/refresh", { refreshToken })).status).toBe(401);
	vi.setSystemTime(start + 12 * DAY_MS);
	const again = await ann.post("/api/auth/refresh", { refreshToken: ann.refreshToken });
	expect(again.status).toBe(200);
	expect(await count("refresh_tokens")).toBe(3);
});

test("a sign-in ends after 90 days, however often it is refreshed", async () => {
	vi.useFakeTimers({ toFake: ["Date"] });
	const ann = await newProgram();
	const start = Date.now();
	const refreshOn = async (day: number) => {
		vi.setSystemTime(start + day * DAY_MS);
		const answer = await ann.post("/api/auth/refresh", { refreshToken: ann.refreshToken });
		if (answer.status === 200) ann.keep(await answer.json());
		return answer.status;
	};
	for (let day = 6; day <= 84; day += 6) expect(await refreshOn(day)).toBe(200);
	expect(await refreshOn(89.999)).toBe(200);
	expect((await ann.get("/api/auth/me")).status).toBe(200);
	vi.setSystemTime(start + 90.001 * DAY_MS);
	expect((await ann.get("/api/auth/me")).status).toBe(401);
	expect(await refreshOn(90.001)).toBe(401);
});

test("after logging out the access token is refused at once, and the refresh token, too", async () => {
	const ann = await newProgram();
	const other = await new Program().with({ ...ann, token: "" }).signIn();
	expect((await ann.post("/api/auth/logout")).status).toBe(200);
	expect((await ann.get("/api/auth/me")).status).toBe(401);
	expect((await ann.post("/api/tasks", { title: "x" })).status).toBe(401);
	expect(await count("tasks")).toBe(0);
	const { refreshToken } = ann;
	expect((await ann.post("/api/auth/refresh", { refreshToken })).status).toBe(401);
	expect((await other.get("/api/auth/me")).status).toBe(200);
});

test("a new password ends what programs had", async () => {
	const ann = await newProgram();
	const browser = new Visitor();
	await browser.signIn(ann.email);
	await browser.post("/settings", {
		intent: "password",
		currentPassword: PASSWORD,
		newPassword: "another horse battery",
	});
	expect((await ann.get("/api/auth/me")).status).toBe(401);
});

test("name and time zone are changed, nothing else is", async () => {
	const ann = await newProgram();
	const changed = await ann.send("PATCH", "/api/auth/me", {
		name: " Anna ",
		timeZone: "Asia/Tokyo",
	});
	expect(changed.status).toBe(200);
	const me = await (await ann.get("/api/auth/me")).json();
	expect(me).toMatchObject({ name: "Anna", timeZone: "Asia/Tokyo" });
	expect(await changed.json()).toEqual(me);
	for (const body of [{ email: "x@example.com" }, { timeZone: "Mars/Olympus" }, { name: "" }]) {
		expect((await ann.send("PATCH", "/api/auth/me", body)).status).toBe(400);
	}
	expect((await ann.send("PATCH", "/api/auth/me", {})).status).toBe(200);
});

test("nobody hears that a credential is missing, and how to send one", async () => {
	const answer = await fetchWorker("/api/auth/me");
	expect(answer.status).toBe(401);
	expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="Tend"');
	const basic = await fetchWorker("/api/auth/me", { headers: { authorization: "Basic eDp5" } });
	expect(basic.status).toBe(401);
});
