import { and, desc, eq, gt, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { events, importRows, imports, tasks, users } from "#db/schema.ts";
import { taskColumns } from "#db/tasks/tasks.server.ts";
import type { Task } from "#domain/task/task.ts";

/** Statements of imports, exports and calendar feeds; what an import does to tasks is in imports.server.ts. */

/** The user's tasks in order of their numbers, as many as `limit` after that number. */
export function listTasksAfter(
	db: Db,
	userId: string,
	afterId: number,
	limit: number,
): Promise<Task[]> {
	return db
		.select(taskColumns)
		.from(tasks)
		.where(and(eq(tasks.userId, userId), gt(tasks.id, afterId)))
		.orderBy(tasks.id)
		.limit(limit);
}

const FEED_MAX = 5_000;

/** The tasks of the calendar feed: dated ones that are open or were completed since then; at most 5000, latest dates first. */
export function listFeedTasks(db: Db, userId: string, completedSince: Date): Promise<Task[]> {
	const isShown = or(
		eq(tasks.status, "pending"),
		and(eq(tasks.status, "completed"), gt(tasks.completedAt, completedSince)),
	);
	return db
		.select(taskColumns)
		.from(tasks)
		.where(and(eq(tasks.userId, userId), isShown, isNotNull(tasks.due)))
		.orderBy(desc(tasks.due), desc(tasks.id))
		.limit(FEED_MAX);
}

/** The zone (IANA name) of the feed's owner; null when the user has no feed of that number. */
export async function findFeedOwner(db: Db, userId: string, calendarSeq: number) {
	const [owner] = await db
		.select({ timeZone: users.timeZone })
		.from(users)
		.where(and(eq(users.id, userId), eq(users.calendarSeq, calendarSeq)));
	return owner ?? null;
}

/** The number of the user's calendar feed; 0 or less when there is none. */
export async function findCalendarSeq(db: Db, userId: string): Promise<number> {
	const [row] = await db
		.select({ calendarSeq: users.calendarSeq })
		.from(users)
		.where(eq(users.id, userId));
	return row?.calendarSeq ?? 0;
}

/** Turns the feed on under the next number, which makes all earlier addresses invalid. */
export function renewCalendar(db: Db, userId: string) {
	return db
		.update(users)
		.set({ calendarSeq: sql`abs(${users.calendarSeq}) + 1` })
		.where(eq(users.id, userId));
}

/** Turns the feed off. The number is kept as its negative, so that the next feed gets another. */
export function turnOffCalendar(db: Db, userId: string) {
	return db
		.update(users)
		.set({ calendarSeq: sql`-abs(${users.calendarSeq})` })
		.where(eq(users.id, userId));
}

export type Import = typeof imports.$inferSelect;

/** Writes an import whose file is about to be read. */
export function insertImport(db: Db, row: typeof imports.$inferInsert) {
	return db.insert(imports).values(row);
}

/** Sets those columns of the user's import. */
export function updateImport(
	db: Db,
	userId: string,
	id: string,
	changes: Partial<Omit<Import, "userId" | "id">>,
) {
	return db
		.update(imports)
		.set(changes)
		.where(and(eq(imports.userId, userId), eq(imports.id, id)));
}

/** Deletes the user's import with its rows. */
export function deleteImport(db: Db, userId: string, id: string) {
	return db.delete(imports).where(and(eq(imports.userId, userId), eq(imports.id, id)));
}

/** The user's import of that id, or null. */
export async function findImport(db: Db, userId: string, id: string): Promise<Import | null> {
	const [found] = await db
		.select()
		.from(imports)
		.where(and(eq(imports.userId, userId), eq(imports.id, id)));
	return found ?? null;
}

/** The id of the import that a change is; null for other changes. */
export async function findImportOf(db: Db, userId: string, changeId: SQL): Promise<string | null> {
	const [found] = await db
		.select({ id: imports.id })
		.from(imports)
		.where(and(eq(imports.userId, userId), eq(imports.id, changeId)));
	return found?.id ?? null;
}

/** A task as an event has it: JSON, in which moments are texts. */
type TaskInEvent = {
	[Field in keyof Task]: Extract<Task[Field], Date> extends never ? Task[Field] : string | null;
};

/** The tasks of an import as it created them; at most `limit` whose events come after that id. */
export async function listImportedTasks(
	db: Db,
	userId: string,
	importId: string,
	{ after, limit }: { after: string; limit: number },
): Promise<{ eventId: string; task: TaskInEvent }[]> {
	const rows = await db
		.select({ eventId: events.id, after: events.after })
		.from(events)
		.where(
			and(
				eq(events.userId, userId),
				eq(events.changeId, importId),
				gt(events.id, after),
				isNotNull(events.after),
			),
		)
		.orderBy(events.id)
		.limit(limit);
	return rows.map(({ eventId, after }) => ({ eventId, task: JSON.parse(after ?? "") }));
}

const LISTED_MAX = 10;

/** The user's last 10 imports, newest first. */
export function listImports(db: Db, userId: string): Promise<Import[]> {
	return db
		.select()
		.from(imports)
		.where(eq(imports.userId, userId))
		.orderBy(desc(imports.createdAt))
		.limit(LISTED_MAX);
}

/** The notes on an import's lines, in their order: why one is left out, or what was changed in it. */
export function listImportNoteRows(
	db: Db,
	userId: string,
	importId: string,
	{ limit, offset }: { limit: number; offset: number },
) {
	return db
		.select({
			line: importRows.line,
			verdict: importRows.verdict,
			message: importRows.message,
			title: importRows.title,
			number: importRows.number,
		})
		.from(importRows)
		.where(
			and(
				eq(importRows.userId, userId),
				eq(importRows.importId, importId),
				sql`(${importRows.verdict} <> 'task' or ${importRows.message} is not null)`,
			),
		)
		.orderBy(importRows.line, importRows.seq)
		.limit(limit)
		.offset(offset);
}

/** Statements that delete imports whose time has expired: all their rows, and themselves unless they were run. */
export function deleteExpiredImports(db: Db, now: Date) {
	const expired = sql`select user_id, id from ${imports} where ${lt(imports.expiresAt, now)}`;
	return [
		sql`delete from ${importRows} where (user_id, import_id) in (${expired})`,
		sql`delete from ${imports} where ${lt(imports.expiresAt, now)} and state in ('reading', 'ready')`,
		db.update(imports).set({ expiresAt: null }).where(lt(imports.expiresAt, now)),
	];
}
