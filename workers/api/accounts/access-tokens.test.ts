import { env } from "cloudflare:workers";
import {
	createLocalJWKSet,
	decodeJwt,
	decodeProtectedHeader,
	exportSPKI,
	generateKeyPair,
	importJWK,
	type JSONWebKeySet,
	type JWTPayload,
	jwtVerify,
	SignJWT,
} from "jose";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openSigningKey, rotateSigningKeys } from "#app/auth/tokens/signing-keys.server.ts";
import { findCurrentSigningKey } from "#db/accounts/signing-keys.server.ts";
import { Connection } from "#db/client.server.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { newProgram, Program } from "#tests/program.ts";
import { SECRET } from "#tests/secret.ts";
import { Visitor } from "#tests/visitor.ts";
import { fetchWorker, newIsolate, ORIGIN, runScheduled } from "#tests/worker.ts";

// Of keys a worker remembers what it has seen.
beforeEach(newIsolate);

async function keySet() {
	const answer = await fetchWorker("/.well-known/jwks.json");
	return { answer, set: await answer.json<JSONWebKeySet>() };
}

/** The key that signs, as somebody who has both the database and AUTH_SECRET gets it. */
async function signingKey() {
	const db = new Connection(env.DB).open();
	const now = new Date();
	const found = await findCurrentSigningKey(db, now);
	const { kid, privateKey } = await openSigningKey({ db, secret: SECRET, now }, found);
	const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
	const key = await crypto.subtle.importKey("pkcs8", privateKey, algorithm, false, ["sign"]);
	return { kid, key };
}

async function signed(program: Program, changes: JWTPayload, header: object = {}) {
	const { kid, key } = await signingKey();
	return new SignJWT({ ...decodeJwt(program.token), ...changes })
		.setProtectedHeader({ alg: "RS256", kid, typ: "JWT", ...header })
		.sign(key);
}

function part(value: object) {
	return Buffer.from(JSON.stringify(value)).toString("base64url");
}

async function expectRefused(program: Program, token: string) {
	const answer = await program.with({ token }).get("/api/auth/me");
	expect(answer.status).toBe(401);
	expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="Tend", error="invalid_token"');
	expect(answer.headers.get("content-type")).toBe("application/problem+json");
}

const seconds = () => Math.floor(Date.now() / 1000);

test("an access token is verified by anybody with the published keys", async () => {
	const ann = await newProgram();
	const { answer, set } = await keySet();
	expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
	expect(answer.headers.get("content-type")).toBe("application/jwk-set+json");
	const { payload, protectedHeader } = await jwtVerify(ann.token, createLocalJWKSet(set), {
		issuer: ORIGIN,
		audience: `${ORIGIN}/api`,
		algorithms: ["RS256"],
	});
	expect(protectedHeader).toEqual({ alg: "RS256", typ: "JWT", kid: set.keys[0]?.kid });
	expect(payload).toEqual({
		iss: ORIGIN,
		aud: `${ORIGIN}/api`,
		sub: ann.userId,
		email: ann.email,
		sid: expect.any(String),
		iat: expect.any(Number),
		exp: (payload.iat ?? 0) + 900,
		jti: expect.any(String),
		zoneinfo: "UTC",
	});
});

