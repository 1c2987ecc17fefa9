import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { chunkByJson } from "#db/chunks.ts";
import { type Db, type ReturningStatement, returning, type StoredRow } from "#db/client.server.ts";
import { type DELIVERY_CHANNELS, type DELIVERY_STATES, deliveries } from "#db/schema.ts";
import type { NotificationSettings } from "#domain/notification/notification-settings.ts";
import type { Status } from "#domain/task/task.ts";
import { isLivePushSubscription } from "./push-subscriptions.server.ts";

/*
 * Deliveries are planned once, by a unique index, and claimed before they are sent: a claim moves
 * `nextAttemptAt` to the end of a lease, so that nobody else sends meanwhile; when a consumer dies, the
 * sweep finds its deliveries after that. `attempts` counts claims, and whoever records a result names
 * the count of their claim: a result of an older claim changes nothing.
 */

export type Channel = (typeof DELIVERY_CHANNELS)[number];
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export type NewDelivery = {
	id: string;
	channel: Channel;
	targetId: string;
	sourceId: string;
	type: string;
	payload: unknown;
	nextAttemptAt: Date;
};

/**
 * Statements that plan deliveries of the user, each as pending, as far as `condition` holds. Those that
 * are planned already (the same source, channel and target) stay as they are.
 */
export function insertDeliveries(
	userId: string,
	rows: NewDelivery[],
	createdAt: Date,
	condition: SQL = sql`true`,
): SQL[] {
	const stored = rows.map((row) => ({ ...row, nextAttemptAt: row.nextAttemptAt.getTime() }));
	return chunkByJson(stored).map(
		({ json }) => sql`insert into ${deliveries} (
				id, user_id, channel, target_id, source_id, type, payload, state, attempts,
				next_attempt_at, created_at
			)
			select
				value ->> 'id', ${userId}, value ->> 'channel', value ->> 'targetId',
				value ->> 'sourceId', value ->> 'type', value -> 'payload', 'pending', 0,
				value ->> 'nextAttemptAt', ${createdAt.getTime()}
			from json_each(${json}) where ${condition}
			on conflict (source_id, channel, target_id) do nothing`,
	);
}

/** Claims at most `limit` of what is due at `now`, until `leaseUntil`. */
export type ClaimOptions = { now: Date; leaseUntil: Date; limit: number };

/** Claims deliveries of the user about those sources (events or notifications) that are due. */
export function claimDeliveriesAbout(
	userId: string,
	sourceIds: string[],
	{ now, leaseUntil, limit }: ClaimOptions,
): ReturningStatement<ClaimedDelivery> {
	return claiming(
		{ now, leaseUntil },
		sql`select id from ${deliveries}
			where source_id in (select value from json_each(${JSON.stringify(sourceIds)}))
				and user_id = ${userId} and state = 'pending' and next_attempt_at <= ${now.getTime()}
			order by next_attempt_at limit ${limit}`,
	);
}

/** Claims what is due, of any user: for the sweep. */
export function claimDueDeliveries({
	now,
	leaseUntil,
	limit,
}: ClaimOptions): ReturningStatement<ClaimedDelivery> {
	return claiming(
		{ now, leaseUntil },
		sql`select id from ${deliveries}
			where state = 'pending' and next_attempt_at <= ${now.getTime()}
			order by next_attempt_at limit ${limit}`,
	);
}

/** Returns all that sending needs, as it is now. */
function claiming(
	{ now, leaseUntil }: Pick<ClaimOptions, "now" | "leaseUntil">,
	ids: SQL,
): ReturningStatement<ClaimedDelivery> {
	const update = sql`update ${deliveries}
		set attempts = attempts + 1, next_attempt_at = ${leaseUntil.getTime()}
		where id in (${ids})
		returning id, user_id, channel, target_id, source_id, type, payload, attempts, created_at,
			(
				select json_object(
					'email', email, 'emailConfirmedAt', email_confirmed_at, 'timeZone', time_zone,
					'settings', json(notification_settings)
				) from users where users.id = deliveries.user_id
			) as recipient,
			(
				select json_object('endpoint', endpoint, 'p256dh', p256dh, 'auth', auth)
				from push_subscriptions as s
				where channel = 'push' and s.user_id = deliveries.user_id and s.id = target_id
					and ${isLivePushSubscription(sql`s`, now)}
			) as subscription,
			(
				select json_object(
					'url', url, 'sealedSecret', sealed_secret, 'verifiedAt', verified_at,
					'disabledAt', disabled_at
				)
				from webhooks as w
				where channel = 'webhook' and w.user_id = deliveries.user_id and w.id = target_id
			) as webhook,
			(
				select status from tasks
				where tasks.user_id = deliveries.user_id and tasks.id = payload ->> 'taskId'
			) as task_status`;
	return returning(update, readClaimed);
}

