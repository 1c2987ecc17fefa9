import { and, count, gt, lte, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { events, tasks, users } from "./schema.ts";

/** How many events of each kind there are with ids after the one and up to the other. */
export async function countEvents(db: Db, after: string, upTo: string) {
	return db
		.select({ type: events.type, actor: events.actor, n: count() })
		.from(events)
		.where(and(gt(events.id, after), lte(events.id, upTo)))
		.groupBy(events.type, events.actor);
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
