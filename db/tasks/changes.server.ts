import { eq, type SQL, sql } from "drizzle-orm";
import { type Db, type ReturningStatement, returning, transact } from "#db/client.server.ts";
import { changes, events, tasks, users } from "#db/schema.ts";
import type { Actor } from "#domain/event/event-types.ts";
import { chunkEdits, type Edit, type EditChunk, termsOf, toEditRow } from "./edit-rows.server.ts";

export type Change = {
	id: string;
	userId: string;
	summary: string;
	actor: Actor;
	requestId: string;
	/** By the server's clock. */
	at: Date;
	/** When it was done, as a device says that was offline then. */
	reportedAt?: Date;
	edits: Edit[];
	/** Of the request that asked for it under an Idempotency-Key. */
	digest?: string;
	/** How many tasks the user may have; 0 is no limit. What a series makes counts, and is never refused. */
	taskLimit: number;
	/** Set when this is the undo or redo of another change: what that one becomes. */
	reverses?: { changeId: string; becomes: "done" | "undone" };
	/** Set when this does an undone change again in its own right: the one that it stands for now. */
	replaces?: string;
};

/**
 * A task has moved on since the `before` that a change was worked out from, or its series has got
 * another open task. Nothing was written.
 */
export class StaleChange extends Error {}

/** The user's change of that id has been written before: the same request came twice. */
export class RepeatedChange extends Error {}

/** The user would have more tasks than they may. Nothing was written. */
export class TooManyTasks extends Error {}

export type WrittenChange = {
	/** The numbers of the tasks that were made, in the order of their edits. */
	taskIds: number[];
	eventIds: string[];
};

/**
 * Writes a change and its events in one transaction: all or nothing.
 * Throws `StaleChange`, `RepeatedChange` or `TooManyTasks`.
 */
export async function writeChange(
	db: Db,
	change: Change,
	newId: () => string,
): Promise<WrittenChange> {
	const rows = change.edits.map((edit) => ({ edit, row: toEditRow(edit, change.userId, newId()) }));
	const made = rows.filter(({ edit }) => edit.after && edit.after.id === null);
	const put = rows.filter(({ edit }) => edit.after && edit.after.id !== null);
	const removed = rows.filter(({ edit }) => edit.after === null);
	const reworded = put.filter(({ edit, row }) => row.terms !== termsOf(edit.before, change.userId));

	const statements: SQL[] = openChange(change);
	const number = sql`edit.value ->> 'id'`;
	for (const part of chunkEdits(removed)) {
		statements.push(
			unindexTasks(change, part),
			deleteTasks(change, part),
			insertEvents(change, part, number),
		);
	}
	for (const part of chunkEdits(reworded)) statements.push(unindexTasks(change, part));
	// A series has one open task at any moment, within a change as well: what closes comes first.
	for (const part of chunkEdits(put.toSorted(byOpenness))) {
		statements.push(putTasks(change, part, number), insertEvents(change, part, number));
	}
	for (const part of chunkEdits(reworded)) statements.push(indexTasks(change, part, number));
	// What is put back has been counted by now, and what is removed no longer is.
	const asked = change.edits.filter((edit) => edit.before === null && !edit.isGenerated);
	const isMore = asked.length > removed.length;
	if (made.length > 0 || isMore) {
		const taskLimit = isMore ? change.taskLimit : 0;
		const lastNumber = sql`task_seq + ${made.length}`;
		statements.push(takeNumbers({ ...change, taskLimit }, lastNumber, sql`${made.length}`));
	}
	const firstNumber = sql`(select task_seq from ${users} where id = ${change.userId}) - ${made.length - 1}`;
	const parent = sql`coalesce(${firstNumber} + (edit.value ->> 'under'), edit.value -> 'after' ->> 'parentId')`;
	let numbered = 0;
	for (const part of chunkEdits(made)) {
		const id = sql`${firstNumber} + ${numbered} + edit.key`;
		numbered += part.length;
		statements.push(
			putTasks(change, part, id, parent),
			indexTasks(change, part, id),
			insertEvents(change, part, id, parent),
		);
	}

	const taskSeq = db
		.select({ taskSeq: users.taskSeq })
		.from(users)
		.where(eq(users.id, change.userId));
	try {
		const { lastNumber } = await transact(db, {
			lastNumber: returning(taskSeq, (row) => Number(row.task_seq)),
			statements,
		});
		return {
			taskIds: made.map((_, i) => (lastNumber[0] ?? 0) + 1 + i),
			eventIds: rows.map(({ row }) => row.eventId),
		};
	} catch (error) {
		throw constraintError(error) ?? error;
	}
}