test("the published keys and the database have no private half that can be read", async () => {
	await newProgram();
	const { set } = await keySet();
	expect(Object.keys(set.keys[0] ?? {}).toSorted()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
	const row = await env.DB.prepare("select sealed_private_key as sealed from signing_keys").first<{
		sealed: string;
	}>();
	const bytes = Buffer.from(row?.sealed ?? "", "base64url");
	const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
	await expect(
		crypto.subtle.importKey("pkcs8", bytes, algorithm, false, ["sign"]),
	).rejects.toThrow();
});

test("of two first sign-ins at the same moment both sign with one key", async () => {
	const programs = await Promise.all([new Program().register(), new Program().register()]);
	await Promise.all(programs.map((program) => program.signIn()));
	const kids = programs.map(({ token }) => decodeProtectedHeader(token).kid);
	expect(new Set(kids).size).toBe(1);
	expect((await keySet()).set.keys).toHaveLength(1);
});

describe("a token is refused", () => {
	test("with alg none", async () => {
		const ann = await newProgram();
		const [, payload] = ann.token.split(".");
		for (const alg of ["none", "None", "NONE"]) {
			const header = part({ ...decodeProtectedHeader(ann.token), alg });
			await expectRefused(ann, `${header}.${payload}.`);
		}
	});

	test("signed by HS256 with the public key as the secret", async () => {
		const ann = await newProgram();
		const [jwk] = (await keySet()).set.keys;
		const secret = await exportSPKI((await importJWK(jwk ?? {}, "RS256")) as CryptoKey);
		const token = await new SignJWT(decodeJwt(ann.token))
			.setProtectedHeader({ alg: "HS256", kid: jwk?.kid ?? "", typ: "JWT" })
			.sign(new TextEncoder().encode(secret));
		await expectRefused(ann, token);
	});

	test.each([
		["another issuer", { iss: "https://evil.example" }],
		["another audience", { aud: "https://other.example/api" }],
		["an issuer that begins like ours", { iss: `${ORIGIN}.evil.example` }],
		["no sign-in", { sid: crypto.randomUUID() }],
		["no expiry", { exp: undefined }],
		["an expiry that is text", { exp: "never" as unknown as number }],
		["an hour to go until it was made", { iat: seconds() + 3600, exp: seconds() + 4500 }],
	])("with %s", async (_, changes) => {
		const ann = await newProgram();
		await expectRefused(ann, await signed(ann, changes));
	});

	test("with another user's id", async () => {
		const [ann, ben] = [await newProgram(), await newProgram()];
		await expectRefused(ann, await signed(ann, { sub: ben.userId }));
	});

	test("with an unknown kid, or one that is no text", async () => {
		const ann = await newProgram();
		await expectRefused(ann, await signed(ann, {}, { kid: "another" }));
		await expectRefused(ann, await signed(ann, {}, { kid: undefined }));
	});

	test("with critical header fields that we do not know", async () => {
		const ann = await newProgram();
		const { kid, key } = await signingKey();
		const token = await new SignJWT(decodeJwt(ann.token))
			.setProtectedHeader({ alg: "RS256", kid, crit: ["b64"], b64: true })
			.sign(key);
		await expectRefused(ann, token);
	});

	test("tampered with, in claims or signature, known key or not", async () => {
		const ann = await newProgram();
		const [header, , signature = ""] = ann.token.split(".");
		const forged = `${header}.${part({ ...decodeJwt(ann.token), email: "x@y.z" })}.${signature}`;
		await expectRefused(ann, forged);
		expect((await ann.get("/api/auth/me")).status).toBe(200);
		await expectRefused(ann, forged);
		await expectRefused(ann, `${ann.token.slice(0, -8)}AAAAAAAA`);
	});

	test("signed by another deployment's key under our kid", async () => {
		const ann = await newProgram();
		const { privateKey } = await generateKeyPair("RS256");
		const token = await new SignJWT(decodeJwt(ann.token))
			.setProtectedHeader({ ...decodeProtectedHeader(ann.token), alg: "RS256" })
			.sign(privateKey);
		await expectRefused(ann, token);
	});

	test.each([
		"x",
		"a.b.c",
		"..",
		"eyJhbGciOiJSUzI1NiJ9.e30.",
		"tend_",
		"tend_AAAA",
		`tend_${"A".repeat(120)}`,
	])("that is none: %s", async (token) => {
		await expectRefused(await newProgram(), token);
	});
});

describe("time", () => {
	test("a token is good for 15 minutes and a minute of clock skew, and no longer", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		const ann = await newProgram();
		const start = Date.now();
		vi.setSystemTime(start + 15.9 * MINUTE_MS);
		expect((await ann.get("/api/auth/me")).status).toBe(200);
		vi.setSystemTime(start + 16.1 * MINUTE_MS);
		await expectRefused(ann, ann.token);
	});

	test("a token of a machine whose clock is a minute ahead is good", async () => {
		const ann = await newProgram();
		const ahead = await signed(ann, { iat: seconds() + 55, exp: seconds() + 955 });
		expect((await ann.with({ token: ahead }).get("/api/auth/me")).status).toBe(200);
	});
});

describe("rotating the keys", () => {
	const rotate = () =>
		rotateSigningKeys({ db: new Connection(env.DB).open(), secret: SECRET, now: new Date() });

	test("publishes the new key before it signs, and breaks no token", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		const ann = await newProgram();
		const before = decodeProtectedHeader(ann.token).kid;
		await rotate();
		expect((await keySet()).set.keys).toHaveLength(2);
		await ann.signIn();
		expect(decodeProtectedHeader(ann.token).kid).toBe(before);

		vi.setSystemTime(Date.now() + 6 * MINUTE_MS);
		expect((await ann.get("/api/auth/me")).status).toBe(200);
		const next = await ann.with({ token: "" }).signIn();
		expect(decodeProtectedHeader(next.token).kid).not.toBe(before);
		expect((await next.get("/api/auth/me")).status).toBe(200);
		expect((await ann.get("/api/auth/me")).status).toBe(200);
	});

	test("the daily clean-up forgets what has long retired, and nothing else", async () => {
		vi.useFakeTimers({ toFake: ["Date"] });
		await newProgram();
		await rotate();
		await runScheduled("23 3 * * *", new Date());
		expect((await keySet()).set.keys).toHaveLength(2);
		await runScheduled("23 3 * * *", new Date(Date.now() + 25 * 60 * MINUTE_MS));
		expect((await keySet()).set.keys).toHaveLength(1);
	});

	test("a key that AUTH_SECRET does not open is replaced at the next sign-in", async () => {
		const ann = await newProgram();
		await env.DB.prepare("update signing_keys set sealed_private_key = ?")
			.bind("A".repeat(64))
			.run();
		await ann.signIn();
		expect((await ann.get("/api/auth/me")).status).toBe(200);
		expect((await keySet()).set.keys).toHaveLength(2);
	});
});

