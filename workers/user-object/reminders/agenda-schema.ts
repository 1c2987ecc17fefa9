import type { ObjectSchema } from "#workers/user-object/storage/migrate-object.ts";

/** The table of what a user's object has to wake up for. */
export const AGENDA_SCHEMA: ObjectSchema = {
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
