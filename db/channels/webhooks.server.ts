import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import {
	type Db,
	type ReturningStatement,
	returning,
	type Statement,
	type StoredRow,
} from "#db/client.server.ts";
import { deliveries, notifications, webhooks } from "#db/schema.ts";

export type NewWebhook = Pick<
	typeof webhooks.$inferInsert,
	"id" | "userId" | "url" | "sealedSecret" | "types" | "createdAt"
> & { verifiedAt: Date | null };

const shown = {
	id: webhooks.id,
	url: webhooks.url,
	types: webhooks.types,
	verifiedAt: webhooks.verifiedAt,
	failingSince: webhooks.failingSince,
	disabledAt: webhooks.disabledAt,
	createdAt: webhooks.createdAt,
};

/** The user's webhooks, oldest first; without their secrets. */
export async function listWebhooks(db: Db, userId: string) {
	return db
		.select(shown)
		.from(webhooks)
		.where(eq(webhooks.userId, userId))
		.orderBy(asc(webhooks.createdAt), asc(webhooks.id));
}

export type ListedWebhook = Awaited<ReturnType<typeof listWebhooks>>[number];

/** The user's webhook of that id, without its secret; or null. */
export async function findWebhook(db: Db, userId: string, id: string) {
	const [webhook] = await db
		.select(shown)
		.from(webhooks)
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id)));
	return webhook ?? null;
}

/** Adds a webhook; returns its id, or no row when the user has `max` of them already. */
export function insertWebhook(webhook: NewWebhook, max: number): ReturningStatement<string> {
	const { id, userId, url, sealedSecret, types, verifiedAt, createdAt } = webhook;
	const insert = sql`insert into ${webhooks} (
			id, user_id, url, sealed_secret, types, verified_at, created_at
		)
		select ${id}, ${userId}, ${url}, ${sealedSecret}, ${JSON.stringify(types)},
			${verifiedAt?.getTime() ?? null}, ${createdAt.getTime()}
		where (select count(*) from ${webhooks} where user_id = ${userId}) < ${max}
		returning id`;
	return returning(insert, readId);
}

/** Whether the user has that webhook; an SQL expression. */
export function hasWebhook(userId: string, id: string): SQL {
	return sql`exists (select 1 from ${webhooks} where user_id = ${userId} and webhooks.id = ${id})`;
}

function readId({ id }: StoredRow): string {
	return String(id);
}

/** Deletes the user's webhook; returns its id if there was one. */
export function deleteWebhook(db: Db, userId: string, id: string): ReturningStatement<string> {
	const deletion = db
		.delete(webhooks)
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id)))
		.returning({ id: webhooks.id });
	return returning(deletion, readId);
}

/** Statements of one transaction that delete all webhooks of the user, and what was on its way to them. */
export function deleteWebhooksOf(db: Db, userId: string): Statement[] {
	return [
		db
			.delete(deliveries)
			.where(and(eq(deliveries.userId, userId), eq(deliveries.channel, "webhook"))),
		db.delete(webhooks).where(eq(webhooks.userId, userId)),
	];
}

/** Enables the user's webhook and clears its failures; returns its id if there is one. */
export function enableWebhook(db: Db, userId: string, id: string): ReturningStatement<string> {
	const update = db
		.update(webhooks)
		.set({ disabledAt: null, failingSince: null })
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id)))
		.returning({ id: webhooks.id });
	return returning(update, readId);
}

/** Notes that the webhook's host has answered the challenge, unless it had before. */
export function recordWebhookVerified(db: Db, userId: string, id: string, now: Date) {
	return db
		.update(webhooks)
		.set({ verifiedAt: now })
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id), isNull(webhooks.verifiedAt)));
}

/** Ends the time for which the webhook has been failing, if it was. */
export function recordWebhookSuccess(db: Db, userId: string, id: string) {
	return db
		.update(webhooks)
		.set({ failingSince: null })
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id), isNotNull(webhooks.failingSince)));
}

/** Notes since when the webhook fails, unless it was failing before. */
export function recordWebhookFailure(db: Db, userId: string, id: string, now: Date) {
	return db
		.update(webhooks)
		.set({ failingSince: now })
		.where(and(eq(webhooks.userId, userId), eq(webhooks.id, id), isNull(webhooks.failingSince)));
}

export type WebhookToDisable = {
	userId: string;
	id: string;
	now: Date;
	/** Disables it only if it has failed since then or longer, without a break. */
	failingSince: Date;
	notification: { id: string; title: string; body: string };
};

/**
 * Statements of one transaction that disable a webhook and notify its owner, once. Return the
 * notification's id if they do.
 */
export function disableWebhook(webhook: WebhookToDisable): [ReturningStatement<string>, Statement] {
	const { userId, id, now, failingSince, notification } = webhook;
	const doomed = sql`${webhooks} where user_id = ${userId} and id = ${id}
		and disabled_at is null and failing_since <= ${failingSince.getTime()}`;
	return [
		returning(
			sql`insert into ${notifications}
				(id, user_id, key, type, title, body, scheduled_for, late, created_at)
			select ${notification.id}, ${userId}, 'webhook-disabled:' || id || ':' || failing_since,
				'webhook-disabled', ${notification.title}, ${notification.body}, ${now.getTime()}, 0,
				${now.getTime()}
			from ${doomed}
			on conflict (user_id, key) do nothing
			returning id`,
			readId,
		),
		sql`update ${webhooks} set disabled_at = ${now.getTime()}
			where id in (select id from ${doomed}) and user_id = ${userId}`,
	];
}
