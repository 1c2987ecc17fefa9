import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { changes, events, imports } from "#db/schema.ts";
import type { TaskEventType } from "#domain/event/event-types.ts";
import type { Task } from "#domain/task/task.ts";
import { parseTask } from "./task-events.server.ts";

/** Changes that were made, as undo and redo go through them. */

/** The id of the change that undo takes next, the newest that is done; an SQL expression, null when there is none. */
export function lastDone(userId: string): SQL {
	return sql`(select id from ${changes} where user_id = ${userId} and state = 'done'
		order by created_at desc, id desc limit 1)`;
}

/** The id of the change that redo takes next, the first made of those undone; an SQL expression. */
export function firstUndone(userId: string): SQL {
	return sql`(select id from ${changes} where user_id = ${userId} and state = 'undone'
		order by created_at, id limit 1)`;
}

/** How many changes can be taken back, one after the other. */
export const UNDO_DEPTH = 50;

/** How many done or undone changes were made after that one, up to `UNDO_DEPTH`, from which on it cannot be undone. */
export async function countLaterSteps(db: Db, userId: string, id: SQL): Promise<number> {
	const made = sql`(select created_at, id from ${changes} where user_id = ${userId} and id = ${id})`;
	const [row] = await db
		.select({ steps: laterSteps(userId, made).as("steps") })
		.from(sql`(select 1)`);
	return row?.steps ?? 0;
}

/** The same as an SQL expression; `made` is the pair of the change's `created_at` and `id`. */
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

/** The tasks of an import may not fit into memory: it is undone in the database (db/transfer). */
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
