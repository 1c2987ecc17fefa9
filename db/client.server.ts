import type { Query, SQL } from "drizzle-orm";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

export type Db = DrizzleD1Database<Record<string, never>> & { $client: D1Database };

/** A statement that has not been sent: one of Drizzle's builders, or SQL. */
export type Statement = SQL | { toSQL(): Query };

/**
 * Sends statements as one transaction: all take effect, or none and the error is thrown.
 * (Drizzle's own batch for D1 cannot bind the parameters of raw SQL.)
 */
export function transact(db: Db, statements: Statement[]): Promise<D1Result[]> {
	return db.$client.batch(
		statements.map((statement) => {
			const { sql, params } =
				"toSQL" in statement ? statement.toSQL() : db.run(statement).getQuery();
			return db.$client.prepare(sql).bind(...params);
		}),
	);
}

/** A database, or a session of one (D1's read replicas). */
type D1 = Pick<D1Database, "prepare" | "batch">;

type Waiting = {
	statement: D1PreparedStatement;
	resolve: (result: D1Result) => void;
	reject: (error: unknown) => void;
};

/**
 * One request's way to D1. Statements that are started together travel together: whatever the
 * loaders of a page (and the check of its session) ask for goes out as one batch, which is one
 * round trip and one snapshot of the data. Nobody has to arrange for that; `await db.select()…`
 * is all there is to write. `transact` is a trip of its own.
 */
export class Connection {
	readonly #d1: D1;
	#waiting: Waiting[] = [];
	trips = 0;
	/** Time spent waiting for D1, in milliseconds. */
	ms = 0;
	/** Trips that D1 did not answer well. */
	failures = 0;

	constructor(d1: D1) {
		this.#d1 = d1;
	}

	/**
	 * Drizzle on this connection. With a `gate`, results are handed out, and transactions sent, only
	 * once it has resolved; when it rejects they reject with its error. So statements can leave
	 * together with the check that decides whether their answers may be seen.
	 */
	open(gate?: Promise<unknown>): Db {
		return drizzle(new GatedD1(this, this.#d1, gate) as unknown as D1Database, {
			casing: "snake_case",
		});
	}

	/** Sends a statement with the next trip. */
	send(statement: D1PreparedStatement): Promise<D1Result> {
		return new Promise((resolve, reject) => {
			// A macrotask: by then every loader of the page has started and asked for what it needs.
			if (this.#waiting.length === 0) setTimeout(() => void this.#flush(), 0);
			this.#waiting.push({ statement, resolve, reject });
		});
	}

	/** Sends statements as a transaction, now. */
	async transact(statements: D1PreparedStatement[]): Promise<D1Result[]> {
		const start = Date.now();
		this.trips += 1;
		try {
			return await this.#d1.batch(statements);
		} catch (error) {
			this.failures += 1;
			throw error;
		} finally {
			this.ms += Date.now() - start;
		}
	}

	async #flush() {
		const waiting = this.#waiting;
		this.#waiting = [];
		try {
			const results = await this.transact(waiting.map(({ statement }) => statement));
			for (const [i, { resolve }] of waiting.entries()) resolve(results[i] as D1Result);
		} catch (error) {
			for (const { reject } of waiting) reject(error);
		}
	}
}

/** As much of D1Database as Drizzle uses. */
class GatedD1 {
	readonly connection: Connection;
	readonly gate: Promise<unknown> | undefined;
	readonly #d1: D1;

	constructor(connection: Connection, d1: D1, gate: Promise<unknown> | undefined) {
		this.connection = connection;
		this.gate = gate;
		this.#d1 = d1;
	}

	prepare(query: string) {
		return new GatedStatement(this, this.#d1.prepare(query));
	}

	async batch(statements: GatedStatement[]) {
		await this.gate;
		return this.connection.transact(statements.map(({ statement }) => statement));
	}
}

class GatedStatement {
	readonly statement: D1PreparedStatement;
	readonly #client: GatedD1;

	constructor(client: GatedD1, statement: D1PreparedStatement) {
		this.#client = client;
		this.statement = statement;
	}

	bind(...values: unknown[]) {
		return new GatedStatement(this.#client, this.statement.bind(...values));
	}

	async all() {
		const [result] = await Promise.all([
			this.#client.connection.send(this.statement),
			this.#client.gate,
		]);
		return result;
	}

	run() {
		return this.all();
	}

	/** Rows as arrays in column order: so columns of one statement need names of their own. */
	async raw() {
		const { results } = await this.all();
		return (results as Record<string, unknown>[]).map((row) => Object.values(row));
	}
}
