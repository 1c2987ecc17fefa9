import { CHAT_SCHEMA } from "#workers/user-object/chat/chat-schema.ts";
import { migrateObject, type ObjectStorage } from "#workers/user-object/storage/migrate-object.ts";
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
	migrateObject(openObjectStorage(d1), CHAT_SCHEMA);
}

/** The storage of the user's object, kept in the database of their tasks. */
export function openObjectStorage({ sqlite }: SqliteD1): ObjectStorage {
	sqlite.exec("create table if not exists object_kv (key text primary key, value text not null)");
	return {
		kv: {
			get(key) {
				const row = sqlite.prepare("select value from object_kv where key = ?").get(key);
				return row && JSON.parse(String(row.value));
			},
			put(key, value) {
				const put = "insert or replace into object_kv (key, value) values (?, ?)";
				sqlite.prepare(put).run(key, JSON.stringify(value));
			},
		},
		sql: {
			exec<Row>(query: string, ...values: (string | number | null)[]) {
				// Only migrations have several statements. They have no parameters and return no rows.
				if (/;\s*\S/.test(query)) {
					sqlite.exec(query);
					return cursorOf<Row>([]);
				}
				return cursorOf(sqlite.prepare(query).all(...values) as Row[]);
			},
		},
	};
}

function cursorOf<Row>(rows: Row[]) {
	return {
		toArray: () => rows,
		one() {
			const [row] = rows;
			if (!row || rows.length > 1) throw new Error(`There are ${rows.length} rows, not one.`);
			return row;
		},
	};
}
