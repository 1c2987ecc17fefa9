import { and, asc, gt, lt, sql } from "drizzle-orm";
import type { Db } from "./client.server.ts";
import { events, notifications } from "./schema.ts";

/** Events as the outbox: those that are published, and those that are not yet. */

const storedColumns = {
	id: events.id,
	userId: events.userId,
	type: events.type,
	taskId: events.taskId,
	actor: events.actor,
	/** Tasks as JSON. */
	before: events.before,
	after: events.after,
	requestId: events.requestId,
	createdAt: events.createdAt,
};

export type StoredEvent = Omit<
	typeof events.$inferSelect,
	"changeId" | "publishedAt" | "reportedAt"
>;

/** The user's events of these ids, oldest first. */
export async function listEvents(db: Db, userId: string, ids: string[]): Promise<StoredEvent[]> {
	return db
		.select(storedColumns)
		.from(events)
		.where(and(isOwn(events.userId, userId), isOneOf(events.id, ids)))
		.orderBy(asc(events.id));
}

/** The ids of the notifications that were made along with the user's events. */
export async function listNotificationIds(db: Db, userId: string, eventIds: string[]) {
	const rows = await db
		.select({ id: notifications.id })
		.from(notifications)
		.where(
			and(
				isOwn(notifications.userId, userId),
				sql`${notifications.eventId} is not null`,
				isOneOf(notifications.eventId, eventIds),
			),
		);
	return rows.map(({ id }) => id);
}

/** Notes that all consumers have handled the user's events. */
export function markEventsPublished(db: Db, userId: string, ids: string[], at: Date) {
	return db
		.update(events)
		.set({ publishedAt: at })
		.where(
			and(
				isOwn(events.userId, userId),
				isOneOf(events.id, ids),
				sql`${events.publishedAt} is null`,
			),
		);
}

type Between = { after: Date; before: Date; limit: number };

/** Unpublished events of any user that were written between these times, oldest first. */
export async function listUnpublishedEvents(db: Db, { after, before, limit }: Between) {
	return db
		.select({ id: events.id, userId: events.userId })
		.from(events)
		.where(
			and(
				sql`${events.publishedAt} is null`,
				gt(events.createdAt, after),
				lt(events.createdAt, before),
			),
		)
		.orderBy(asc(events.createdAt))
		.limit(limit);
}

/** How many unpublished events were written before that time. */
export async function countUnpublishedEvents(db: Db, before: Date): Promise<number> {
	const [row] = await db
		.select({ n: sql<number>`count(*)`.as("n") })
		.from(events)
		.where(and(sql`${events.publishedAt} is null`, lt(events.createdAt, before)));
	return row?.n ?? 0;
}

/** Deletes up to `limit` of the oldest events before that id, whoever's they are. */
export function deleteEventsBefore(db: Db, id: string, limit: number) {
	const oldest = sql`(select id from ${events} where id < ${id} order by id limit ${limit})`;
	return db.delete(events).where(sql`${events.id} in ${oldest}`);
}

/** The plus keeps SQLite from the index of all rows of the user: it is to look rows up by their ids. */
function isOwn(column: typeof events.userId | typeof notifications.userId, userId: string) {
	return sql`+${column} = ${userId}`;
}

function isOneOf(column: typeof events.id | typeof notifications.eventId, values: string[]) {
	return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}
