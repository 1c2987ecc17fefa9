import { env } from "cloudflare:workers";
import { Sessions } from "#app/auth/sessions/session.server.ts";
import { insertUser } from "#db/accounts/accounts.server.ts";
import { Connection, transact } from "#db/client.server.ts";
import { SECRET } from "./secret.ts";
import { fetchWorker, ORIGIN } from "./worker.ts";

export const PASSWORD = "correct horse battery";

type Form = Record<string, string | string[]>;

/** Somebody with a browser that keeps cookies and runs no scripts, talking to the whole worker. */
export class Visitor {
	readonly cookies = new Map<string, string>();
	email = "";

	async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
		return this.#send(path, { headers });
	}

	/** Posts a form and returns the answer itself, redirects included. */
	async post(
		path: string,
		form: Form | FormData,
		headers: Record<string, string> = {},
	): Promise<Response> {
		if (form instanceof FormData) {
			return this.#send(path, {
				method: "POST",
				body: form,
				headers: { origin: ORIGIN, ...headers },
			});
		}
		const body = new URLSearchParams();
		for (const [name, value] of Object.entries(form)) {
			for (const item of [value].flat()) body.append(name, item);
		}
		return this.#send(path, { method: "POST", body, headers: { origin: ORIGIN, ...headers } });
	}

	/** Posts a form and follows its redirect, as a browser does. */
	async submit(path: string, form: Form | FormData): Promise<Response> {
		const answer = await this.post(path, form);
		const location = answer.headers.get("location");
		return location ? this.get(location) : answer;
	}

	async signUp({ timeZone = "America/New_York", name = "Ann" } = {}): Promise<this> {
		this.email = `${crypto.randomUUID()}@example.com`;
		const form = { name, email: this.email, password: PASSWORD, timeZone };
		const answer = await this.post("/signup", form);
		if (answer.status !== 302) throw new Error(`sign-up answered ${answer.status}`);
		return this;
	}

	async signIn(email: string, password = PASSWORD): Promise<Response> {
		this.email = email;
		return this.post("/signin", { email, password });
	}

	async #send(path: string, init: RequestInit & { headers: Record<string, string> }) {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const response = await fetchWorker(path, {
			...init,
			headers: { ...init.headers, ...(cookie ? { cookie } : {}) },
		});
		for (const line of response.headers.getSetCookie()) this.#keep(line);
		return response;
	}

	#keep(line: string) {
		const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
		const [name = "", value = ""] = pair.split("=");
		if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) this.cookies.delete(name);
		else this.cookies.set(name, value);
	}
}

// Of PASSWORD: hashing it takes longer than most tests.
const HASH =
	"$scrypt$ln=14,r=8,p=5$RPeRmUOvYw-9niiwVVp5SQ$IiprDh2RAoDedyTjrB_5HBqmknNl3ETha-BP1XSWfbk";

/** Somebody who is signed in, without the time that signing up takes. */
export async function newVisitor(): Promise<Visitor> {
	const visitor = new Visitor();
	const user = {
		id: crypto.randomUUID(),
		email: `${crypto.randomUUID()}@example.com`,
		name: "Ann",
		passwordHash: HASH,
		timeZone: "America/New_York",
		createdAt: new Date(),
	};
	const db = new Connection(env.DB).open();
	const sessions = new Sessions({ db, secret: SECRET, now: new Date() });
	const credential = await sessions.start(user, "test");
	await transact(db, [insertUser(db, user), ...sessions.takeWrites()]);
	visitor.email = user.email;
	const [, name = "", value = ""] = /^(\w+)=([^;]*)/.exec(sessions.cookie(credential)) ?? [];
	visitor.cookies.set(name, value);
	return visitor;
}