/**
 * Sets the number of the user's newest task, which may not be null: so the transaction fails where those
 * that there are and the `added` ones would be more than `taskLimit` (0 is no limit).
 */
export function takeNumbers(
	{ userId, taskLimit }: Pick<Change, "userId" | "taskLimit">,
	lastNumber: SQL,
	added: SQL,
): SQL {
	const isRoom = sql`${taskLimit} = 0 or task_count + ${added} <= ${taskLimit}`;
	return sql`update ${users} set task_seq = iif(${isRoom}, ${lastNumber}, null) where id = ${userId}`;
}

function byOpenness(a: { edit: Edit }, b: { edit: Edit }) {
	const isOpen = ({ edit }: { edit: Edit }) => Number(edit.after?.status === "pending");
	return isOpen(a) - isOpen(b);
}

/** Statements that begin a change: its own row, and what it means for what was undone before. */
export function openChange(change: Change): SQL[] {
	return [insertChange(change), ...settleOthers(change)];
}

/**
 * Statements that make tasks, index them and write their events, whose ids they return. `rows` is a
 * table of edit rows (`toEditRow`) with the numbers of their tasks, as `json_each` makes it.
 */
export function makeTasks(
	change: ChangeMeta,
	rows: SQL,
): { tasks: SQL[]; eventIds: ReturningStatement<string> } {
	const number = sql`edit.value ->> 'id'`;
	return {
		tasks: [putTasks(change, { rows }, number), indexTasks(change, { rows }, number)],
		eventIds: returning(sql`${insertEvents(change, { rows }, number)} returning id`, (row) =>
			String(row.id),
		),
	};
}

/** What rows say of the change that they belong to. */
export type ChangeMeta = Pick<
	Change,
	"id" | "userId" | "actor" | "requestId" | "at" | "reportedAt"
>;
type Rows = Pick<EditChunk, "rows">;

function insertChange(change: Change): SQL {
	const { id, userId, summary, at, edits, digest, reverses } = change;
	const built = edits.flatMap(({ before, after }) => {
		const taskId = before?.id ?? after?.id;
		return taskId ? [{ id: taskId, version: before?.version ?? null }] : [];
	});
	const stale = sql`(
		select count(*) from json_each(${JSON.stringify(built)}) as built
		left join ${tasks} on ${tasks.userId} = ${userId} and ${tasks.id} = built.value ->> 'id'
		where ${tasks.version} is not built.value ->> 'version'
	)`;
	const state = reverses ? "inverse" : isOwn(change) ? "discarded" : "done";
	return sql`insert into ${changes} (user_id, id, summary, state, stale, digest, created_at)
		values (
			${userId}, ${id}, ${summary}, ${state}, ${stale},
			${digest ?? null}, ${at.getTime()}
		)`;
}

/** What Tend does by itself is nothing that its user did last, so undo and redo pass it by. */
function isOwn({ actor }: Change): boolean {
	return actor === "system";
}

/** A new change ends what could have been redone; an undo or redo turns its change over. */
function settleOthers(change: Change): SQL[] {
	const { userId, reverses, replaces } = change;
	if (isOwn(change)) return [];
	if (replaces) {
		return [
			sql`update ${changes} set state = 'discarded' where user_id = ${userId} and id = ${replaces}`,
		];
	}
	if (!reverses) {
		return [
			sql`update ${changes} set state = 'discarded' where user_id = ${userId} and state = 'undone'`,
		];
	}
	return [
		sql`update ${changes} set state = ${reverses.becomes} where user_id = ${userId} and id = ${reverses.changeId}`,
	];
}

