import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { notifications, pushSubscriptions, users, webhooks } from "#db/schema.ts";
import { isLivePushSubscription } from "./push-subscriptions.server.ts";

/**
 * The user's address and whether it is confirmed, zone (IANA name) and notification settings; undefined
 * when the user is gone.
 */
export async function findRecipient(db: Db, userId: string) {
	const [row] = await db
		.select({
			email: users.email,
			emailConfirmedAt: users.emailConfirmedAt,
			confirmationSentAt: users.confirmationSentAt,
			timeZone: users.timeZone,
			settings: users.notificationSettings,
		})
		.from(users)
		.where(eq(users.id, userId));
	return row;
}

/** Null until the user has changed them: the defaults apply. */
export async function findNotificationSettings(db: Db, userId: string) {
	const [row] = await db
		.select({ settings: users.notificationSettings })
		.from(users)
		.where(eq(users.id, userId));
	return row?.settings ?? null;
}

/** Sets some of the user's notification settings, over `defaults` where there are none yet. */
export function patchNotificationSettings(userId: string, changes: object, defaults: object): SQL {
	const before = sql`coalesce(notification_settings, json(${JSON.stringify(defaults)}))`;
	// json_patch would take a null as "remove".
	const values = Object.entries(changes).flatMap(([name, value]) => [
		sql`${`$.${name}`}`,
		sql`json(${JSON.stringify(value)})`,
	]);
	return sql`update ${users} set notification_settings = json_set(${before}, ${sql.join(values, sql`, `)})
		where id = ${userId}`;
}

/** The ids of the user's push subscriptions whose session or sign-in has not ended at `now`. */
export async function listPushTargets(db: Db, userId: string, now: Date) {
	const rows = await db
		.select({ id: pushSubscriptions.id })
		.from(pushSubscriptions)
		.where(
			and(
				eq(pushSubscriptions.userId, userId),
				isLivePushSubscription(sql`push_subscriptions`, now),
			),
		);
	return rows.map(({ id }) => id);
}

/** The user's webhooks that are switched on, and whose hosts have answered the challenge. */
export async function listWebhookTargets(db: Db, userId: string) {
	return db
		.select({ id: webhooks.id, types: webhooks.types })
		.from(webhooks)
		.where(
			and(eq(webhooks.userId, userId), isNull(webhooks.disabledAt), isNotNull(webhooks.verifiedAt)),
		);
}

/** The user's notifications of those ids. */
export async function listNotificationsToDeliver(db: Db, userId: string, ids: string[]) {
	return db
		.select({
			id: notifications.id,
			type: notifications.type,
			taskId: notifications.taskId,
			eventId: notifications.eventId,
			title: notifications.title,
			body: notifications.body,
			scheduledFor: notifications.scheduledFor,
			late: notifications.late,
		})
		.from(notifications)
		.where(
			and(
				eq(notifications.userId, userId),
				inArray(notifications.id, sql`(select value from json_each(${JSON.stringify(ids)}))`),
			),
		);
}

export type NotificationToDeliver = Awaited<ReturnType<typeof listNotificationsToDeliver>>[number];
