import { and, desc, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { tasks } from "#db/schema.ts";
import type { DayCount } from "#domain/statistics/statistics.ts";
import type { ZonePeriod } from "#domain/statistics/zone-periods.ts";
import type { LocalTime } from "#domain/time/local-time.ts";

/** How many tasks the user has by status and priority, and how many of them are overdue or due today. */
export async function countByStatusAndPriority(db: Db, userId: string, time: LocalTime) {
	const isPending = eq(tasks.status, "pending");
	return db
		.select({
			status: tasks.status,
			priority: tasks.priority,
			count: sql<number>`count(*)`.as("count"),
			overdue: sql<number>`count(*) filter (where ${isPending} and ${tasks.due} < ${time.now})`.as(
				"overdue",
			),
			dueToday: sql<number>`count(*) filter (where ${isPending} and ${onDay(time.today)})`.as(
				"due_today",
			),
		})
		.from(tasks)
		.where(eq(tasks.userId, userId))
		.groupBy(tasks.status, tasks.priority);
}

/** An all-day date stands as 24:00:00 of its day: see db/schema.ts. */
function onDay(date: string) {
	return sql`${tasks.due} >= ${`${date}T00:00:00`} and ${tasks.due} <= ${`${date}T24:00:00`}`;
}

/** The user's `limit` most frequent tags, with how many tasks have each and how many of those are completed. */
export async function countByTag(db: Db, userId: string, limit: number) {
	const count = sql<number>`count(*)`;
	return db
		.select({
			tag: sql<string>`tag.value`.as("tag"),
			total: count.as("total"),
			completed: sql<number>`count(*) filter (where ${tasks.status} = 'completed')`.as("completed"),
		})
		.from(sql`${tasks}, json_each(${tasks.tags}) as tag`)
		.where(eq(tasks.userId, userId))
		.groupBy(sql`tag.value`)
		.orderBy(desc(count), sql`tag.value`)
		.limit(limit);
}

/**
 * The days, in days since 1970-01-01 by the user's wall clock, on which tasks were completed: how many,
 * and for how many milliseconds those had been open together. `periods` are the offsets of the zone.
 */
export async function listCompletionDays(
	db: Db,
	userId: string,
	periods: ZonePeriod[],
): Promise<(DayCount & { openMs: number })[]> {
	const day = sql<number>`(${tasks.completedAt} + (period.value ->> 'offset')) / 86400000`;
	return (
		db
			.select({
				day: day.as("day"),
				count: sql<number>`count(*)`.as("count"),
				// An import may say that a task was completed before it was made.
				openMs: sql<number>`sum(max(0, ${tasks.completedAt} - ${tasks.createdAt}))`.as("open_ms"),
			})
			// Periods first: each is one range of the index.
			.from(sql`json_each(${JSON.stringify(periods)}) as period cross join ${tasks}`)
			.where(
				and(
					eq(tasks.userId, userId),
					sql`${tasks.completedAt} >= (period.value ->> 'from')`,
					sql`${tasks.completedAt} < (period.value ->> 'until')`,
				),
			)
			.groupBy(day)
	);
}
