import { and, asc, desc, eq, gt, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { builder, prepared } from "#db/prepared.server.ts";
import { rankOf, tasks } from "#db/schema.ts";
import { searchQuery } from "#domain/task/search-terms.ts";
import type { Task } from "#domain/task/task.ts";
import type {
	TagCount,
	TaskCounts,
	TaskFilter,
	TaskListItem,
	TaskQuery,
} from "#domain/task/task-list.ts";
import type { LocalTime } from "#domain/time/local-time.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { summaryColumns, taskColumns } from "./tasks.server.ts";

/** Which tasks there are: pages of them, and counts. All of it is read with every page. */

const at = sql.placeholder;

// In the columns of a select from one table Drizzle leaves the table's name out, which in a
// subquery would mean the inner table: so these are written out.
const relatives = sql`tasks as relative where relative.user_id = tasks.user_id`;

const listColumns = {
	...summaryColumns,
	hasDescription: sql`${tasks.description} <> ''`.mapWith(Boolean).as("has_description"),
	subtasks: sql`(
		select case when count(*) > 0 then json_object(
			'open', count(*) filter (where relative.status = 'pending'), 'total', count(*)
		) end from ${relatives} and relative.parent_id = tasks.id
	)`
		.mapWith((json: string): TaskListItem["subtasks"] => JSON.parse(json))
		.as("subtasks"),
	parentTitle: sql<string | null>`case when tasks.parent_id is not null then (
		select relative.title from ${relatives} and relative.id = tasks.parent_id
	) end`.as("parent_title"),
};

const pageOfItems = prepared((shape: Shape) => {
	// What is known of a task's family is looked up for this page's tasks, not for all that match.
	const page = builder
		.select({ key: tasks.key })
		.from(tasks)
		.where(matching(shape))
		.orderBy(...ordering(shape))
		.limit(at("limit"))
		.offset(at("offset"));
	return builder
		.select(listColumns)
		.from(tasks)
		.where(inArray(tasks.key, page))
		.orderBy(...ordering(shape));
});

/** The page of the user's tasks that a query asks for, as rows of a list. */
export function listTasks(
	db: Db,
	userId: string,
	query: TaskQuery,
	time: LocalTime,
): Promise<TaskListItem[]> {
	return pageOfItems(db, pageValues(userId, query, time), shapeOf(query));
}

const pageOfTasks = prepared((shape: Shape) =>
	builder
		.select(taskColumns)
		.from(tasks)
		.where(matching(shape))
		.orderBy(...ordering(shape))
		.limit(at("limit"))
		.offset(at("offset")),
);

/** The page of the user's tasks that a query asks for, each with all its fields. */
export function listWholeTasks(
	db: Db,
	userId: string,
	query: TaskQuery,
	time: LocalTime,
): Promise<Task[]> {
	return pageOfTasks(db, pageValues(userId, query, time), shapeOf(query));
}

const count = prepared((shape: Shape) =>
	builder
		.select({ count: sql<number>`count(*)`.as("count") })
		.from(tasks)
		.where(matching(shape)),
);

/** How many of the user's tasks a filter lets through. */
export async function countTasks(
	db: Db,
	userId: string,
	filter: TaskFilter,
	time: LocalTime,
): Promise<number> {
	const { sort: _, ...shape } = shapeOf(filter);
	const [row] = await count(db, valuesOf(userId, filter, time), shape);
	return row?.count ?? 0;
}

const isOpen = and(eq(tasks.userId, at("userId")), eq(tasks.status, "pending"));

const openCounts = prepared(() =>
	builder
		.select({
			pending: sql<number>`count(*)`.as("pending"),
			overdue: sql<number>`count(*) filter (where ${isOverdue()})`.as("overdue"),
			today: sql<number>`count(*) filter (where ${lt(tasks.due, at("dayAfter"))})`.as("today"),
			week: sql<number>`count(*) filter (where ${inWeek()})`.as("week"),
		})
		.from(tasks)
		.where(isOpen),
);

/** What the sidebar counts, over open tasks. */
export async function countOpenTasks(db: Db, userId: string, time: LocalTime): Promise<TaskCounts> {
	const [row] = await openCounts(db, valuesOf(userId, {}, time));
	return row ?? { pending: 0, overdue: 0, today: 0, week: 0 };
}

const tagCounts = prepared(() =>
	builder
		.select({
			tag: sql<string>`tag.value`.as("tag"),
			count: sql<number>`count(*)`.as("count"),
		})
		.from(sql`${tasks}, json_each(${tasks.tags}) as tag`)
		.where(isOpen)
		.groupBy(sql`tag.value`)
		.orderBy(sql`tag.value`),
);

/** The tags of the user's open tasks with how many tasks carry each, by name. */
export function listTagCounts(db: Db, userId: string): Promise<TagCount[]> {
	return tagCounts(db, { userId });
}

/** What the text of a statement depends on. */
type Shape = Pick<TaskQuery, "sort" | "due"> &
	Record<"status" | "priority" | "tag" | "dueBefore" | "dueAfter", boolean> & {
		q: "words" | "nothing" | null;
	};

function shapeOf(query: TaskFilter & Pick<TaskQuery, "sort">): Shape {
	return {
		status: Boolean(query.status),
		priority: Boolean(query.priority),
		tag: Boolean(query.tag),
		due: query.due,
		dueBefore: Boolean(query.dueBefore),
		dueAfter: Boolean(query.dueAfter),
		// Only punctuation was asked for: no task has that as a word.
		q: query.q ? (searchQuery("", query.q) === null ? "nothing" : "words") : null,
		sort: query.sort,
	};
}

function valuesOf(userId: string, filter: TaskFilter, time: LocalTime) {
	const { status, priority, tag, dueBefore, dueAfter, q } = filter;
	return {
		userId,
		status,
		priority,
		tag,
		q: q && searchQuery(userId, q),
		dueBefore: dueBefore && (isDate(dueBefore) ? startOfDay(dueBefore) : dueBefore),
		dueAfter: dueAfter && (isDate(dueAfter) ? endOfDay(dueAfter) : dueAfter),
		now: time.now,
		dayStart: startOfDay(time.today),
		dayAfter: afterDay(time.today),
		weekEnd: startOfDay(time.weekEnd),
	};
}

function pageValues(userId: string, query: TaskQuery, time: LocalTime) {
	const { limit, page } = query;
	return { ...valuesOf(userId, query, time), limit, offset: (page - 1) * limit };
}

function matching(shape: Omit<Shape, "sort">): SQL | undefined {
	return and(
		eq(tasks.userId, at("userId")),
		shape.status ? eq(tasks.status, at("status")) : undefined,
		shape.priority ? eq(tasks.priority, at("priority")) : undefined,
		shape.tag
			? sql`exists (select 1 from json_each(${tasks.tags}) where value = ${at("tag")})`
			: undefined,
		shape.due && inDueWindow(shape.due),
		shape.dueBefore ? lt(tasks.due, at("dueBefore")) : undefined,
		shape.dueAfter ? gt(tasks.due, at("dueAfter")) : undefined,
		shape.q === "nothing" ? sql`0` : undefined,
		shape.q === "words"
			? sql`${tasks.key} in (select rowid from task_search where task_search match ${at("q")})`
			: undefined,
	);
}

function inDueWindow(window: NonNullable<TaskFilter["due"]>): SQL | undefined {
	if (window === "overdue") return isOverdue();
	if (window === "today") {
		const isToday = and(gte(tasks.due, at("dayStart")), lt(tasks.due, at("dayAfter")));
		return or(isToday, isOverdue());
	}
	if (window === "week") return inWeek();
	return sql`${tasks.due} is null`;
}

function isOverdue() {
	return and(eq(tasks.status, "pending"), lt(tasks.due, at("now")));
}

function inWeek() {
	return and(gte(tasks.due, at("dayStart")), lt(tasks.due, at("weekEnd")));
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

const priorityRank = rankOf(tasks.priority);

function ordering({ sort = { field: "due", direction: "asc" } }: Pick<TaskQuery, "sort">): SQL[] {
	const toward = sort.direction === "asc" ? asc : desc;
	const tieBreak = [asc(priorityRank), asc(tasks.id)];
	switch (sort.field) {
		case "due":
			// So that SQLite can go along the index of due dates and stop after a page.
			return [sql`${toward(tasks.due)} nulls last`, ...tieBreak];
		case "priority":
			// "Descending" is from high to low, which is the order of their ranks.
			return [
				sort.direction === "desc" ? asc(priorityRank) : desc(priorityRank),
				sql`${asc(tasks.due)} nulls last`,
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
