import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Connection, type Db } from "#db/client.server.ts";

/*
 * SQLite in this process, spoken to as D1: so the statements of db/ run here as they are. Only what
 * Tend uses of D1 is there.
 */

/** A database in memory, empty. */
export class SqliteD1 {
	readonly sqlite = new DatabaseSync(":memory:", { enableForeignKeyConstraints: true });

	prepare(query: string): SqliteStatement {
		return new SqliteStatement(this.sqlite, query);
	}

	/** Runs statements as one transaction, as D1 does: all take effect, or none and the error is thrown. */
	async batch(statements: SqliteStatement[]) {
		this.sqlite.exec("begin");
		try {
			const results = statements.map((statement) => statement.execute());
			this.sqlite.exec("commit");
			return results;
		} catch (error) {
			this.sqlite.exec("rollback");
			throw error;
		}
	}

	/** Drizzle on this database, for the statements of db/. */
	open(): Db {
		// As much of D1 as a connection uses.
		return new Connection(this as unknown as D1Database).open();
	}

	/** How many rows have been written since the database was opened. */
	get changes(): number {
		const row = this.sqlite.prepare("select total_changes() as count").get();
		return Number(row?.count);
	}
}

class SqliteStatement {
	readonly #sqlite: DatabaseSync;
	readonly #query: string;
	readonly #values: SQLInputValue[];

	constructor(sqlite: DatabaseSync, query: string, values: SQLInputValue[] = []) {
		this.#sqlite = sqlite;
		this.#query = query;
		this.#values = values;
	}

	bind(...values: unknown[]): SqliteStatement {
		return new SqliteStatement(this.#sqlite, this.#query, values.map(toInput));
	}

	execute() {
		const statement = this.#sqlite.prepare(this.#query);
		const results = statement.all(...this.#values);
		return { success: true, results, meta: {} };
	}

	async all() {
		return this.execute();
	}

	async run() {
		return this.execute();
	}

	async first() {
		return this.execute().results[0] ?? null;
	}
}

/** D1 takes booleans as numbers, and has no undefined either. */
function toInput(value: unknown): SQLInputValue {
	if (typeof value === "boolean") return value ? 1 : 0;
	if (value === undefined) throw new TypeError("D1 takes no undefined.");
	// Whole numbers stay whole, also where no column says so.
	if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
	return value as SQLInputValue;
}
