import { migrateChats } from "#workers/user-object/chat/chat-schema.ts";
import type { SqliteD1 } from "./sqlite-d1.ts";

/** The tables of the user's object that are kept in the file; those that are there, once it has been used. */
export const OBJECT_TABLES = [
	"chat_threads",
	"chat_messages",
	"chat_approvals",
	"chat_tool_calls",
] as const;

/** Makes the tables of an object that has not been used yet. */
export function createObjectTables(d1: SqliteD1): void {
	migrateChats(storageOf(d1) as unknown as DurableObjectStorage);
}

/** As much of a Durable Object's storage as the chats use, in the database of the tasks. */
export function storageOf({ sqlite }: SqliteD1) {
	sqlite.exec("create table if not exists object_kv (key text primary key, value text not null)");
	return {
		kv: {
			get(key: string) {
				const row = sqlite.prepare("select value from object_kv where key = ?").get(key);
				return row && JSON.parse(String(row.value));
			},
			put(key: string, value: unknown) {
				const put = "insert or replace into object_kv (key, value) values (?, ?)";
				sqlite.prepare(put).run(key, JSON.stringify(value));
			},
		},
		sql: {
			exec(query: string, ...values: (string | number | null)[]) {
				// Only a migration has several statements; they answer nothing and take nothing.
				if (/;\s*\S/.test(query)) {
					sqlite.exec(query);
					return cursorOf([]);
				}
				return cursorOf(sqlite.prepare(query).all(...values));
			},
		},
	};
}

function cursorOf(rows: unknown[]) {
	return {
		toArray: () => rows,
		one() {
			if (rows.length !== 1) throw new Error(`There are ${rows.length} rows, not one.`);
			return rows[0];
		},
		[Symbol.iterator]: () => rows[Symbol.iterator](),
	};
}
