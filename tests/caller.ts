import { createPersonalToken } from "#app/auth/tokens/token-commands.server.ts";
import type { TokenScope } from "#domain/user/token-scope.ts";
import { newScope, TIME_ZONE } from "./factories.ts";
import { SECRET } from "./secret.ts";
import { fetchWorker } from "./worker.ts";

type Headers = Record<string, string>;

/** A program that calls the API for a user of its own. */
export class Caller {
	readonly userId: string;
	readonly token: string;

	constructor(userId: string, token: string) {
		this.userId = userId;
		this.token = token;
	}

	send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Response> {
		const json = body === undefined ? null : JSON.stringify(body);
		return this.sendText(method, path, json, {
			...(json === null ? {} : { "content-type": "application/json" }),
			...headers,
		});
	}

	sendText(method: string, path: string, body: BodyInit | null, headers: Headers = {}) {
		const authorization = `Bearer ${this.token}`;
		return fetchWorker(path, { method, body, headers: { authorization, ...headers } });
	}

	/** What a request answers, which has to be a success. */
	async json(method: string, path: string, body?: unknown) {
		const answer = await this.send(method, path, body);
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		return answer.json<ReturnType<typeof JSON.parse>>();
	}
}

type Options = { timeZone?: string; scopes?: TokenScope[]; expiresAt?: Date | null };

/** A new user with a personal token of theirs. (Signing in by password would take ten times as long.) */
export async function newCaller({ timeZone = TIME_ZONE, ...token }: Options = {}): Promise<Caller> {
	const scope = await newScope({ timeZone, now: new Date() });
	return callerFor(scope, token);
}

/** The same user with another token. */
export async function callerFor(
	scope: Awaited<ReturnType<typeof newScope>>,
	{ scopes = ["tasks:read", "tasks:write"], expiresAt = null }: Omit<Options, "timeZone"> = {},
) {
	const wanted = { name: "test", scopes, expiresAt };
	const { token } = await createPersonalToken(scope, SECRET, wanted);
	return new Caller(scope.userId, token);
}
