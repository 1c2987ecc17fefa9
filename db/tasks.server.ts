import { and, asc, desc, eq, gt, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { searchQuery } from "#app/tasks/search.ts";
import { PRIORITIES, type Task, type WallClock } from "#app/tasks/task.ts";
import type {
	TagCount,
	TaskCounts,
	TaskFilter,
	TaskListItem,
	TaskQuery,
} from "#app/tasks/task-list.ts";
import type { Db } from "./client.server.ts";
import { events, tasks, users } from "./schema.ts";

/**
 * The user's time as statements need it: `now` a full local date-time, `today` its date, `weekEnd`
 * the first date after the week that starts today. All are wall clock in the user's zone.
 */
export type LocalTime = { now: string; today: string; weekEnd: string };

const summaryColumns = {
	id: tasks.id,
	title: tasks.title,
	status: tasks.status,
	priority: tasks.priority,
	due: tasks.due,
	tags: tasks.tags,
	parentId: tasks.parentId,
	recurrence: tasks.recurrence,
	reminders: tasks.reminders,
	completedAt: tasks.completedAt,
	createdAt: tasks.createdAt,
	updatedAt: tasks.updatedAt,
	version: tasks.version,
};

export const taskColumns = {
	...summaryColumns,
	description: tasks.description,
	series: tasks.series,
	remindersSince: tasks.remindersSince,
};

// In the columns of a select from one table Drizzle leaves the table's name out, which in a
// subquery would mean the inner table: so these are written out.
const subtasks = sql`tasks as relative where relative.user_id = tasks.user_id and relative.parent_id = tasks.id`;

const listColumns = {
	...summaryColumns,
	hasDescription: sql`${tasks.description} <> ''`.mapWith(Boolean).as("has_description"),
	openSubtasks: sql<number>`(select count(*) from ${subtasks} and relative.status = 'pending')`.as(
		"open_subtasks",
	),
	allSubtasks: sql<number>`(select count(*) from ${subtasks})`.as("all_subtasks"),
	parentTitle: sql<string | null>`(
		select relative.title from tasks as relative
		where relative.user_id = tasks.user_id and relative.id = tasks.parent_id
	)`.as("parent_title"),
};

/** The page of the user's tasks that a query asks for, as rows of a list. */
export async function listTasks(
	db: Db,
	userId: string,
	query: TaskQuery,
	time: LocalTime,
): Promise<TaskListItem[]> {
	const rows = await db
		.select(listColumns)
		.from(tasks)
		.where(matching(userId, query, time))
		.orderBy(...ordering(query))
		.limit(query.limit)
		.offset((query.page - 1) * query.limit);
	return rows.map(({ openSubtasks, allSubtasks, ...task }) => ({
		...task,
		subtasks: { open: openSubtasks, total: allSubtasks },
	}));
}

/** The page of the user's tasks that a query asks for, each with all its fields. */
export function listWholeTasks(
	db: Db,
	userId: string,
	query: TaskQuery,
	time: LocalTime,
): Promise<Task[]> {
	return db
		.select(taskColumns)
		.from(tasks)
		.where(matching(userId, query, time))
		.orderBy(...ordering(query))
		.limit(query.limit)
		.offset((query.page - 1) * query.limit);
}

/** How many of the user's tasks a filter lets through. */
export async function countTasks(
	db: Db,
	userId: string,
	filter: TaskFilter,
	time: LocalTime,
): Promise<number> {
	const [row] = await db
		.select({ count: sql<number>`count(*)`.as("count") })
		.from(tasks)
		.where(matching(userId, filter, time));
	return row?.count ?? 0;
}

/** The user's task of that number, or null. */
export async function findTask(db: Db, userId: string, id: number): Promise<Task | null> {
	const [task] = await db
		.select(taskColumns)
		.from(tasks)
		.where(and(eq(tasks.userId, userId), eq(tasks.id, id)));
	return task ?? null;
}

/** Those of the numbered tasks that are there, with their subtasks and parents, by number. */
export async function listFamilies(db: Db, userId: string, ids: number[]): Promise<Task[]> {
	return listRelated(db, userId, sql`select value from json_each(${JSON.stringify(ids)})`);
}

/**
 * The tasks that a change has touched as far as they are there, with their subtasks and parents; none
 * of an import's, which may be too many.
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
 * The open tasks of the series that the numbered tasks and their parents stand in, with their
 * subtasks: what completing those would have led to.
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

/** The open tasks of the series that a change has touched, with their subtasks. */
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

/** The repeating tasks of anybody that were completed without a word on what comes next, oldest first. */
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

/** What the sidebar counts, over open tasks. */
export async function countOpenTasks(db: Db, userId: string, time: LocalTime): Promise<TaskCounts> {
	const [row] = await db
		.select({
			pending: sql<number>`count(*)`.as("pending"),
			overdue: sql<number>`count(*) filter (where ${isOverdue(time)})`.as("overdue"),
			today: sql<number>`count(*) filter (where ${lt(tasks.due, afterDay(time.today))})`.as(
				"today",
			),
			week: sql<number>`count(*) filter (where ${inWeek(time)})`.as("week"),
		})
		.from(tasks)
		.where(and(eq(tasks.userId, userId), eq(tasks.status, "pending")));
	return row ?? { pending: 0, overdue: 0, today: 0, week: 0 };
}

/** The tags of the user's open tasks with how many tasks carry each, by name. */
export async function listTagCounts(db: Db, userId: string): Promise<TagCount[]> {
	return db
		.select({
			tag: sql<string>`tag.value`.as("tag"),
			count: sql<number>`count(*)`.as("count"),
		})
		.from(sql`${tasks}, json_each(${tasks.tags}) as tag`)
		.where(and(eq(tasks.userId, userId), eq(tasks.status, "pending")))
		.groupBy(sql`tag.value`)
		.orderBy(sql`tag.value`);
}

function matching(userId: string, filter: TaskFilter, time: LocalTime): SQL | undefined {
	const conditions: (SQL | undefined)[] = [eq(tasks.userId, userId)];
	if (filter.status) conditions.push(eq(tasks.status, filter.status));
	if (filter.priority) conditions.push(eq(tasks.priority, filter.priority));
	if (filter.tag)
		conditions.push(
			sql`exists (select 1 from json_each(${tasks.tags}) where value = ${filter.tag})`,
		);
	if (filter.due) conditions.push(inDueWindow(filter.due, time));
	const { dueBefore, dueAfter } = filter;
	if (dueBefore) {
		conditions.push(lt(tasks.due, isDate(dueBefore) ? startOfDay(dueBefore) : dueBefore));
	}
	if (dueAfter) conditions.push(gt(tasks.due, isDate(dueAfter) ? endOfDay(dueAfter) : dueAfter));
	if (filter.q) {
		const query = searchQuery(userId, filter.q);
		// Only punctuation was asked for: no task has that as a word.
		conditions.push(
			query === null
				? sql`0`
				: sql`${tasks.key} in (select rowid from task_search where task_search match ${query})`,
		);
	}
	return and(...conditions);
}

function inDueWindow(window: NonNullable<TaskFilter["due"]>, time: LocalTime): SQL | undefined {
	if (window === "overdue") return isOverdue(time);
	if (window === "today")
		return or(
			and(gte(tasks.due, startOfDay(time.today)), lt(tasks.due, afterDay(time.today))),
			isOverdue(time),
		);
	if (window === "week") return inWeek(time);
	return sql`${tasks.due} is null`;
}

function isOverdue(time: LocalTime) {
	return and(eq(tasks.status, "pending"), lt(tasks.due, time.now));
}

function inWeek(time: LocalTime) {
	return and(gte(tasks.due, startOfDay(time.today)), lt(tasks.due, startOfDay(time.weekEnd)));
}

function startOfDay(date: string) {
	return `${date}T00:00:00`;
}

function endOfDay(date: string) {
	return `${date}T24:00:00`;
}

function isDate(value: WallClock) {
	return value.length === 10;
}

/** Sorts after everything due on that date, its all-day tasks (24:00:00) included. */
function afterDay(date: string) {
	return `${date}T24:00:01`;
}

const priorityRank = sql`case ${tasks.priority} ${sql.join(
	PRIORITIES.map((priority, rank) => sql.raw(`when '${priority}' then ${rank}`)),
	sql` `,
)} end`;

function ordering({ sort = { field: "due", direction: "asc" } }: Pick<TaskQuery, "sort">): SQL[] {
	const toward = sort.direction === "asc" ? asc : desc;
	const byDue = [sql`${tasks.due} is null`, asc(tasks.due)];
	const tieBreak = [asc(priorityRank), asc(tasks.id)];
	switch (sort.field) {
		case "due":
			return [sql`${tasks.due} is null`, toward(tasks.due), ...tieBreak];
		case "priority":
			// "Descending" is from high to low, which is the order of their ranks.
			return [
				sort.direction === "desc" ? asc(priorityRank) : desc(priorityRank),
				...byDue,
				asc(tasks.id),
			];
		case "title":
			return [toward(sql`${tasks.title} collate nocase`), asc(tasks.id)];
		case "created":
			return [toward(tasks.createdAt), toward(tasks.id)];
		case "updated":
			return [toward(tasks.updatedAt), toward(tasks.id)];
	}
}
