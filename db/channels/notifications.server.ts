import { and, desc, eq, isNull, ne, type Placeholder, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { builder, prepared } from "#db/prepared.server.ts";
import { notifications, tasks } from "#db/schema.ts";
import type { Status } from "#domain/task/task.ts";

const notificationColumns = {
	id: notifications.id,
	type: notifications.type,
	taskId: notifications.taskId,
	title: notifications.title,
	body: notifications.body,
	scheduledFor: notifications.scheduledFor,
	late: notifications.late,
	readAt: notifications.readAt,
	snoozedUntil: notifications.snoozedUntil,
	createdAt: notifications.createdAt,
};

export type Notification = Pick<
	typeof notifications.$inferSelect,
	keyof typeof notificationColumns
>;

export type ListedNotification = Notification & {
	/** Null where there is no task, or no more. */
	taskStatus: Status | null;
};

const itsTask = and(eq(tasks.userId, notifications.userId), eq(tasks.id, notifications.taskId));

type Page = { unread: boolean; page: number; limit: number };

/** A page of the user's notifications, unread ones first, then newest first. */
export async function listNotifications(
	db: Db,
	userId: string,
	{ unread, page, limit }: Page,
): Promise<ListedNotification[]> {
	return db
		.select({ ...notificationColumns, taskStatus: tasks.status })
		.from(notifications)
		.leftJoin(tasks, itsTask)
		.where(shown(userId, unread))
		.orderBy(sql`${notifications.readAt} is not null`, desc(notifications.createdAt))
		.limit(limit)
		.offset((page - 1) * limit);
}

const count = prepared((unread: boolean) =>
	builder
		.select({ n: sql<number>`count(*)`.as("n") })
		.from(notifications)
		.where(shown(sql.placeholder("userId"), unread)),
);

/** How many notifications the user's list has, or how many of them are unread. */
export async function countNotifications(db: Db, userId: string, unread: boolean) {
	const [row] = await count(db, { userId }, unread);
	return row?.n ?? 0;
}

/** The user's notification of that id with the state of its task, or null. */
export async function findNotification(db: Db, userId: string, id: string) {
	const [row] = await db
		.select({ ...notificationColumns, taskStatus: tasks.status })
		.from(notifications)
		.leftJoin(tasks, itsTask)
		.where(and(eq(notifications.userId, userId), eq(notifications.id, id)));
	return row ?? null;
}

type Changes = Partial<Pick<Notification, "readAt" | "snoozedUntil">>;

/** Sets those columns of the user's notification. */
export function updateNotification(db: Db, userId: string, id: string, changes: Changes) {
	return db
		.update(notifications)
		.set(changes)
		.where(and(eq(notifications.userId, userId), eq(notifications.id, id)));
}

/** Marks all of the user's unread notifications as read. */
export function markNotificationsRead(db: Db, userId: string, at: Date) {
	return db
		.update(notifications)
		.set({ readAt: at })
		.where(and(eq(notifications.userId, userId), isNull(notifications.readAt)));
}

/** Marks the user's unread notifications about those tasks as read. */
export function markTasksNotificationsRead(db: Db, userId: string, taskIds: number[], at: Date) {
	return db
		.update(notifications)
		.set({ readAt: at })
		.where(
			and(
				eq(notifications.userId, userId),
				isNull(notifications.readAt),
				sql`${notifications.taskId} in (select value from json_each(${JSON.stringify(taskIds)}))`,
			),
		);
}

/** Deletes up to `limit` of the oldest notifications before that id that are not snoozed, of all users. */
export function deleteNotificationsBefore(db: Db, id: string, limit: number) {
	const oldest = sql`(select id from ${notifications}
		where id < ${id} and snoozed_until is null order by id limit ${limit})`;
	return db.delete(notifications).where(sql`${notifications.id} in ${oldest}`);
}

/** What is listed: a digest is for e-mail only. */
function shown(userId: string | Placeholder, unread: boolean) {
	return and(
		eq(notifications.userId, userId),
		ne(notifications.type, "daily-digest"),
		unread ? isNull(notifications.readAt) : undefined,
	);
}
