import { env } from "cloudflare:workers";
import { createAccessToken } from "#app/auth/tokens/access-token.server.ts";
import { hashToken } from "#app/auth/tokens/personal-token.server.ts";
import { openSigningKey } from "#app/auth/tokens/signing-keys.server.ts";
import { insertUser } from "#db/accounts/accounts.server.ts";
import { findCurrentSigningKey } from "#db/accounts/signing-keys.server.ts";
import { insertSignIn } from "#db/accounts/tokens.server.ts";
import { Connection, transact } from "#db/client.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import { SECRET } from "./secret.ts";
import { PASSWORD } from "./visitor.ts";
import { fetchWorker, ORIGIN } from "./worker.ts";

type Tokens = { token: string; refreshToken: string; expiresIn: number };

/** Somebody's program, talking to the API with a bearer token. */
export class Program {
	userId = "";
	email = "";
	token = "";
	refreshToken = "";

	async send(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Response> {
		return fetchWorker(path, {
			method,
			body: body === undefined ? null : JSON.stringify(body),
			headers: {
				...(body === undefined ? {} : { "content-type": "application/json" }),
				...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
				...headers,
			},
		});
	}

	get(path: string, headers: Record<string, string> = {}): Promise<Response> {
		return this.send("GET", path, undefined, headers);
	}

	post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
		return this.send("POST", path, body, headers);
	}

	async register(name = "Ann"): Promise<this> {
		this.email = `${crypto.randomUUID()}@example.com`;
		const account = { email: this.email, password: PASSWORD, name };
		const answer = await this.post("/api/auth/register", account);
		if (answer.status !== 201) throw new Error(`registering answered ${answer.status}`);
		this.userId = (await answer.json<{ userId: string }>()).userId;
		return this;
	}

	async signIn(): Promise<this> {
		const answer = await this.post("/api/auth/login", { email: this.email, password: PASSWORD });
		if (answer.status !== 200) throw new Error(`logging in answered ${answer.status}`);
		return this.keep(await answer.json<Tokens>());
	}

	/** Another program that has the same sign-in, or none of its own yet. */
	with(tokens: Partial<Tokens>): Program {
		const twin = new Program();
		return Object.assign(twin, this, tokens);
	}

	keep({ token, refreshToken }: Tokens): this {
		Object.assign(this, { token, refreshToken });
		return this;
	}
}

/** Of PASSWORD: making it takes a quarter of a second. */
const PASSWORD_HASH =
	"$scrypt$ln=14,r=8,p=5$ItkhoR_Up3KEXKwg5lZQ8A$sNo_qNKIwKyt4XuesWV2prqFGYfopWIhhEYS03qr1Lw";

/** A program that is signed in, without the time that passwords take. */
export async function newProgram({ timeZone = "UTC" } = {}): Promise<Program> {
	const db = new Connection(env.DB).open();
	const now = new Date();
	const user = {
		id: crypto.randomUUID(),
		email: `${crypto.randomUUID()}@example.com`,
		name: "Ann",
		passwordHash: PASSWORD_HASH,
		timeZone,
		createdAt: now,
	};
	const signInId = crypto.randomUUID();
	const refreshToken = `refresh-${signInId}`;
	await transact(db, [
		insertUser(db, user),
		...insertSignIn(db, {
			id: signInId,
			userId: user.id,
			userAgent: "test",
			createdAt: now,
			expiresAt: new Date(now.getTime() + 7 * DAY_MS),
			refreshTokenHash: hashToken(refreshToken),
		}),
	]);
	const found = await findCurrentSigningKey(db, now);
	const key = await openSigningKey({ db, secret: SECRET, now }, found);
	const token = await createAccessToken(key, { user, signInId, issuer: ORIGIN, now });
	return Object.assign(new Program(), {
		userId: user.id,
		email: user.email,
		token,
		refreshToken,
	});
}
