import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import {
	events,
	notifications,
	personalTokens,
	pushSubscriptions,
	sessions,
	signIns,
	users,
	webhooks,
} from "#db/schema.ts";

/*
 * All rows of a user, for the archive of their data. Long lists are read a page at a time, in the order
 * of an index, each page after the last row of the one before. No hash, key or secret is read.
 */

/** The account with its short lists: sessions, sign-ins of programs, tokens, webhooks, push subscriptions. */
export async function findWholeAccount(db: Db, userId: string) {
	const [[account], ...lists] = await Promise.all([
		db
			.select({
				id: users.id,
				email: users.email,
				emailConfirmedAt: users.emailConfirmedAt,
				name: users.name,
				timeZone: users.timeZone,
				theme: users.theme,
				weekStart: users.weekStart,
				hourCycle: users.hourCycle,
				notificationSettings: users.notificationSettings,
				deleteAfter: users.deleteAfter,
				createdAt: users.createdAt,
			})
			.from(users)
			.where(eq(users.id, userId)),
		db
			.select({
				userAgent: sessions.userAgent,
				createdAt: sessions.createdAt,
				expiresAt: sessions.expiresAt,
			})
			.from(sessions)
			.where(eq(sessions.userId, userId)),
		db
			.select({
				userAgent: signIns.userAgent,
				createdAt: signIns.createdAt,
				expiresAt: signIns.expiresAt,
			})
			.from(signIns)
			.where(eq(signIns.userId, userId)),
		db
			.select({
				name: personalTokens.name,
				scopes: personalTokens.scopes,
				createdAt: personalTokens.createdAt,
				expiresAt: personalTokens.expiresAt,
				lastUsedAt: personalTokens.lastUsedAt,
			})
			.from(personalTokens)
			.where(eq(personalTokens.userId, userId)),
		db
			.select({
				url: webhooks.url,
				types: webhooks.types,
				disabledAt: webhooks.disabledAt,
				createdAt: webhooks.createdAt,
			})
			.from(webhooks)
			.where(eq(webhooks.userId, userId)),
		db
			.select({
				endpoint: pushSubscriptions.endpoint,
				userAgent: pushSubscriptions.userAgent,
				createdAt: pushSubscriptions.createdAt,
			})
			.from(pushSubscriptions)
			.where(eq(pushSubscriptions.userId, userId)),
	]);
	const [sessionRows, programs, tokens, hooks, pushes] = lists;
	return {
		...account,
		sessions: sessionRows,
		programs,
		tokens,
		webhooks: hooks,
		pushSubscriptions: pushes,
	};
}

const eventColumns = {
	id: events.id,
	type: events.type,
	taskId: events.taskId,
	actor: events.actor,
	before: sql`${events.before}`.mapWith(fromJson).as("before_task"),
	after: sql`${events.after}`.mapWith(fromJson).as("after_task"),
	changeId: events.changeId,
	requestId: events.requestId,
	createdAt: events.createdAt,
};

function fromJson(text: string): unknown {
	return JSON.parse(text);
}

/** The user's events without a task whose ids come after that one, by id; at most `limit`. */
export function listAccountEventsAfter(db: Db, userId: string, id: string, limit: number) {
	return db
		.select(eventColumns)
		.from(events)
		.where(and(eq(events.userId, userId), isNull(events.taskId), gt(events.id, id)))
		.orderBy(asc(events.id))
		.limit(limit);
}

/** The user's events of tasks, deleted ones included, by task and id; at most `limit` after `after`. */
export function listTaskEventsAfter(
	db: Db,
	userId: string,
	after: { taskId: number | null; id: string },
	limit: number,
) {
	return db
		.select(eventColumns)
		.from(events)
		.where(
			and(
				eq(events.userId, userId),
				sql`(${events.taskId}, ${events.id}) > (${after.taskId}, ${after.id})`,
			),
		)
		.orderBy(asc(events.taskId), asc(events.id))
		.limit(limit);
}

/** The user's notifications by time and id; at most `limit` after `after`. */
export function listNotificationsAfter(
	db: Db,
	userId: string,
	after: { createdAt: Date; id: string },
	limit: number,
) {
	return db
		.select()
		.from(notifications)
		.where(
			and(
				eq(notifications.userId, userId),
				sql`(${notifications.createdAt}, ${notifications.id}) > (${after.createdAt.getTime()}, ${after.id})`,
			),
		)
		.orderBy(asc(notifications.createdAt), asc(notifications.id))
		.limit(limit);
}
