import {
	claimDeliveriesAbout,
	claimDueDeliveries,
	insertDeliveries,
} from "#db/channels/deliveries.server.ts";
import {
	findRecipient,
	listNotificationsToDeliver,
	listPushTargets,
	listWebhookTargets,
	type NotificationToDeliver,
} from "#db/channels/recipients.server.ts";
import type { Db } from "#db/client.server.ts";
import { countTasks, listTasks } from "#db/tasks/task-lists.server.ts";
import { digestContent } from "#domain/notification/digest-content.ts";
import type { MailContent } from "#domain/notification/mail-content.ts";
import { localTime } from "#domain/time/local-time.ts";
import { userObject } from "#workers/platform/outbox.ts";
import { clockFrom, outgoingOf } from "./channels/outgoing.ts";
import type { Consumer } from "./consumer.ts";
import { type Around, deliver } from "./deliver.ts";
import { planDeliveries, sourceOf } from "./plan.ts";

/**
 * Takes news of a user to their devices, mailbox and webhooks. What is to go where is written down
 * first, once, by a unique index; then it is claimed and sent, and what fails is left to
 * `retryDeliveries`.
 */
export const deliverEvents: Consumer = async ({
	env,
	db,
	userId,
	events,
	notificationIds,
	now,
}) => {
	const clock = clockFrom(now);
	const outgoing = outgoingOf(env, clock);
	const [recipient, devices, webhooks, notifications] = await Promise.all([
		findRecipient(db, userId),
		listPushTargets(db, userId),
		listWebhookTargets(db, userId),
		listNotificationsToDeliver(db, userId, notificationIds),
	]);
	if (!recipient) return;
	const hasMail = outgoing.settings.SMTP_URL !== undefined;
	const { timeZone } = recipient;
	const digests = hasMail
		? await writeDigests(db, { userId, timeZone, notifications, now })
		: new Map<string, MailContent>();
	const planned = planDeliveries(
		{ ...recipient, userId, devices, webhooks, hasMail },
		{ events, notifications, digests, now },
	);
	if (planned.length === 0) return;
	const sourceIds = [...events.map(({ id }) => id), ...notifications.map(sourceOf)];
	await deliver(around({ env, db, outgoing }), {
		first: insertDeliveries(userId, planned, now),
		claim: (claim) => claimDeliveriesAbout(userId, sourceIds, claim),
	});
};

type Planned = { env: Env; db: Db; userId: string; sourceIds: string[]; now: Date };

/** Sends what has been planned about those sources and is due. */
export async function sendPlanned({ env, db, userId, sourceIds, now }: Planned): Promise<void> {
	const outgoing = outgoingOf(env, clockFrom(now));
	await deliver(around({ env, db, outgoing }), {
		first: [],
		claim: (claim) => claimDeliveriesAbout(userId, sourceIds, claim),
	});
}

/** Sends what is due, of all users: what has failed before, waited for a morning, or was left over. */
export async function retryDeliveries(db: Db, now: Date, env: Env): Promise<void> {
	const outgoing = outgoingOf(env, clockFrom(now));
	await deliver(around({ env, db, outgoing }), { first: [], claim: claimDueDeliveries });
}

/** Whoever owns a webhook that was switched off hears of it as of anything else, and on open pages. */
function around(given: Omit<Around, "tellOwner">): Around {
	const { env, db, outgoing } = given;
	return {
		...given,
		async tellOwner(userId, notificationId) {
			const notificationIds = [notificationId];
			await Promise.all([
				deliverEvents({ env, db, userId, events: [], notificationIds, now: outgoing.now() }),
				userObject(env, userId).changed(),
			]);
		},
	};
}

const DIGEST_TASKS = 50;

type DigestsOf = {
	userId: string;
	timeZone: string;
	notifications: NotificationToDeliver[];
	now: Date;
};

/** What the daily mails among the notifications say, by their ids. */
async function writeDigests(db: Db, { userId, timeZone, notifications, now }: DigestsOf) {
	const daily = notifications.filter(({ type }) => type === "daily-digest");
	if (daily.length === 0) return new Map<string, MailContent>();
	const time = localTime({ timeZone, now });
	const query = { status: "pending", due: "today", page: 1, limit: DIGEST_TASKS } as const;
	const [tasks, total] = await Promise.all([
		listTasks(db, userId, query, time),
		countTasks(db, userId, query, time),
	]);
	const content = digestContent({ timeZone, now, tasks, total });
	return new Map(daily.map(({ id }) => [id, content]));
}
