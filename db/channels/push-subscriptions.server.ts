import { and, asc, eq, ne, sql } from "drizzle-orm";
import { type Db, type ReturningStatement, returning } from "#db/client.server.ts";
import { pushSubscriptions } from "#db/schema.ts";

export type NewPushSubscription = typeof pushSubscriptions.$inferInsert;

/** The user's push subscriptions, one for each browser, oldest first; without their keys. */
export async function listPushSubscriptions(db: Db, userId: string) {
	return db
		.select({
			id: pushSubscriptions.id,
			endpoint: pushSubscriptions.endpoint,
			userAgent: pushSubscriptions.userAgent,
			createdAt: pushSubscriptions.createdAt,
		})
		.from(pushSubscriptions)
		.where(eq(pushSubscriptions.userId, userId))
		.orderBy(asc(pushSubscriptions.createdAt), asc(pushSubscriptions.id));
}

/**
 * Adds a subscription, or renews the keys of the user's with the same endpoint. Returns the one that
 * there is then; no row when the user has `max` others, in which case nothing is written.
 */
export function upsertPushSubscription(
	row: NewPushSubscription,
	max: number,
): ReturningStatement<{ id: string; createdAt: Date }> {
	const { id, userId, endpoint, p256dh, auth, userAgent, createdAt } = row;
	const insert = sql`insert into ${pushSubscriptions}
			(id, user_id, endpoint, p256dh, auth, user_agent, created_at)
		select ${id}, ${userId}, ${endpoint}, ${p256dh}, ${auth}, ${userAgent}, ${createdAt.getTime()}
		where (
			select count(*) from ${pushSubscriptions}
			where user_id = ${userId} and endpoint <> ${endpoint}
		) < ${max}
		on conflict (user_id, endpoint) do update set
			p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent
		returning id, created_at`;
	return returning(insert, ({ id, created_at }) => ({
		id: String(id),
		createdAt: new Date(Number(created_at)),
	}));
}

/**
 * Deletes the subscriptions that other users have in the same browser. That it is the same one is
 * proven by its keys, which nobody else knows.
 */
export function deleteOthersPushSubscriptions(db: Db, subscription: NewPushSubscription) {
	const { userId, endpoint, p256dh, auth } = subscription;
	return db
		.delete(pushSubscriptions)
		.where(
			and(
				eq(pushSubscriptions.endpoint, endpoint),
				eq(pushSubscriptions.p256dh, p256dh),
				eq(pushSubscriptions.auth, auth),
				ne(pushSubscriptions.userId, userId),
			),
		);
}

/** Deletes the user's subscription of that id; returns its id if there was one. */
export function deletePushSubscription(
	db: Db,
	userId: string,
	id: string,
): ReturningStatement<string> {
	const deletion = db
		.delete(pushSubscriptions)
		.where(and(eq(pushSubscriptions.userId, userId), eq(pushSubscriptions.id, id)))
		.returning({ id: pushSubscriptions.id });
	return returning(deletion, (row) => String(row.id));
}

/** Deletes the user's subscription of that endpoint; returns its id if there was one. */
export function deletePushEndpoint(
	db: Db,
	userId: string,
	endpoint: string,
): ReturningStatement<string> {
	const deletion = db
		.delete(pushSubscriptions)
		.where(and(eq(pushSubscriptions.userId, userId), eq(pushSubscriptions.endpoint, endpoint)))
		.returning({ id: pushSubscriptions.id });
	return returning(deletion, (row) => String(row.id));
}