const GIVEN_PARENT = sql`edit.value -> 'after' ->> 'parentId'`;

function putTasks({ userId }: ChangeMeta, { rows }: Rows, id: SQL, parent = GIVEN_PARENT): SQL {
	return sql`insert into ${tasks} (
			user_id, id, title, description, status, priority, due, tags, parent_id,
			recurrence, reminders, series, reminders_since, completed_at, created_at, updated_at, version
		)
		select
			${userId}, ${id}, after ->> 'title', after ->> 'description', after ->> 'status',
			after ->> 'priority', edit.value ->> 'due', after -> 'tags', ${parent},
			nullif(after -> 'recurrence', 'null'), after -> 'reminders',
			nullif(after -> 'series', 'null'), edit.value ->> 'remindersSince', edit.value ->> 'completedAt',
			edit.value ->> 'createdAt', edit.value ->> 'updatedAt', after ->> 'version'
		from (select key, value, value -> 'after' as after from ${rows}) as edit
		where true
		on conflict (user_id, id) do update set
			title = excluded.title, description = excluded.description, status = excluded.status,
			priority = excluded.priority, due = excluded.due, tags = excluded.tags,
			parent_id = excluded.parent_id, recurrence = excluded.recurrence,
			reminders = excluded.reminders, series = excluded.series,
			reminders_since = excluded.reminders_since, completed_at = excluded.completed_at,
			updated_at = excluded.updated_at, version = excluded.version`;
}

function deleteTasks({ userId }: ChangeMeta, { rows }: Rows): SQL {
	return sql`delete from ${tasks} where user_id = ${userId}
		and id in (select value ->> 'id' from ${rows})`;
}

function indexTasks({ userId }: ChangeMeta, { rows }: Rows, id: SQL): SQL {
	return sql`insert into task_search (rowid, terms)
		select ${tasks.key}, edit.value ->> 'terms' from ${rows} as edit
		join ${tasks} on ${tasks.userId} = ${userId} and ${tasks.id} = ${id}`;
}

function unindexTasks({ userId }: ChangeMeta, { rows }: Rows): SQL {
	return sql`delete from task_search where rowid in (
		select ${tasks.key} from ${rows} as edit
		join ${tasks} on ${tasks.userId} = ${userId} and ${tasks.id} = edit.value ->> 'id'
	)`;
}

function insertEvents(
	{ id: changeId, userId, actor, requestId, at, reportedAt }: ChangeMeta,
	{ rows }: Rows,
	id: SQL,
	parent = GIVEN_PARENT,
): SQL {
	return sql`insert into ${events} (
			id, user_id, type, task_id, actor, before, after, change_id, request_id, created_at,
			reported_at
		)
		select
			edit.value ->> 'eventId', ${userId}, edit.value ->> 'type', ${id}, ${actor},
			nullif(edit.value -> 'before', 'null'),
			case when edit.value ->> 'after' is null then null
				else json_set(edit.value -> 'after', '$.id', ${id}, '$.parentId', ${parent}) end,
			${changeId}, ${requestId}, ${at.getTime()}, ${reportedAt?.getTime() ?? null}
		from ${rows} as edit`;
}

/** Which rule of the changes' own table an error goes back to: `StaleChange`, `RepeatedChange`, `TooManyTasks`, or none. */
export function constraintError(error: unknown): Error | null {
	for (let current = error; current instanceof Error; current = current.cause) {
		if (current.message.includes("changes_not_stale")) return new StaleChange();
		if (current.message.includes("tasks_open_of_series")) return new StaleChange();
		if (current.message.includes("UNIQUE constraint failed: changes.")) return new RepeatedChange();
		if (current.message.includes("NOT NULL constraint failed: users.task_seq")) {
			return new TooManyTasks();
		}
	}
	return null;
}
