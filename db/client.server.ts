import type { Query, SQL } from "drizzle-orm";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

export type Db = DrizzleD1Database<Record<string, never>> & { $client: D1Database };

/** A statement that has not been sent: one of Drizzle's builders, or SQL. */
export type Statement = SQL | { toSQL(): Query };

/** A row as D1 answers it: by the names of its columns, in their stored form. */
export type StoredRow = Record<string, unknown>;

/** A statement whose rows are wanted from a transaction, with how one of them is read. */
export type ReturningStatement<Row> = { statement: Statement; readRow: (row: StoredRow) => Row };

/** Says how the rows of a statement are read: of a select, or of anything with `returning`. */
export function returning<Row>(
	statement: Statement,
	readRow: (row: StoredRow) => Row,
): ReturningStatement<Row> {
	return { statement, readRow };
}

export type AnyStatement = Statement | ReturningStatement<unknown>;

/** Statements of a transaction by name, in the order in which they run. */
export type NamedStatements = Record<string, AnyStatement | readonly AnyStatement[]>;

type RowOf<Named> = Named extends readonly (infer One)[]
	? RowOf<One>
	: Named extends ReturningStatement<infer Row>
		? Row
		: never;

/** The rows of those names that have statements which return some. */
export type NamedRows<Named extends NamedStatements> = {
	[Name in keyof Named as RowOf<Named[Name]> extends never ? never : Name]: RowOf<Named[Name]>[];
};

/**
 * Sends statements as one transaction, in one trip: all take effect, or none and D1's error is
 * thrown. Statements with names answer their rows under the same names; of a list of statements those
 * of all, one after the other.
 *
 * @example
 * const { added } = await transact(db, { added: insertWebhook(webhook, 10) });
 */
export function transact(db: Db, statements: readonly AnyStatement[]): Promise<void>;
export function transact<Named extends NamedStatements>(
	db: Db,
	statements: Named,
): Promise<NamedRows<Named>>;
export async function transact(
	db: Db,
	statements: readonly AnyStatement[] | NamedStatements,
): Promise<unknown> {
	if (isList(statements)) {
		await sendBatch(db, statements);
		return;
	}
	const named = Object.entries(statements).flatMap(([name, value]) =>
		(isList(value) ? value : [value]).map((statement) => ({ name, statement })),
	);
	const results = await sendBatch(
		db,
		named.map(({ statement }) => statement),
	);
	const rows: Record<string, unknown[]> = {};
	for (const [i, { name, statement }] of named.entries()) {
		if (!("readRow" in statement)) continue;
		const read = (results[i]?.results ?? []).map((row) => statement.readRow(row as StoredRow));
		rows[name] = [...(rows[name] ?? []), ...read];
	}
	// A list of a name may be empty.
	for (const name of Object.keys(statements)) rows[name] ??= [];
	return rows;
}

function isList(value: unknown): value is readonly AnyStatement[] {
	return Array.isArray(value);
}

/** Drizzle's own batch for D1 cannot bind the parameters of raw SQL. */
function sendBatch(db: Db, statements: readonly AnyStatement[]): Promise<D1Result[]> {
	return db.$client.batch(
		statements.map((any) => {
			const statement = "readRow" in any ? any.statement : any;
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
 * One request's connection to D1. Reads that are started in the same tick are sent as one batch, which
 * is one round trip and one snapshot of the data: the loaders of a page and the check of its session
 * share it without knowing of each other. `transact` is a trip of its own.
 */
export class Connection {
	readonly #d1: D1;
	#waiting: Waiting[] = [];
	/** Round trips so far. */
	trips = 0;
	/** Time spent waiting for D1, in milliseconds. */
	ms = 0;
	/** Trips that D1 did not answer well. */
	failures = 0;

	constructor(d1: D1) {
		this.#d1 = d1;
	}

	/**
	 * Drizzle on this connection. With a `gate` (the check of a session), results are handed out, and
	 * transactions sent, only once it has resolved; when it rejects they reject with its error. So reads
	 * can be sent together with the check. A single write that is no transaction is not held back: use
	 * `transact`.
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
