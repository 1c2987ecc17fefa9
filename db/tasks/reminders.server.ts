import { and, asc, eq, isNotNull, lte, type SQL, sql } from "drizzle-orm";
import { type Db, returning, transact } from "#db/client.server.ts";
import { events, notifications, tasks, users } from "#db/schema.ts";
import {
	DEFAULT_NOTIFICATION_SETTINGS,
	type NotificationSettings,
} from "#domain/notification/notification-settings.ts";
import type { Task } from "#domain/task/task.ts";
import type { HourCycle } from "#domain/user/user.ts";
import { taskColumns } from "./tasks.server.ts";

/** What users' objects read to plan reminders, and what they write when those fire. */

export type RemindedUser = {
	timeZone: string;
	hourCycle: HourCycle;
	settings: NotificationSettings;
};

/** How and where the user wants to be reminded; null when there is no such user any more. */
export async function findRemindedUser(db: Db, userId: string): Promise<RemindedUser | null> {
	const [row] = await db
		.select({
			timeZone: users.timeZone,
			hourCycle: users.hourCycle,
			settings: users.notificationSettings,
		})
		.from(users)
		.where(eq(users.id, userId));
	return row ? { ...row, settings: row.settings ?? DEFAULT_NOTIFICATION_SETTINGS } : null;
}

// Written out, not bound: else SQLite could not know that the partial index has all of them.
const hasReminders = sql`${tasks.status} = 'pending' and ${tasks.reminders} <> '[]'`;

/** The fields that reminders depend on, of the user's open tasks that have any. */
export async function listRemindedTasks(db: Db, userId: string) {
	return db
		.select({
			id: tasks.id,
			due: tasks.due,
			reminders: tasks.reminders,
			remindersSince: tasks.remindersSince,
		})
		.from(tasks)
		.where(and(eq(tasks.userId, userId), hasReminders));
}

/** Those of the user's tasks with these numbers that are open. */
export async function listOpenTasks(db: Db, userId: string, ids: number[]): Promise<Task[]> {
	return db
		.select(taskColumns)
		.from(tasks)
		.where(
			and(
				eq(tasks.userId, userId),
				sql`${tasks.id} in (select value from json_each(${JSON.stringify(ids)}))`,
				// The plus: by their numbers, not by the index of all that are open.
				sql`+${tasks.status} = 'pending'`,
			),
		);
}

/** The user's snoozed notifications. */
export async function listSnoozedNotifications(db: Db, userId: string) {
	const rows = await db
		.select({
			id: notifications.id,
			taskId: notifications.taskId,
			snoozedUntil: notifications.snoozedUntil,
		})
		.from(notifications)
		.where(and(eq(notifications.userId, userId), isNotNull(notifications.snoozedUntil)));
	return rows.map((row) => ({ ...row, snoozedUntil: row.snoozedUntil as Date }));
}

/** A reminder whose time has come, or a notification that was snoozed until now. */
export type DueReminder = {
	/** Of the notification that is inserted, or of the snoozed one. */
	notificationId: string;
	eventId: string;
	task: Task;
	title: string;
	body: string;
	scheduledFor: Date;
	late: boolean;
} & ({ key: string; snoozedUntil: null } | { key: null; snoozedUntil: Date });

type FireOptions = { userId: string; requestId: string; now: Date };

/**
 * Records reminders that fire: an event and a notification for each, in one transaction, unless that
 * was done before, or its task has another version by now. Returns which were recorded by this call
 * (`written`), and which are recorded at all (`settled`); those of tasks that have changed are in
 * neither.
 */
export async function recordFired(
	db: Db,
	reminders: DueReminder[],
	{ userId, requestId, now }: FireOptions,
): Promise<{ written: Set<DueReminder>; settled: Set<DueReminder> }> {
	const json = JSON.stringify(reminders.map(toRow));
	const at = now.getTime();
	const { rows } = await transact(db, {
		events: sql`insert into ${events} (
				id, user_id, type, task_id, actor, before, after, change_id, request_id, created_at
			)
			select
				fired ->> 'eventId', ${userId}, 'reminder-due', fired ->> 'taskId', 'system', null,
				fired -> 'task', null, ${requestId}, ${at}
			from (select value as fired from json_each(${json}))
			where ${isDue(userId)} and exists (
				select 1 from ${tasks} where user_id = ${userId} and id = fired ->> 'taskId'
					and version = fired ->> 'version' and status = 'pending'
			)`,
		notifications: sql`insert into ${notifications} (
				id, user_id, key, type, task_id, event_id, title, body, scheduled_for, late, created_at
			)
			select
				fired ->> 'notificationId', ${userId}, fired ->> 'key', 'reminder-due', fired ->> 'taskId',
				fired ->> 'eventId', fired ->> 'title', fired ->> 'body', fired ->> 'scheduledFor',
				fired ->> 'late', ${at}
			from (select value as fired from json_each(${json}))
			where fired ->> 'key' is not null and ${wasWritten}`,
		repeated: sql`update ${notifications} set
				read_at = null, snoozed_until = null, event_id = fired ->> 'eventId',
				title = fired ->> 'title', body = fired ->> 'body',
				scheduled_for = fired ->> 'scheduledFor', late = fired ->> 'late', created_at = ${at}
			from (select value as fired from json_each(${json}))
			where notifications.user_id = ${userId} and notifications.id = fired ->> 'notificationId'
				and fired ->> 'key' is null and ${wasWritten}`,
		rows: returning(
			sql`select fired ->> 'eventId' as event_id, ${wasWritten} as written, ${isDue(userId)} as due
			from (select value as fired from json_each(${json}))`,
			(row) => ({
				eventId: String(row.event_id),
				isWritten: row.written === 1,
				isDue: row.due === 1,
			}),
		),
	});
	const select = (test: (row: (typeof rows)[number]) => boolean) => {
		const ids = new Set(rows.filter(test).map((row) => row.eventId));
		return new Set(reminders.filter((reminder) => ids.has(reminder.eventId)));
	};
	return { written: select((row) => row.isWritten), settled: select((row) => !row.isDue) };
}

