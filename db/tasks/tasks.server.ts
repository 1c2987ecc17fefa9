import { and, asc, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { builder, prepared } from "#db/prepared.server.ts";
import { events, tasks, users } from "#db/schema.ts";
import type { Task } from "#domain/task/task.ts";

/** The columns of a row in a list. */
export const summaryColumns = {
	id: tasks.id,
	title: tasks.title,
	status: tasks.status,
	priority: tasks.priority,
	due: tasks.due,
	tags: tasks.tags,
	parentId: tasks.parentId,
	recurrence: tasks.recurrence,
	reminders: tasks.reminders,
};

/** The columns of a `Task`. */
export const taskColumns = {
	...summaryColumns,
	description: tasks.description,
	completedAt: tasks.completedAt,
	createdAt: tasks.createdAt,
	updatedAt: tasks.updatedAt,
	version: tasks.version,
	series: tasks.series,
	remindersSince: tasks.remindersSince,
};

const byNumber = prepared(() =>
	builder
		.select(taskColumns)
		.from(tasks)
		.where(and(eq(tasks.userId, sql.placeholder("userId")), eq(tasks.id, sql.placeholder("id")))),
);

/** The user's task of that number, or null. */
export async function findTask(db: Db, userId: string, id: number): Promise<Task | null> {
	const [task] = await byNumber(db, { userId, id });
	return task ?? null;
}

/** The user's tasks of these numbers, with their subtasks and parents, by number. */
export async function listTaskTrees(db: Db, userId: string, ids: number[]): Promise<Task[]> {
	return listRelated(db, userId, sql`select value from json_each(${JSON.stringify(ids)})`);
}

/**
 * The tasks of a change's events that still exist, with their subtasks and parents, by number. Empty
 * for an import, which may have too many. `changeId` is an expression, such as `lastDone`.
 */
export async function listTasksOfChange(db: Db, userId: string, changeId: SQL): Promise<Task[]> {
	const ofChange = sql`from ${events} where ${events.userId} = ${userId} and ${events.changeId} = ${changeId}
		and not exists (select 1 from imports where imports.user_id = ${userId} and imports.id = ${changeId})`;
	// Of a task that is gone only its event knows the parent.
	const parents = sql`union select ${events.before} ->> 'parentId' ${ofChange}`;
	return listRelated(db, userId, sql`select ${events.taskId} ${ofChange}`, parents);
}

function listRelated(db: Db, userId: string, wanted: SQL, also = sql``): Promise<Task[]> {
	// A union, so that each arm finds its rows by its own index.
	const related = sql`(
		${wanted}
		union select id from tasks where user_id = ${userId} and parent_id in (${wanted})
		union select parent_id from tasks where user_id = ${userId} and id in (${wanted})
		${also}
	)`;
	return db
		.select(taskColumns)
		.from(tasks)
		.where(and(eq(tasks.userId, userId), sql`${tasks.id} in ${related}`))
		.orderBy(asc(tasks.id));
}

/**
 * The open tasks of the series that the tasks of these numbers, and their parents, belong to, with
 * their subtasks: the next occurrences.
 */
export async function listSuccessors(db: Db, userId: string, ids: number[]): Promise<Task[]> {
	const wanted = sql`select value from json_each(${JSON.stringify(ids)})`;
	return listOpenOfSeries(
		db,
		userId,
		sql`select series ->> 'id' from tasks where user_id = ${userId} and id in (
			${wanted}
			union select parent_id from tasks where user_id = ${userId} and id in (${wanted})
		)`,
	);
}

/** The open tasks of the series that a change's events belong to, with their subtasks. */
export async function listOpenOfChange(db: Db, userId: string, changeId: SQL): Promise<Task[]> {
	return listOpenOfSeries(
		db,
		userId,
		sql`select coalesce(before, after) -> 'series' ->> 'id' from ${events}
			where ${events.userId} = ${userId} and ${events.changeId} = ${changeId}`,
	);
}

function listOpenOfSeries(db: Db, userId: string, seriesIds: SQL): Promise<Task[]> {
	// By the unique index on the open tasks of series.
	const open = sql`select id from tasks where user_id = ${userId} and status = 'pending'
		and series is not null and (series ->> 'id') in (${seriesIds})`;
	const related = sql`(
		${open} union select id from tasks where user_id = ${userId} and parent_id in (${open})
	)`;
	return db
		.select(taskColumns)
		.from(tasks)
		.where(and(eq(tasks.userId, userId), sql`${tasks.id} in ${related}`))
		.orderBy(asc(tasks.id));
}

/**
 * The repeating tasks of any user that were completed before that time, but whose next occurrence was
 * neither generated nor ended; at most `limit`, the oldest first.
 */
export async function listUnfinishedSeries(db: Db, before: Date, limit: number) {
	return db
		.select({ userId: tasks.userId, id: tasks.id, timeZone: users.timeZone })
		.from(tasks)
		.innerJoin(users, eq(users.id, tasks.userId))
		.where(
			and(
				// As the index has it.
				sql`${tasks.status} = 'completed' and ${tasks.recurrence} is not null
					and (${tasks.series} ->> 'continued') is null`,
				lt(tasks.completedAt, before),
			),
		)
		.orderBy(asc(tasks.completedAt))
		.limit(limit);
}

/** The subtasks of a task, open ones first. */
export async function listSubtasks(db: Db, userId: string, parentId: number): Promise<Task[]> {
	return db
		.select(taskColumns)
		.from(tasks)
		.where(and(eq(tasks.userId, userId), eq(tasks.parentId, parentId)))
		.orderBy(desc(tasks.status), asc(tasks.id));
}
