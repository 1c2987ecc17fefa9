import { planConfirmation } from "#app/auth/confirmation/confirmation-commands.server.ts";
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
import { DEFAULT_NOTIFICATION_SETTINGS } from "#domain/notification/notification-settings.ts";
import { localTime } from "#domain/time/local-time.ts";
import { userObject } from "#workers/platform/outbox.ts";
import { canSendMail, type Settings } from "#workers/platform/settings.ts";
import { createDeliveryContext, startClock } from "./channels/delivery-context.ts";
import { claimAndSend, type DeliveryDeps } from "./claim-and-send.ts";
import type { EventConsumer } from "./event-consumer.ts";
import { planDeliveries, sourceOf, wantsMail } from "./plan-deliveries.ts";

/**
 * Queue consumer: delivers a user's events and notifications to their devices, mailbox and webhooks.
 * Deliveries are inserted first, once each by a unique index; then they are claimed and sent, and what
 * fails is left to `retryDeliveries`.
 */
export const deliverEvents: EventConsumer = async ({
	env,
	db,
	userId,
	events,
	notificationIds,
	now,
}) => {
	const clock = startClock(now);
	const context = createDeliveryContext(env, clock);
	const [recipient, devices, webhooks, notifications] = await Promise.all([
		findRecipient(db, userId),
		listPushTargets(db, userId, now),
		listWebhookTargets(db, userId),
		listNotificationsToDeliver(db, userId, notificationIds),
	]);
	if (!recipient) return;
	const { timeZone, emailConfirmedAt } = recipient;
	const hasMail = canSendMail(context.settings) && emailConfirmedAt !== null;
	const digests = hasMail
		? await writeDigests(db, { userId, timeZone, notifications, now })
		: new Map<string, MailContent>();
	const planned = planDeliveries(
		{ ...recipient, userId, devices, webhooks, hasMail },
		{ events, notifications, digests, now },
	);
	const confirmation = needsFirstConfirmation(context.settings, recipient, notifications)
		? planConfirmation(db, {
				userId,
				email: recipient.email,
				now,
				secret: context.settings.AUTH_SECRET,
			})
		: null;
	// Of a confirmation that is tried again, which is no notification.
	const otherIds = notificationIds.filter((id) => !notifications.some((row) => row.id === id));
	if (planned.length === 0 && otherIds.length === 0 && !confirmation) return;
	const sourceIds = [...events.map(({ id }) => id), ...notifications.map(sourceOf), ...otherIds];
	if (confirmation) sourceIds.push(confirmation.id);
	await claimAndSend(withOwnerNotice({ env, db, context }), {
		first: [...insertDeliveries(userId, planned, now), ...(confirmation?.statements ?? [])],
		claim: (claim) => claimDeliveriesAbout(userId, sourceIds, claim),
	});
};

/**
 * Whether mail is due to an address that nobody was ever asked to confirm: it has been in use since
 * before addresses were confirmed, or before this server had mail. The first mail asks, and no other
 * does unless its owner wants it to.
 */
function needsFirstConfirmation(
	settings: Settings,
	recipient: NonNullable<Awaited<ReturnType<typeof findRecipient>>>,
	notifications: NotificationToDeliver[],
): boolean {
	if (!canSendMail(settings) || recipient.emailConfirmedAt || recipient.confirmationSentAt) {
		return false;
	}
	const wanted = recipient.settings ?? DEFAULT_NOTIFICATION_SETTINGS;
	return notifications.some((notification) => wantsMail(notification, wanted));
}

type PlannedInput = { env: Env; db: Db; userId: string; sourceIds: string[]; now: Date };

/** Sends the planned deliveries of those sources (ids of events or notifications) that are due. */
export async function sendPlanned({
	env,
	db,
	userId,
	sourceIds,
	now,
}: PlannedInput): Promise<void> {
	const context = createDeliveryContext(env, startClock(now));
	await claimAndSend(withOwnerNotice({ env, db, context }), {
		first: [],
		claim: (claim) => claimDeliveriesAbout(userId, sourceIds, claim),
	});
}

/** Job: sends the due deliveries of all users, those that failed before, waited for quiet hours to end, or were left over. */
export async function retryDeliveries(db: Db, now: Date, env: Env): Promise<void> {
	const context = createDeliveryContext(env, startClock(now));
	await claimAndSend(withOwnerNotice({ env, db, context }), {
		first: [],
		claim: claimDueDeliveries,
	});
}

/** The owner of a webhook that was switched off is told by the usual channels, and on open pages. */
function withOwnerNotice(deps: Omit<DeliveryDeps, "notifyOwner">): DeliveryDeps {
	const { env, db, context } = deps;
	return {
		...deps,
		async notifyOwner(userId, notificationId) {
			const notificationIds = [notificationId];
			await Promise.all([
				deliverEvents({ env, db, userId, events: [], notificationIds, now: context.now() }),
				userObject(env, userId).changed(),
			]);
		},
	};
}

const DIGEST_TASKS = 50;

type DigestInput = {
	userId: string;
	timeZone: string;
	notifications: NotificationToDeliver[];
	now: Date;
};

/** What the daily mails among the notifications say, by their ids. */
async function writeDigests(db: Db, { userId, timeZone, notifications, now }: DigestInput) {
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