/** No such notification was made; or the one that comes again still waits for that time. */
function isDue(userId: string): SQL {
	return sql`case when fired ->> 'key' is not null
		then not exists (
			select 1 from ${notifications} where user_id = ${userId} and key = fired ->> 'key'
		)
		else exists (
			select 1 from ${notifications} where user_id = ${userId}
				and id = fired ->> 'notificationId' and snoozed_until = fired ->> 'snoozedUntil'
		) end`;
}

const wasWritten = sql`exists (select 1 from ${events} where id = fired ->> 'eventId')`;

function toRow(reminder: DueReminder) {
	return {
		...reminder,
		taskId: reminder.task.id,
		version: reminder.task.version,
		late: reminder.late ? 1 : 0,
		scheduledFor: reminder.scheduledFor.getTime(),
		snoozedUntil: reminder.snoozedUntil?.getTime() ?? null,
	};
}

/** Ends the snooze of the user's notifications of these ids, where it ends by `until`. */
export function clearSnooze(db: Db, userId: string, ids: string[], until: Date) {
	return db
		.update(notifications)
		.set({ snoozedUntil: null })
		.where(
			and(
				eq(notifications.userId, userId),
				sql`${notifications.id} in (select value from json_each(${JSON.stringify(ids)}))`,
				lte(notifications.snoozedUntil, until),
			),
		);
}

export type Digest = Pick<
	typeof notifications.$inferInsert,
	"id" | "userId" | "key" | "title" | "body" | "scheduledFor" | "late" | "createdAt"
>;

/**
 * Inserts the day's digest, once for its `key`; returns the id of the one that is there. It goes out by
 * e-mail only, so it counts as read.
 */
export async function insertDigest(db: Db, digest: Digest): Promise<string> {
	const { id } = await transact(db, {
		digest: db
			.insert(notifications)
			.values({ ...digest, type: "daily-digest", readAt: digest.createdAt })
			.onConflictDoNothing(),
		id: returning(
			db
				.select({ id: notifications.id })
				.from(notifications)
				.where(and(eq(notifications.userId, digest.userId), eq(notifications.key, digest.key))),
			(row) => String(row.id),
		),
	});
	return id[0] ?? digest.id;
}

/** Notes when the user's object has its next reminder; null for none. */
export function setNextReminder(db: Db, userId: string, at: Date | null) {
	return db.update(users).set({ nextReminderAt: at }).where(eq(users.id, userId));
}

/** The ids of at most `limit` users whose next reminder is before that time, the most overdue first. */
export async function listUsersToRemind(db: Db, before: Date, limit: number): Promise<string[]> {
	const rows = await db
		.select({ id: users.id })
		.from(users)
		.where(and(isNotNull(users.nextReminderAt), sql`${users.nextReminderAt} < ${before.getTime()}`))
		.orderBy(asc(users.nextReminderAt))
		.limit(limit);
	return rows.map(({ id }) => id);
}

/** The ids of at most `limit` users with reminders, from `from` up to, not including, `until`. */
export async function listUsersWithReminders(
	db: Db,
	{ from, until, limit }: { from: string; until: string; limit: number },
): Promise<string[]> {
	const rows = await db
		.selectDistinct({ userId: tasks.userId })
		.from(tasks)
		.where(sql`${tasks.userId} >= ${from} and ${tasks.userId} < ${until} and ${hasReminders}`)
		.orderBy(asc(tasks.userId))
		.limit(limit);
	return rows.map(({ userId }) => userId);
}

/**
 * Moves `remindersSince` of the user's tasks with reminders by that many milliseconds, for a change of
 * time zone. Reminders follow the wall clock, so the time before which they do not fire has to as well:
 * else a coming one would count as past when it was set.
 */
export function shiftRemindersSince(db: Db, userId: string, ms: number) {
	return db
		.update(tasks)
		.set({ remindersSince: sql`${tasks.remindersSince} + ${ms}` })
		.where(and(eq(tasks.userId, userId), hasReminders));
}
