import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { findCause, SessionEnded } from "#app/core/errors.ts";
import { Connection, type Db, transact } from "./client.server.ts";

const one = (db: Db) => db.all<{ one: number }>(sql`select 1 as one`);

test("statements that are started together travel together", async () => {
	const connection = new Connection(env.DB);
	const db = connection.open();
	await Promise.all([one(db), one(db), Promise.resolve().then(() => one(db))]);
	expect(connection.trips).toBe(1);
	await one(db);
	expect(connection.trips).toBe(2);
});

test("answers wait for the gate, though their statements have left", async () => {
	const connection = new Connection(env.DB);
	const { promise: gate, resolve: open } = Promise.withResolvers<void>();
	let answered = false;
	const answer = one(connection.open(gate)).then(() => {
		answered = true;
	});
	await vi.waitFor(() => expect(connection.trips).toBe(1));
	expect(answered).toBe(false);
	open();
	await answer;
	expect(answered).toBe(true);
});

test("a gate that stays shut voids the answers and lets no transaction out", async () => {
	const connection = new Connection(env.DB);
	const gate = Promise.reject(new SessionEnded());
	const db = connection.open(gate);
	const failure = await one(db).then(
		() => null,
		(error: unknown) => findCause(error, SessionEnded),
	);
	expect(failure).toBeInstanceOf(SessionEnded);
	const writing = transact(db, [sql`create table leaked (x)`]);
	await expect(writing).rejects.toBeInstanceOf(SessionEnded);
	const { results } = await env.DB.prepare(
		"select name from sqlite_schema where name = 'leaked'",
	).all();
	expect(results).toEqual([]);
});

test("a transaction takes effect as a whole or not at all", async () => {
	const db = new Connection(env.DB).open();
	const half = transact(db, [sql`create table half (x)`, sql`insert into nowhere values (${1})`]);
	await expect(half).rejects.toThrow();
	const { results } = await env.DB.prepare(
		"select name from sqlite_schema where name = 'half'",
	).all();
	expect(results).toEqual([]);
});

test("a statement that fails does so for whoever asked, with its cause", async () => {
	const db = new Connection(env.DB).open();
	await expect(db.all(sql`select * from nowhere`)).rejects.toThrow();
});
