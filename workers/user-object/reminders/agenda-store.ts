import type { AgendaItem } from "#domain/notification/agenda.ts";
import { migrateObject, type ObjectSchema } from "#workers/user-object/storage/migrate-object.ts";

/** The table of what a user's object has to wake up for. */
const AGENDA_SCHEMA: ObjectSchema = {
	versionKey: "agenda-schema",
	migrations: [
		// "if not exists": objects from before there were versions have the table already.
		`create table if not exists agenda (
			key text primary key, kind text not null, ref text not null, task_id integer,
			at integer not null, done integer not null default 0
		) without rowid;
		create index if not exists agenda_next on agenda (at) where done = 0;`,
	],
};

type Row = Omit<AgendaItem, "taskId" | "at"> & { task_id: number | null; at: number };

/**
 * What a user's object has to wake up for, in its SQLite. It can be lost at any time: D1 knows all of
 * it. `done` items have happened; they stay as long as they are planned, so as not to be tried again.
 */
export class AgendaStore {
	readonly #storage: DurableObjectStorage;
	#isMigrated = false;

	constructor(storage: DurableObjectStorage) {
		this.#storage = storage;
	}

	/** Takes over what is planned. Answers how much of it was not known, or known otherwise. */
	replace(items: AgendaItem[], now: Date): number {
		const before = new Map(
			this.#query<Row & { done: number }>("select * from agenda").map((row) => [row.key, row]),
		);
		let changes = 0;
		for (const { key, kind, ref, taskId, at } of items) {
			const known = before.get(key);
			before.delete(key);
			if (known?.at === at.getTime()) continue;
			changes += 1;
			this.#query(
				`insert into agenda (key, kind, ref, task_id, at) values (?, ?, ?, ?, ?)
				on conflict (key) do update set at = excluded.at`,
				key,
				kind,
				ref,
				taskId,
				at.getTime(),
			);
		}
		for (const { key, kind, at, done } of before.values()) {
			// A digest is planned until its time has come; then it waits for the alarm.
			if (kind === "digest" && done === 0 && at <= now.getTime()) continue;
			if (done === 0) changes += 1;
			this.#query("delete from agenda where key = ?", key);
		}
		return changes;
	}

	/** What has to happen by now, earliest first. */
	listDue(now: Date, limit: number): AgendaItem[] {
		return this.#query<Row>(
			"select * from agenda where done = 0 and at <= ? order by at limit ?",
			now.getTime(),
			limit,
		).map(({ key, kind, ref, task_id: taskId, at }) => ({
			key,
			kind,
			ref,
			taskId,
			at: new Date(at),
		}));
	}

	markDone(items: AgendaItem[]): void {
		for (const { key } of items) this.#query("update agenda set done = 1 where key = ?", key);
	}

	/** When the next thing has to happen. */
	next(): Date | null {
		const [row] = this.#query<{ at: number | null }>(
			"select min(at) as at from agenda where done = 0",
		);
		return row?.at ? new Date(row.at) : null;
	}

	/** Removes the table and its version; the next statement makes it anew. */
	drop(): void {
		this.#storage.sql.exec("drop table if exists agenda");
		this.#storage.kv.delete(AGENDA_SCHEMA.versionKey);
		this.#isMigrated = false;
	}

	#query<R>(statement: string, ...values: (string | number | null)[]): R[] {
		// With the first statement, not with the object: that of a deleted user must keep no tables.
		if (!this.#isMigrated) migrateObject(this.#storage, AGENDA_SCHEMA);
		this.#isMigrated = true;
		return this.#storage.sql.exec(statement, ...values).toArray() as R[];
	}
}
