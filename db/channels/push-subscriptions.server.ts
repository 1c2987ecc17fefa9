import { and, asc, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import { type Db, type ReturningStatement, returning } from "#db/client.server.ts";
import { pushSubscriptions, sessions, signIns } from "#db/schema.ts";

/** `sessionId` is the hashed id; of it and `signInId` one is null. */
export type NewPushSubscription = typeof pushSubscriptions.$inferInsert & {
	sessionId: string | null;
	signInId: string | null;
};

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
 * Adds a subscription, or renews the keys of the user's with the same endpoint, which from then on ends
 * with the session or sign-in of `row`. Returns the one that
 * there is then; no row when the user has `max` others, in which case nothing is written.
 */
export function upsertPushSubscription(
	row: NewPushSubscription,
	max: number,
): ReturningStatement<{ id: string; createdAt: Date }> {
	const { id, userId, endpoint, p256dh, auth, userAgent, sessionId, signInId, createdAt } = row;
	const insert = sql`insert into ${pushSubscriptions}
			(id, user_id, endpoint, p256dh, auth, user_agent, session_id, sign_in_id, created_at)
		select ${id}, ${userId}, ${endpoint}, ${p256dh}, ${auth}, ${userAgent}, ${sessionId},
			${signInId}, ${createdAt.getTime()}
		where (
			select count(*) from ${pushSubscriptions}
			where user_id = ${userId} and endpoint <> ${endpoint}
		) < ${max}
		on conflict (user_id, endpoint) do update set
			p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent,
			session_id = excluded.session_id, sign_in_id = excluded.sign_in_id
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

/** Lets the user's subscriptions of one session go on under another. By the hashed ids. */
export function movePushSubscriptions(
	db: Db,
	userId: string,
	{ from, to }: { from: string; to: string },
) {
	return db
		.update(pushSubscriptions)
		.set({ sessionId: to })
		.where(and(eq(pushSubscriptions.userId, userId), eq(pushSubscriptions.sessionId, from)));
}

/** Deletes, of all users, what an earlier version has written without the session that it ends with. */
export function deleteUnboundPushSubscriptions(db: Db) {
	return db
		.delete(pushSubscriptions)
		.where(and(isNull(pushSubscriptions.sessionId), isNull(pushSubscriptions.signInId)));
}

/**
 * Whether what a row of `push_subscriptions` ends with is still there at `now`; `table` is the name that
 * the statement has for it. Expired sessions stay until the daily clean-up.
 */
export function isLivePushSubscription(table: SQL, now: Date): SQL {
	return sql`(
		exists (select 1 from ${sessions}
			where sessions.id = ${table}.session_id and sessions.expires_at > ${now.getTime()})
		or exists (select 1 from ${signIns}
			where sign_ins.id = ${table}.sign_in_id and sign_ins.expires_at > ${now.getTime()})
	)`;
}