export type ClaimedDelivery = {
	id: string;
	userId: string;
	channel: Channel;
	targetId: string;
	sourceId: string;
	type: string;
	payload: unknown;
	attempts: number;
	createdAt: Date;
	recipient: {
		email: string;
		/** In milliseconds; null when it is not confirmed. */
		emailConfirmedAt: number | null;
		timeZone: string;
		settings: NotificationSettings | null;
	};
	/** Null when it is gone, its session has ended, or on another channel. */
	subscription: { endpoint: string; p256dh: string; auth: string } | null;
	webhook: {
		url: string;
		sealedSecret: string;
		verifiedAt: number | null;
		disabledAt: number | null;
	} | null;
	/** Of the task that the payload names; null when it is gone. */
	taskStatus: Status | null;
};

function readClaimed(row: StoredRow): ClaimedDelivery {
	const json = (value: unknown) => (value === null ? null : JSON.parse(String(value)));
	return {
		id: row.id as string,
		userId: row.user_id as string,
		channel: row.channel as Channel,
		targetId: row.target_id as string,
		sourceId: row.source_id as string,
		type: row.type as string,
		payload: json(row.payload),
		attempts: Number(row.attempts),
		createdAt: new Date(Number(row.created_at)),
		recipient: json(row.recipient),
		subscription: json(row.subscription),
		webhook: json(row.webhook),
		taskStatus: row.task_status as Status | null,
	};
}

/** How an attempt ended. */
export type DeliveryResult = Pick<ClaimedDelivery, "id" | "attempts"> & {
	state: DeliveryState;
	/** When to try again, while it is pending. */
	nextAttemptAt: Date | null;
	/** Of the response; null when there was none. */
	status: number | null;
	error: string | null;
};

/** Records results of attempts, each unless its delivery was claimed again since. */
export function recordDeliveryResults(results: DeliveryResult[], now: Date): SQL {
	const json = JSON.stringify(
		results.map((row) => ({ ...row, nextAttemptAt: row.nextAttemptAt?.getTime() ?? null })),
	);
	return sql`update ${deliveries} set
			state = it.value ->> 'state', next_attempt_at = it.value ->> 'nextAttemptAt',
			last_status = it.value ->> 'status', last_error = it.value ->> 'error',
			delivered_at = iif(it.value ->> 'state' = 'delivered', ${now.getTime()}, null)
		from json_each(${json}) as it
		where deliveries.id = it.value ->> 'id' and deliveries.attempts = it.value ->> 'attempts'
			and deliveries.state = 'pending'`;
}

/** Fails the pending deliveries to a target (device or webhook) of the user's, with that error. */
export function failPendingDeliveries(userId: string, targetId: string, error: string) {
	return sql`update ${deliveries}
		set state = 'failed', next_attempt_at = null, last_error = ${error}
		where user_id = ${userId} and target_id = ${targetId} and state = 'pending'`;
}

/** Deletes all deliveries to a target of the user's. */
export function deleteDeliveriesTo(db: Db, userId: string, targetId: string) {
	return db
		.delete(deliveries)
		.where(and(eq(deliveries.userId, userId), eq(deliveries.targetId, targetId)));
}

/** Deletes up to `limit` of the oldest deliveries before that id, whoever's they are. */
export function deleteDeliveriesBefore(db: Db, id: string, limit: number) {
	const oldest = sql`(select id from ${deliveries} where id < ${id} order by id limit ${limit})`;
	return db.delete(deliveries).where(sql`${deliveries.id} in ${oldest}`);
}

const LISTED_MAX = 50;

/** The last 50 deliveries to a target of the user's, newest first. */
export async function listDeliveriesTo(db: Db, userId: string, targetId: string) {
	return db
		.select({
			id: deliveries.id,
			type: deliveries.type,
			sourceId: deliveries.sourceId,
			state: deliveries.state,
			attempts: deliveries.attempts,
			nextAttemptAt: deliveries.nextAttemptAt,
			lastStatus: deliveries.lastStatus,
			lastError: deliveries.lastError,
			createdAt: deliveries.createdAt,
			deliveredAt: deliveries.deliveredAt,
		})
		.from(deliveries)
		.where(and(eq(deliveries.userId, userId), eq(deliveries.targetId, targetId)))
		.orderBy(desc(deliveries.createdAt), desc(deliveries.id))
		.limit(LISTED_MAX);
}

export type ListedDelivery = Awaited<ReturnType<typeof listDeliveriesTo>>[number];
