import { deleteDueAccounts } from "#app/auth/accounts/deletion-commands.server.ts";
import { firstIdAt } from "#app/core/id.server.ts";
import { repairSeries } from "#app/tasks/commands/repair-commands.server.ts";
import { deleteExpiredSessions } from "#db/accounts/accounts.server.ts";
import { deleteExpiredConfirmations } from "#db/accounts/confirmations.server.ts";
import { deleteDraftsBefore } from "#db/accounts/drafts.server.ts";
import { deleteSigningKeysRetiredBefore } from "#db/accounts/signing-keys.server.ts";
import { deleteExpiredSignIns } from "#db/accounts/tokens.server.ts";
import { deleteDeliveriesBefore } from "#db/channels/deliveries.server.ts";
import { deleteNotificationsBefore } from "#db/channels/notifications.server.ts";
import { deleteUnboundPushSubscriptions } from "#db/channels/push-subscriptions.server.ts";
import { Connection, transact } from "#db/client.server.ts";
import { deleteEventsBefore } from "#db/events.server.ts";
import { deleteExpiredImports } from "#db/transfer/transfer.server.ts";
import { DAY_MS, MINUTE_MS } from "#domain/time/durations.ts";
import { retryDeliveries } from "./deliveries/deliver-events.ts";
import type { Job } from "./jobs/job.ts";
import { repairUserObjects } from "./jobs/repair-user-objects.ts";
import { sweepOutbox } from "./jobs/sweep-outbox.ts";
import { eventPublisher, userObject } from "./platform/outbox.ts";

const EVENTS_KEPT_MS = 365 * DAY_MS;
/** Longer than a reminder can be late: see REMINDER_MAX_LATE_MS in domain/notification/agenda.ts. */
const NOTIFICATIONS_KEPT_MS = 90 * DAY_MS;
/** A notification that is gone makes no new ones. */
const DELIVERIES_KEPT_MS = NOTIFICATIONS_KEPT_MS;
/** A day's worth that is more than this goes over several days. */
const DELETED_MAX = 20_000;

/** Mends series that have lost their open task. */
const mendSeries: Job = (db, now, env, context) =>
	repairSeries({
		db,
		now,
		requestId: crypto.randomUUID(),
		// It goes on with series, which is never refused.
		taskLimit: 0,
		publishEvents: eventPublisher(env, context),
	});

/** Deletes what has expired, and what nobody came back for: drafts, and whole accounts. */
const cleanUp: Job = async (db, now, env) => {
	const before = (ms: number) => new Date(now.getTime() - ms);
	await deleteDueAccounts(db, now, (userId) => userObject(env, userId).deleteAll());
	await transact(db, [
		deleteExpiredSessions(db, now),
		deleteExpiredSignIns(db, now),
		deleteExpiredConfirmations(db, now),
		deleteUnboundPushSubscriptions(db),
		deleteDraftsBefore(db, before(DAY_MS)),
		// Their last tokens have expired long ago.
		deleteSigningKeysRetiredBefore(db, before(DAY_MS)),
		...deleteExpiredImports(db, now),
	]);
	await transact(db, [
		deleteEventsBefore(db, firstIdAt(before(EVENTS_KEPT_MS)), DELETED_MAX),
		deleteNotificationsBefore(db, firstIdAt(before(NOTIFICATIONS_KEPT_MS)), DELETED_MAX),
		deleteDeliveriesBefore(db, firstIdAt(before(DELIVERIES_KEPT_MS)), DELETED_MAX),
	]);
};

/** How far the clock of whoever runs the triggers may be ahead of ours. */
const CLOCK_DIFFERENCE_MS = MINUTE_MS;

/** By the crons of wrangler.toml: what each runs, one after the other. */
const JOBS: Record<string, Job[]> = {
	"*/5 * * * *": [sweepOutbox, retryDeliveries],
	"41 * * * *": [mendSeries, repairUserObjects],
	"23 3 * * *": [cleanUp],
};

/**
 * Runs a cron trigger's jobs, for the present time. The time that it was due at is no more than a claim:
 * jobs delete what is old, so a day that has not come yet must not be made to. A trigger that comes late
 * has the present to do.
 */
export const scheduled: ExportedHandlerScheduledHandler<Env> = async (
	{ cron, scheduledTime },
	env,
	context,
) => {
	const jobs = JOBS[cron];
	if (!jobs) throw new Error(`There is no job for the cron trigger ${cron}.`);
	const now = Date.now();
	if (scheduledTime > now + CLOCK_DIFFERENCE_MS) {
		throw new Error(`The time of the cron trigger ${cron} has not come.`);
	}
	const db = new Connection(env.DB).open();
	for (const job of jobs) await job(db, new Date(Math.max(scheduledTime, now)), env, context);
};
