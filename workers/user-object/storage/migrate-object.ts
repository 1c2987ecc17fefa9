/*
 * The SQLite of a Durable Object, and how its tables come about. Each part of the user's object (chats,
 * agenda) has a list of migrations of its own and is migrated when it is first used: an object that no
 * part has used keeps no tables.
 */

type SqlValue = string | number | null;

/** As much of `SqlStorage` as the user's object uses. */
export type ObjectSql = {
	exec<Row extends Record<string, SqlValue>>(
		query: string,
		...values: SqlValue[]
	): { toArray(): Row[]; one(): Row };
};

/** As much of `DurableObjectStorage` as its parts use, so that the console client can keep chats without one. */
export type ObjectStorage = {
	sql: ObjectSql;
	kv: {
		get<Value>(key: string): Value | undefined;
		put<Value>(key: string, value: Value): void;
	};
};

export type ObjectSchema = {
	/** The key under which the object stores how many of the migrations it has run. */
	versionKey: string;
	/**
	 * SQL, each run once in an object and in this order; one may hold several statements. Never edit one
	 * that has been deployed.
	 */
	migrations: string[];
};

/** Runs the migrations that the object has not run yet. The object can be used at once afterwards. */
export function migrateObject(
	{ sql, kv }: ObjectStorage,
	{ versionKey, migrations }: ObjectSchema,
): void {
	const version = kv.get<number>(versionKey) ?? 0;
	for (const statements of migrations.slice(version)) sql.exec(statements);
	if (version < migrations.length) kv.put(versionKey, migrations.length);
}
