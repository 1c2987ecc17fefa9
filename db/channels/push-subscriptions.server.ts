import { and, asc, eq, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { pushSubscriptions } from "#db/schema.ts";

export type NewPushSubscription = typeof pushSubscriptions.$inferInsert;

/** The browsers that the user gets push messages in, oldest first. */
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

export type ListedPushSubscription = Awaited<ReturnType<typeof listPushSubscriptions>>[number];

/**
 * Adds a subscription, or renews the keys of the one with the same endpoint, unless that would make
 * more than `max`; its id is answered if there is one then.
 */
export function putPushSubscription(row: NewPushSubscription, max: number): SQL {
	const { id, userId, endpoint, p256dh, auth, userAgent, createdAt } = row;
	return sql`insert into ${pushSubscriptions}
			(id, user_id, endpoint, p256dh, auth, user_agent, created_at)
		select ${id}, ${userId}, ${endpoint}, ${p256dh}, ${auth}, ${userAgent}, ${createdAt.getTime()}
		where (
			select count(*) from ${pushSubscriptions}
			where user_id = ${userId} and endpoint <> ${endpoint}
		) < ${max}
		on conflict (user_id, endpoint) do update set
			p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent
		returning id, created_at`;
}

/**
 * Takes a browser away from those who used it before. That it is the same one is proven by its keys,
 * which nobody else knows.
 */
export function takeOverBrowser(db: Db, subscription: NewPushSubscription) {
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

export function deletePushSubscription(db: Db, userId: string, id: string) {
	return db
		.delete(pushSubscriptions)
		.where(and(eq(pushSubscriptions.userId, userId), eq(pushSubscriptions.id, id)))
		.returning({ id: pushSubscriptions.id });
}

export function deletePushEndpoint(db: Db, userId: string, endpoint: string) {
	return db
		.delete(pushSubscriptions)
		.where(and(eq(pushSubscriptions.userId, userId), eq(pushSubscriptions.endpoint, endpoint)))
		.returning({ id: pushSubscriptions.id });
}
