import { and, count, eq, gt, lte, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { events, notifications, tasks, users } from "./schema.ts";

/** How many events of each kind there are with ids after the one and up to the other. */
export async function countEvents(db: Db, after: string, upTo: string) {
	return db
		.select({ type: events.type, actor: events.actor, n: count() })
		.from(events)
		.where(and(gt(events.id, after), lte(events.id, upTo)))
		.groupBy(events.type, events.actor);
}

/**
 * How late the reminders were whose notifications have ids after the one and up to the other: how
 * many fall up to each of the bounds (in milliseconds, rising) and beyond, and their sum.
 */
export async function countReminderLags(db: Db, after: string, upTo: string, bounds: number[]) {
	const lag = sql`(${notifications.createdAt} - ${notifications.scheduledFor})`;
	const bucket = sql<number>`case ${sql.join(
		bounds.map((bound, i) => sql`when ${lag} <= ${bound} then ${sql.raw(String(i))}`),
		sql` `,
	)} else ${sql.raw(String(bounds.length))} end`;
	return db
		.select({
			bucket: bucket.as("bucket"),
			n: count().as("n"),
			ms: sql<number>`sum(${lag})`.as("ms"),
		})
		.from(notifications)
		.where(
			and(
				gt(notifications.id, after),
				lte(notifications.id, upTo),
				eq(notifications.type, "reminder-due"),
			),
		)
		.groupBy(sql`bucket`);
}

/** Reads both tables whole: for once an hour. */
export async function countUsersAndTasks(db: Db) {
	const [counts] = await db
		.select({
			users: sql<number>`(select count(*) from ${users})`.as("users"),
			tasks: sql<number>`(select count(*) from ${tasks})`.as("tasks"),
		})
		.from(sql`(select 1)`);
	return counts ?? { users: 0, tasks: 0 };
}
