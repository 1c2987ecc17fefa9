import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { changes, events, tasks } from "#db/schema.ts";
import type { Actor, TaskEventType } from "#domain/event/event-types.ts";
import { parseTask } from "./task-events.server.ts";
import { laterSteps } from "./undo.server.ts";

type Page = { page: number; limit: number };

/** A page of what the user did, newest first; `laterSteps` counts as `countLaterSteps` does. */
export async function listChanges(db: Db, userId: string, page: Page) {
	return db
		.select({
			id: changes.id,
			summary: changes.summary,
			state: changes.state,
			createdAt: changes.createdAt,
			laterSteps: laterSteps(userId, sql`(changes.created_at, changes.id)`).as("later_steps"),
			affected: sql<number>`(
				select count(*) from ${events}
				where ${events.userId} = ${userId} and ${events.changeId} = changes.id
			)`.as("affected"),
		})
		.from(changes)
		.where(and(eq(changes.userId, userId), sql`${changes.id} in ${idsOf(userId, page)}`))
		.orderBy(desc(changes.createdAt), desc(changes.id));
}

/** How many changes the user's history has. */
export async function countChanges(db: Db, userId: string): Promise<number> {
	const [row] = await db
		.select({ count: sql<number>`count(*)`.as("count") })
		.from(changes)
		.where(eq(changes.userId, userId));
	return row?.count ?? 0;
}

/**
 * The first events, at most `most`, of each change of that page; `isThere` says whether their task
 * still exists. A change may have thousands of events, so those beyond are not read.
 */
export async function listFirstEvents(db: Db, userId: string, page: Page, most: number) {
	const rows = await db
		.select({
			changeId: sql<string>`events.change_id`.as("change_id"),
			taskId: sql<number>`events.task_id`.as("task_id"),
			type: sql<TaskEventType>`events.type`.as("type"),
			actor: sql<Actor>`events.actor`.as("actor"),
			reportedAt: sql<number | null>`events.reported_at`.as("reported_at"),
			before: sql<string | null>`events.before`.as("before"),
			after: sql<string | null>`events.after`.as("after"),
			isThere: sql`exists (
				select 1 from ${tasks} where ${tasks.userId} = ${userId} and ${tasks.id} = events.task_id
			)`
				.mapWith(Boolean)
				.as("is_there"),
		})
		.from(sql`${idsOf(userId, page)} as made cross join ${events}`)
		.where(
			sql`${events.userId} = ${userId} and ${events.changeId} = made.id and ${events}.rowid in (
				select first.rowid from ${events} as first
				where first.user_id = ${userId} and first.change_id = made.id limit ${most}
			)`,
		)
		.orderBy(events.id);
	return rows.map((row) => ({
		...row,
		reportedAt: row.reportedAt === null ? null : new Date(row.reportedAt),
		before: row.before === null ? null : parseTask(row.before),
		after: row.after === null ? null : parseTask(row.after),
	}));
}

function idsOf(userId: string, { page, limit }: Page): SQL {
	return sql`(select ${changes.id} from ${changes} where ${changes.userId} = ${userId}
		order by ${changes.createdAt} desc, ${changes.id} desc
		limit ${limit} offset ${(page - 1) * limit})`;
}
