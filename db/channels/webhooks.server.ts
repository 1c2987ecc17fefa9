import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { notifications, webhooks } from "#db/schema.ts";

export type NewWebhook = Pick<
	typeof webhooks.$inferInsert,
	"id" | "userId" | "url" | "sealedSecret" | "types" | "createdAt"
>;

const shown = {
	id: webhooks.id,
	url: webhooks.url,
	types: webhooks.types,
	failingSince: webhooks.failingSince,
	disabledAt: webhooks.disabledAt,
	createdAt: webhooks.createdAt,
};

/** The user's webhooks, oldest first. */
export async function listWebhooks(db: Db, userId: string) {
	return db
		.select(shown)
		.from(webhooks)
		.where(eq(webhooks.userId, userId))
		.orderBy(asc(webhooks.createdAt), asc(webhooks.id));
}

export type ListedWebhook = Awaited<ReturnType<typeof listWebhooks>>[number];

/** The user's webhook of that id, or null. */
export async function findWebhook(db: Db, userId: string, id: string) {
	const [webhook] = await db
		.select(shown)
		.from(webhooks)
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id)));
	return webhook ?? null;
}

/** Adds a webhook unless the user has `max` of them; its id is answered if it was added. */
export function insertWebhook(webhook: NewWebhook, max: number): SQL {
	const { id, userId, url, sealedSecret, types, createdAt } = webhook;
	return sql`insert into ${webhooks} (id, user_id, url, sealed_secret, types, created_at)
		select ${id}, ${userId}, ${url}, ${sealedSecret}, ${JSON.stringify(types)}, ${createdAt.getTime()}
		where (select count(*) from ${webhooks} where user_id = ${userId}) < ${max}
		returning id`;
}

export function deleteWebhook(db: Db, userId: string, id: string) {
	return db
		.delete(webhooks)
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id)))
		.returning({ id: webhooks.id });
}

/** Switches a webhook on again, with a clean record. */
export function enableWebhook(db: Db, userId: string, id: string) {
	return db
		.update(webhooks)
		.set({ disabledAt: null, failingSince: null })
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id)))
		.returning({ id: webhooks.id });
}

export function noteWebhookSuccess(db: Db, userId: string, id: string) {
	return db
		.update(webhooks)
		.set({ failingSince: null })
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id), isNotNull(webhooks.failingSince)));
}

export function noteWebhookFailure(db: Db, userId: string, id: string, now: Date) {
	return db
		.update(webhooks)
		.set({ failingSince: now })
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id), isNull(webhooks.failingSince)));
}

export type WebhookEnd = {
	userId: string;
	id: string;
	now: Date;
	/** Only if it has failed since then, without a break. */
	failingSince: Date;
	notification: { id: string; title: string; body: string };
};

/**
 * Statements that switch a webhook off and notify its owner, once, for one transaction. The first
 * answers with the notification's id if they do.
 */
export function disableWebhook(end: WebhookEnd): SQL[] {
	const { userId, id, now, failingSince, notification } = end;
	const doomed = sql`${webhooks} where user_id = ${userId} and id = ${id}
		and disabled_at is null and failing_since <= ${failingSince.getTime()}`;
	return [
		sql`insert into ${notifications}
				(id, user_id, key, type, title, body, scheduled_for, late, created_at)
			select ${notification.id}, ${userId}, 'webhook-disabled:' || id || ':' || failing_since,
				'webhook-disabled', ${notification.title}, ${notification.body}, ${now.getTime()}, 0,
				${now.getTime()}
			from ${doomed}
			on conflict (user_id, key) do nothing
			returning id`,
		sql`update ${webhooks} set disabled_at = ${now.getTime()}
			where id in (select id from ${doomed}) and user_id = ${userId}`,
	];
}
