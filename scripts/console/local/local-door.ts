import { randomBytes } from "node:crypto";
import { userInfo } from "node:os";
import { Hono } from "hono";
import { createPersonalToken } from "#app/auth/personal-token.server.ts";
import { insertUser } from "#db/accounts.server.ts";
import { Connection } from "#db/client.server.ts";
import { TOKEN_SCOPES } from "#db/schema.ts";
import { insertPersonalToken } from "#db/tokens.server.ts";
import { serveApi } from "../../../workers/api/api.ts";
import type { HonoEnv } from "../../../workers/hono-env.ts";
import { readSettings } from "../../../workers/settings.ts";
import type { Door } from "../door.ts";
import { EXIT, failure } from "../failure.ts";
import type { SqliteD1 } from "./sqlite-d1.ts";
import { DamagedDocument, emptyDatabase, readDocument, writeDocument } from "./task-document.ts";
import { type Reading, readTaskFile, withLockedFile } from "./task-file.ts";

/*
 * No server at all: the API itself runs in this process, on a database in memory that is read from
 * the file and, when a request has changed something, written back to it. So the commands, filters,
 * words and errors are the server's own.
 */

const AUTH_SECRET = randomBytes(32).toString("hex");
// An origin as requests need one; nobody is asked.
const ORIGIN = "http://localhost";
const SAFE_METHODS = ["GET", "HEAD"];

export function openLocalDoor(path: string): Door {
	return {
		place: path,
		timeZone: async () => timeZoneHere(),
		async send(url, init = {}) {
			if (url.startsWith("/api/chat")) throw failure(EXIT.refused, "The assistant needs a server.");
			const request = new Request(new URL(url, ORIGIN), { ...init, duplex: "half" } as RequestInit);
			if (SAFE_METHODS.includes(request.method)) {
				const api = await openApi(load(path, await readTaskFile(path)));
				return api(request);
			}
			return withLockedFile(path, async (file) => {
				const reading = await file.read();
				const d1 = load(path, reading);
				const api = await openApi(d1);
				const before = d1.changes;
				const response = await api(request);
				// To the end, since the end may still write.
				const body = await response.arrayBuffer();
				if (d1.changes > before) await file.replace(reading, writeDocument(d1));
				return new Response(body, response);
			});
		},
	};
}

function load(path: string, reading: Reading): SqliteD1 {
	if (reading === null) return emptyDatabase();
	try {
		return readDocument(reading.text);
	} catch (error) {
		if (!(error instanceof DamagedDocument)) throw error;
		throw failure(
			EXIT.file,
			`${path} is damaged: ${error.message}. It was left as it is; put a good copy in its place, or name another file.`,
		);
	}
}

const app = new Hono<HonoEnv>();
const settings = readSettings({ AUTH_SECRET, API_RATE_LIMIT: "0" });

app.use(async (c, next) => {
	c.set("requestId", crypto.randomUUID());
	c.set("connection", new Connection(c.env.DB));
	c.set("settings", settings);
	c.set("route", null);
	c.set("userId", null);
	await next();
});
app.all("/api/*", serveApi);

/** The API on that database, for its one user. */
async function openApi(d1: SqliteD1): Promise<(request: Request) => Promise<Response>> {
	const token = await signIn(d1);
	return async (request) => {
		request.headers.set("authorization", `Bearer ${token}`);
		const afterwards: Promise<unknown>[] = [];
		const response = await app.fetch(
			request,
			{ DB: d1, EVENTS: nobody, USER_OBJECT: nobody },
			{ waitUntil: (work) => afterwards.push(work), passThroughOnException() {}, props: {} },
		);
		await Promise.allSettled(afterwards);
		return response;
	};
}

/** A token of the database's user, who is here: due dates float, so they are this machine's. */
async function signIn(d1: SqliteD1): Promise<string> {
	const db = new Connection(d1 as unknown as D1Database).open();
	const timeZone = timeZoneHere();
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
	const { token, hash } = createPersonalToken({ userId, tokenId, scopes, timeZone }, AUTH_SECRET);
	const row = { id: tokenId, userId, name: "console", scopes, hash, createdAt: now };
	await insertPersonalToken(db, { ...row, expiresAt: null, lastUsedAt: now });
	return token;
}

/** Whom events are announced to on a server: takes every call, and tells nobody. */
const nobody: unknown = new Proxy(() => {}, {
	get: (_, name) => (name === "then" ? undefined : nobody),
	apply: () => nobody,
});

function timeZoneHere(): string {
	return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
