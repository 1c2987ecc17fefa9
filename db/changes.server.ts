import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Actor, TaskEventType } from "#app/tasks/event.ts";
import { searchTerms } from "#app/tasks/search.ts";
import type { Task } from "#app/tasks/task.ts";
import { type Db, transact } from "./client.server.ts";
import { changes, events, imports, tasks, users, wallClockToColumn } from "./schema.ts";

/** A task that has no number yet: the database gives it the user's next. */
export type UnnumberedTask = Omit<Task, "id"> & { id: null };

/**
 * What happens to one task. `before` null makes it; `after` null removes it; an `after` with a
 * number that is not there is put back under that number.
 */
export type Edit =
	| {
			before: null;
			after: Task | UnnumberedTask;
			/** The parent, where the same change makes that, too: its place among the tasks made, from 0. */
			under?: number;
			/** A series made it, not somebody. */
			isGenerated?: true;
	  }
	| { before: Task; after: Task | null };

export type Change = {
	id: string;
	userId: string;
	summary: string;
	actor: Actor;
	requestId: string;
	at: Date;
	edits: Edit[];
	/** Of the request that asked for it under an Idempotency-Key. */
	digest?: string;
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

export type Written = {
	/** The numbers of the tasks that were made, in the order of their edits. */
	taskIds: number[];
	eventIds: string[];
};

/**
 * Writes a change and its events in one transaction: all or nothing.
 * Throws `StaleChange` or `RepeatedChange`.
 */
export async function writeChange(db: Db, change: Change, newId: () => string): Promise<Written> {
	const rows = change.edits.map((edit) => ({ edit, row: toEditRow(edit, change.userId, newId()) }));
	const made = rows.filter(({ edit }) => edit.after && edit.after.id === null);
	const put = rows.filter(({ edit }) => edit.after && edit.after.id !== null);
	const removed = rows.filter(({ edit }) => edit.after === null);
	const reworded = put.filter(({ edit, row }) => row.terms !== termsOf(edit.before, change.userId));

	const statements: SQL[] = openChange(change);
	const number = sql`edit.value ->> 'id'`;
	for (const part of parts(removed)) {
		statements.push(
			unindexTasks(change, part),
			deleteTasks(change, part),
			insertEvents(change, part, number),
		);
	}
	for (const part of parts(reworded)) statements.push(unindexTasks(change, part));
	// A series has one open task at any moment, within a change as well: what closes comes first.
	for (const part of parts(put.toSorted(byOpenness))) {
		statements.push(putTasks(change, part, number), insertEvents(change, part, number));
	}
	for (const part of parts(reworded)) statements.push(indexTasks(change, part, number));
	if (made.length > 0) {
		statements.push(
			sql`update ${users} set task_seq = task_seq + ${made.length} where id = ${change.userId}`,
		);
	}
	const firstNumber = sql`(select task_seq from ${users} where id = ${change.userId}) - ${made.length - 1}`;
	const parent = sql`coalesce(${firstNumber} + (edit.value ->> 'under'), edit.value -> 'after' ->> 'parentId')`;
	let numbered = 0;
	for (const part of parts(made)) {
		const id = sql`${firstNumber} + ${numbered} + edit.key`;
		numbered += part.length;
		statements.push(
			putTasks(change, part, id, parent),
			indexTasks(change, part, id),
			insertEvents(change, part, id, parent),
		);
	}

	const lastNumber = db
		.select({ taskSeq: users.taskSeq })
		.from(users)
		.where(eq(users.id, change.userId));
	try {
		const [answer] = await transact(db, [lastNumber, ...statements]);
		const [last] = (answer?.results ?? []) as { task_seq: number }[];
		return {
			taskIds: made.map((_, i) => (last?.task_seq ?? 0) + 1 + i),
			eventIds: rows.map(({ row }) => row.eventId),
		};
	} catch (error) {
		throw constraintError(error) ?? error;
	}
}

/** The id of the change that undo takes next: the newest that is done. An expression for statements. */
export function lastDone(userId: string): SQL {
	return sql`(select id from ${changes} where user_id = ${userId} and state = 'done'
		order by created_at desc, id desc limit 1)`;
}

/** The id of the change that redo takes next: of those undone, the one that was made first. */
export function firstUndone(userId: string): SQL {
	return sql`(select id from ${changes} where user_id = ${userId} and state = 'undone'
		order by created_at, id limit 1)`;
}

/** How many changes can be taken back, one after the other. */
export const UNDO_DEPTH = 50;

/** How many steps of undo or redo were made after that change; it is out of reach from 50 on. */
export async function countLaterSteps(db: Db, userId: string, id: SQL): Promise<number> {
	const made = sql`(select created_at, id from ${changes} where user_id = ${userId} and id = ${id})`;
	const [row] = await db
		.select({ steps: laterSteps(userId, made).as("steps") })
		.from(sql`(select 1)`);
	return row?.steps ?? 0;
}

/** The same as an expression; `made` is when the change was made, with its id. */
export function laterSteps(userId: string, made: SQL): SQL<number> {
	return sql<number>`(select count(*) from (
		select 1 from ${changes} as later
		where later.user_id = ${userId} and later.state in ('done', 'undone')
			and (later.created_at, later.id) > ${made}
		limit ${UNDO_DEPTH}
	))`;
}

/** The user's change of that id, or null. */
export async function findChange(db: Db, userId: string, id: SQL) {
	const [row] = await db
		.select({
			id: changes.id,
			summary: changes.summary,
			state: changes.state,
			digest: changes.digest,
			createdAt: changes.createdAt,
		})
		.from(changes)
		.where(and(eq(changes.userId, userId), eq(changes.id, id)));
	return row ?? null;
}

export type TaskEvent = {
	taskId: number;
	/** The newest version that the task has ever had. */
	lastVersion: number;
	type: TaskEventType;
	before: Task | null;
	after: Task | null;
};

/** An import may have more tasks than memory: it is undone without them (app/transfer). */
function isNoImport(userId: string, changeId: SQL | string): SQL {
	return sql`not exists (
		select 1 from ${imports} where ${imports.userId} = ${userId} and ${imports.id} = ${changeId}
	)`;
}

/** The task events of the user's change, in the order of its edits; none of an import's. */
export async function listChangeEvents(
	db: Db,
	userId: string,
	changeId: SQL | string,
): Promise<TaskEvent[]> {
	const rows = await db
		.select({
			taskId: events.taskId,
			type: events.type,
			before: events.before,
			after: events.after,
			lastVersion: sql<number>`(
				select max(coalesce(all_events.after ->> 'version', all_events.before ->> 'version'))
				from ${events} as all_events
				where all_events.user_id = ${userId} and all_events.task_id = events.task_id
			)`.as("last_version"),
		})
		.from(events)
		.where(
			and(eq(events.userId, userId), eq(events.changeId, changeId), isNoImport(userId, changeId)),
		)
		.orderBy(events.id);
	return rows.map((row) => ({
		taskId: row.taskId as number,
		lastVersion: row.lastVersion,
		type: row.type as TaskEventType,
		before: row.before === null ? null : parseTask(row.before),
		after: row.after === null ? null : parseTask(row.after),
	}));
}

type EditRow = ReturnType<typeof toEditRow>;

function byOpenness(a: { edit: Edit }, b: { edit: Edit }) {
	const isOpen = ({ edit }: { edit: Edit }) => Number(edit.after?.status === "pending");
	return isOpen(a) - isOpen(b);
}

/** An edit with all that its statements need, as one value of JSON. */
export function toEditRow(edit: Edit, userId: string, eventId: string) {
	const { before, after } = edit;
	return {
		eventId,
		type: eventType(edit),
		id: (before ?? after)?.id ?? null,
		under: edit.before === null ? (edit.under ?? null) : null,
		version: before?.version ?? null,
		before,
		after,
		terms: termsOf(after, userId),
		due: after?.due ? wallClockToColumn(after.due) : null,
		completedAt: after?.completedAt?.getTime() ?? null,
		remindersSince: after?.remindersSince?.getTime() ?? null,
		createdAt: after?.createdAt.getTime() ?? null,
		updatedAt: after?.updatedAt.getTime() ?? null,
	};
}

function termsOf(task: Edit["after"], userId: string) {
	return task ? searchTerms(userId, task) : null;
}

function eventType(edit: Edit): TaskEventType {
	const { before, after } = edit;
	if (edit.before === null && edit.isGenerated) return "recurring-task-generated";
	if (before === null) return "task-created";
	if (after === null) return "task-deleted";
	if (before.status === after.status) return "task-updated";
	return after.status === "completed" ? "task-completed" : "task-reopened";
}

/** A task as events keep it. */
export function parseTask(json: string): Task {
	const task = JSON.parse(json);
	const date = (value: string | null) => (value === null ? null : new Date(value));
	return {
		...task,
		// Events from before there were series have neither.
		series: task.series ?? null,
		remindersSince: date(task.remindersSince ?? null),
		completedAt: date(task.completedAt),
		createdAt: date(task.createdAt),
		updatedAt: date(task.updatedAt),
	};
}

// D1 takes 2 MB a parameter. A character is at most 3 bytes of UTF-8.
const PART_MAX_LENGTH = 600_000;

/** Rows as JSON arrays that each fit into one parameter: a statement then takes as many as it gets. */
function parts(rows: { row: EditRow }[]): Part[] {
	const result: Part[] = [];
	let items: string[] = [];
	let length = 0;
	const close = () => {
		if (items.length > 0) {
			result.push({ rows: sql`json_each(${`[${items.join()}]`})`, length: items.length });
		}
		items = [];
		length = 0;
	};
	for (const { row } of rows) {
		const item = JSON.stringify(row);
		if (length + item.length > PART_MAX_LENGTH) close();
		items.push(item);
		length += item.length;
	}
	close();
	return result;
}

/** `rows` is a table whose `value` is the JSON of an edit row, and whose `key` counts them from 0. */
type Part = { rows: SQL; length: number };

/** Statements that begin a change: its own row, and what it means for what was undone before. */
export function openChange(change: Change): SQL[] {
	return [insertChange(change), ...settleOthers(change)];
}

/**
 * Statements that make tasks, index them and write their events; the last answers the events' ids.
 * `rows` is a table of edit rows (`toEditRow`), whose tasks have their numbers.
 */
export function makeTasks(change: ChangeMark, rows: SQL): SQL[] {
	const number = sql`edit.value ->> 'id'`;
	return [
		putTasks(change, { rows }, number),
		indexTasks(change, { rows }, number),
		sql`${insertEvents(change, { rows }, number)} returning id`,
	];
}

/** What rows say of the change that they belong to. */
export type ChangeMark = Pick<Change, "id" | "userId" | "actor" | "requestId" | "at">;
type Rows = Pick<Part, "rows">;

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

function putTasks({ userId }: ChangeMark, { rows }: Rows, id: SQL, parent = GIVEN_PARENT): SQL {
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

function deleteTasks({ userId }: ChangeMark, { rows }: Rows): SQL {
	return sql`delete from ${tasks} where user_id = ${userId}
		and id in (select value ->> 'id' from ${rows})`;
}

function indexTasks({ userId }: ChangeMark, { rows }: Rows, id: SQL): SQL {
	return sql`insert into task_search (rowid, terms)
		select ${tasks.key}, edit.value ->> 'terms' from ${rows} as edit
		join ${tasks} on ${tasks.userId} = ${userId} and ${tasks.id} = ${id}`;
}

function unindexTasks({ userId }: ChangeMark, { rows }: Rows): SQL {
	return sql`delete from task_search where rowid in (
		select ${tasks.key} from ${rows} as edit
		join ${tasks} on ${tasks.userId} = ${userId} and ${tasks.id} = edit.value ->> 'id'
	)`;
}

function insertEvents(
	{ id: changeId, userId, actor, requestId, at }: ChangeMark,
	{ rows }: Rows,
	id: SQL,
	parent = GIVEN_PARENT,
): SQL {
	return sql`insert into ${events} (
			id, user_id, type, task_id, actor, before, after, change_id, request_id, created_at
		)
		select
			edit.value ->> 'eventId', ${userId}, edit.value ->> 'type', ${id}, ${actor},
			nullif(edit.value -> 'before', 'null'),
			case when edit.value ->> 'after' is null then null
				else json_set(edit.value -> 'after', '$.id', ${id}, '$.parentId', ${parent}) end,
			${changeId}, ${requestId}, ${at.getTime()}
		from ${rows} as edit`;
}

/** Which rule of the changes' own table an error goes back to: `StaleChange`, `RepeatedChange`, or none. */
export function constraintError(error: unknown): Error | null {
	for (let current = error; current instanceof Error; current = current.cause) {
		if (current.message.includes("changes_not_stale")) return new StaleChange();
		if (current.message.includes("tasks_open_of_series")) return new StaleChange();
		if (current.message.includes("UNIQUE constraint failed: changes.")) return new RepeatedChange();
	}
	return null;
}

const HISTORY_MAX = 50;

/** What happened to the user's task lately, newest first. */
export async function listTaskEvents(db: Db, userId: string, taskId: number) {
	const rows = await db
		.select({ id: events.id, type: events.type, actor: events.actor, createdAt: events.createdAt })
		.from(events)
		.where(and(eq(events.userId, userId), eq(events.taskId, taskId)))
		.orderBy(desc(events.id))
		.limit(HISTORY_MAX);
	return rows.map((row) => ({ ...row, type: row.type as TaskEventType }));
}

const FULL_HISTORY_MAX = 100;

/** The same with the task before and after each event, for programs. */
export async function listTaskHistory(db: Db, userId: string, taskId: number) {
	const rows = await db
		.select({
			id: events.id,
			type: events.type,
			actor: events.actor,
			before: events.before,
			after: events.after,
			requestId: events.requestId,
			createdAt: events.createdAt,
		})
		.from(events)
		.where(and(eq(events.userId, userId), eq(events.taskId, taskId)))
		.orderBy(desc(events.id))
		.limit(FULL_HISTORY_MAX);
	return rows.map((row) => ({
		...row,
		type: row.type as TaskEventType,
		before: row.before === null ? null : parseTask(row.before),
		after: row.after === null ? null : parseTask(row.after),
	}));
}
