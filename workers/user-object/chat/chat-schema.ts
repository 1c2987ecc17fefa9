import type { ObjectSchema } from "#workers/user-object/storage/migrate-object.ts";

/** The tables of a user's chats. */
export const CHAT_SCHEMA: ObjectSchema = {
	versionKey: "chat-schema",
	migrations: [
		`create table chat_threads (
			id text primary key,
			title text not null,
			created_at integer not null,
			updated_at integer not null,
			summary text not null default '',
			summarised_to integer not null default 0
		) without rowid;
		create table chat_messages (
			thread_id text not null,
			seq integer not null,
			id text not null,
			role text not null,
			parts text not null,
			status text,
			error text,
			created_at integer not null,
			primary key (thread_id, seq)
		) without rowid;
		create unique index chat_messages_by_id on chat_messages (thread_id, id);
		create index chat_messages_answering on chat_messages (status) where status = 'answering';
		create table chat_approvals (
			thread_id text not null,
			id text not null,
			answer text,
			primary key (thread_id, id)
		) without rowid;
		create table chat_tool_calls (
			thread_id text not null,
			seq integer not null,
			tool_call_id text not null,
			tool_name text not null,
			input text not null,
			outcome text,
			primary key (thread_id, tool_call_id)
		);
		create table chat_usage (day text primary key, tokens integer not null) without rowid;`,
		// What the request granted that a reply was begun by, as JSON; null is everything.
		"alter table chat_messages add column granted text;",
	],
};
