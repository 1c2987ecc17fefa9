import { randomBytes } from "node:crypto";
import { userInfo } from "node:os";
import { encodePersonalToken } from "#app/auth/tokens/personal-token.server.ts";
import { insertUser } from "#db/accounts/accounts.server.ts";
import { insertPersonalToken } from "#db/accounts/tokens.server.ts";
import { Connection } from "#db/client.server.ts";
import { TOKEN_SCOPES } from "#domain/user/token-scope.ts";
import { newApi } from "#workers/api/api.ts";
import { readSettings } from "#workers/platform/settings.ts";
import { newLocalObject } from "./local-object.ts";
import type { SqliteD1 } from "./sqlite-d1.ts";

/*
 * The API of workers/api in this process, for the one user of a database: so commands, filters, words
 * and errors are the server's own. Around it is what the worker would have: bindings and a credential.
 */

export type LocalApi = {
	fetch(request: Request): Promise<Response>;
	/** Resolves when all that answers have left for later is done. */
	settled(): Promise<void>;
};

const AUTH_SECRET = randomBytes(32).toString("hex");
const settings = readSettings({ AUTH_SECRET, API_RATE_LIMIT: "0", LLM_PROVIDER: "local" });

const api = newApi(async (c, next) => {
	c.set("requestId", crypto.randomUUID());
	c.set("connection", new Connection(c.env.DB));
	c.set("settings", settings);
	c.set("route", null);
	c.set("userId", null);
	await next();
});

export async function openLocalApi(d1: SqliteD1): Promise<LocalApi> {
	const token = await signIn(d1);
	const work: Promise<unknown>[] = [];
	const waitUntil = (promise: Promise<unknown>) => {
		work.push(promise);
	};
	const object = newLocalObject({ d1, settings, waitUntil });
	const env = {
		DB: d1,
		EVENTS: nobody,
		USER_OBJECT: { idFromName: (name: string) => name, get: () => object },
	};
	return {
		async fetch(request) {
			request.headers.set("authorization", `Bearer ${token}`);
			return api.fetch(request, env, { waitUntil, passThroughOnException() {}, props: {} });
		},
		async settled() {
			for (let done = 0; done < work.length; ) {
				const begun = work.slice(done);
				done += begun.length;
				await Promise.allSettled(begun);
			}
		},
	};
}

/** A token of the database's user, who is here: due dates float, so they are this machine's. */
async function signIn(d1: SqliteD1): Promise<string> {
	const db = d1.open();
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	const now = new Date();
	const found = d1.sqlite.prepare("update users set time_zone = ? returning id").get(timeZone);
	const userId = found ? String(found.id) : crypto.randomUUID();
	if (!found) {
		const name = userInfo().username;
		const email = `${name}@localhost`;
		await insertUser(db, { id: userId, email, name, passwordHash: "", timeZone, createdAt: now });
	}
	const scopes = [...TOKEN_SCOPES];
	const tokenId = crypto.randomUUID();
	const { token, hash } = encodePersonalToken({ userId, tokenId, scopes, timeZone }, AUTH_SECRET);
	const row = { id: tokenId, userId, name: "console", scopes, hash, createdAt: now };
	await insertPersonalToken(db, { ...row, expiresAt: null, lastUsedAt: now });
	return token;
}

/** Whom a server tells of events: takes every call, and does nothing. */
const nobody: unknown = new Proxy(() => {}, {
	get: (_, name) => (name === "then" ? undefined : nobody),
	apply: () => nobody,
});
