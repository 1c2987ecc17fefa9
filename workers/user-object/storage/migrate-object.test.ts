import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { newChatUser } from "#tests/chat-object.ts";
import { scriptedModel } from "#tests/fake-model.ts";
import { ChatStore } from "#workers/user-object/chat/chat-store.ts";
import { AgendaStore } from "#workers/user-object/reminders/agenda-store.ts";
import { migrateObject } from "./migrate-object.ts";

const NOW = new Date("2026-11-20T15:00:00Z");

async function newStorage<Result>(work: (storage: DurableObjectStorage) => Result) {
	const user = await newChatUser(scriptedModel());
	return runInDurableObject(user.object, (_, { storage }) => work(storage));
}

test("each migration is run once, in its order", async () => {
	await newStorage((storage) => {
		const first = "create table t (a integer); insert into t values (1);";
		const second = "alter table t add b integer; insert into t values (2, 3);";
		migrateObject(storage, { versionKey: "t-schema", migrations: [first] });
		migrateObject(storage, { versionKey: "t-schema", migrations: [first, second] });
		migrateObject(storage, { versionKey: "t-schema", migrations: [first, second] });
		expect(storage.sql.exec("select a, b from t order by a").toArray()).toEqual([
			{ a: 1, b: null },
			{ a: 2, b: 3 },
		]);
		expect(storage.kv.get("t-schema")).toBe(2);
	});
});

test("an object from before the agenda had versions keeps its agenda", async () => {
	await newStorage((storage) => {
		storage.sql.exec(
			`create table if not exists agenda (
				key text primary key, kind text not null, ref text not null, task_id integer,
				at integer not null, done integer not null default 0
			) without rowid`,
		);
		storage.sql.exec("create index if not exists agenda_next on agenda (at) where done = 0");
		storage.sql.exec(
			"insert into agenda (key, kind, ref, task_id, at) values ('k', 'reminder', 'r', 7, ?)",
			NOW.getTime(),
		);
		const store = new AgendaStore(storage);
		expect(store.next()).toEqual(NOW);
		expect(store.listDue(NOW, 10)).toEqual([
			{ key: "k", kind: "reminder", ref: "r", taskId: 7, at: NOW },
		]);
		expect(storage.kv.get("agenda-schema")).toBe(1);
	});
});

test("an object that has chats keeps them", async () => {
	await newStorage((storage) => {
		new ChatStore(storage).insertChat("t", "Milk", NOW.getTime());
		expect(storage.kv.get("chat-schema")).toBe(2);
		expect(new ChatStore(storage).listChats()).toMatchObject([{ id: "t", title: "Milk" }]);
	});
});

test("a dropped agenda leaves nothing, and can be used again", async () => {
	await newStorage((storage) => {
		const store = new AgendaStore(storage);
		expect(store.next()).toBeNull();
		store.drop();
		expect([...storage.kv.list({ prefix: "agenda" })]).toEqual([]);
		expect(store.next()).toBeNull();
	});
});