describe("trips to D1", () => {
	const tripsOf = (answer: Response) => answer.headers.get("server-timing")?.match(/"(.*)"/)?.[1];

	test("an authenticated GET is one, in an isolate's first request and later", async () => {
		const ann = await newProgram();
		for (const path of ["/api/auth/me", "/api/auth/me", "/api/tokens", "/api/tasks"]) {
			const answer = await ann.get(path);
			expect(answer.status).toBe(200);
			expect(tripsOf(answer), path).toBe("1 trip");
		}
	});

	test("what cannot be good costs none", async () => {
		const ann = await newProgram();
		const anybody = ann.with({ token: "" });
		expect(tripsOf(await anybody.get("/api/auth/me"))).toBe("0 trips");
		expect(tripsOf(await ann.with({ token: "tend_x" }).get("/api/auth/me"))).toBe("0 trips");
		const expired = await signed(ann, { exp: seconds() - 61 });
		expect(tripsOf(await ann.with({ token: expired }).get("/api/auth/me"))).toBe("0 trips");
	});

	test("signing in, refreshing and signing out are two at most", async () => {
		const ann = await newProgram();
		const login = { email: ann.email, password: "correct horse battery" };
		expect(tripsOf(await ann.post("/api/auth/login", login))).toBe("2 trips");
		const { refreshToken } = ann;
		expect(tripsOf(await ann.post("/api/auth/refresh", { refreshToken }))).toBe("1 trip");
		expect(tripsOf(await ann.post("/api/auth/logout"))).toBe("2 trips");
	});

	test("a user who has moved is answered for where they are: two trips, once", async () => {
		const ann = await newProgram();
		await ann.post("/api/tasks", { title: "Tea", dueDate: "2026-12-01T09:00" });
		await env.DB.prepare("update users set time_zone = 'Asia/Tokyo'").run();
		const first = await ann.get("/api/tasks/1");
		expect(await first.json()).toMatchObject({ dueDate: "2026-12-01T09:00:00+09:00" });
		expect(tripsOf(first)).toBe("2 trips");
		expect(tripsOf(await ann.get("/api/tasks/1"))).toBe("1 trip");
	});

	test("a user who has moved writes once, as where they are", async () => {
		const ann = await newProgram();
		await env.DB.prepare("update users set time_zone = 'Asia/Tokyo'").run();
		const answer = await ann.post("/api/tasks", { title: "Tea", dueDate: "2026-12-01T09:00" });
		expect(answer.status).toBe(201);
		expect(await answer.json()).toMatchObject({ id: 1, dueDate: "2026-12-01T09:00:00+09:00" });
	});
});

describe("the session cookie", () => {
	test("serves calls of this origin, and a changed zone renews it", async () => {
		const ann = await new Visitor().signUp();
		expect(await (await ann.get("/api/auth/me")).json()).toMatchObject({ email: ann.email });
		await env.DB.prepare("update users set time_zone = 'Asia/Tokyo'").run();
		const cookie = ann.cookies.get("session");
		expect(await (await ann.get("/api/auth/me")).json()).toMatchObject({ timeZone: "Asia/Tokyo" });
		expect(ann.cookies.get("session")).not.toBe(cookie);
	});

	test("does not serve unsafe calls that another site makes a browser send", async () => {
		const ann = await new Visitor().signUp();
		const answer = await fetchWorker("/api/auth/logout", {
			method: "POST",
			headers: { cookie: `session=${ann.cookies.get("session")}`, origin: "https://evil.example" },
		});
		expect(answer.status).toBe(403);
		expect((await ann.get("/api/auth/me")).status).toBe(200);
	});

	test("ends at once with a call to log out", async () => {
		const ann = await new Visitor().signUp();
		const cookie = `session=${ann.cookies.get("session")}`;
		const out = await fetchWorker("/api/auth/logout", { method: "POST", headers: { cookie } });
		expect(out.status).toBe(200);
		expect(out.headers.get("set-cookie")).toContain("session=;");
		expect((await fetchWorker("/api/auth/me", { headers: { cookie } })).status).toBe(401);
	});
});
