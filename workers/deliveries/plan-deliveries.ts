import { newId } from "#app/core/id.server.ts";
import type { NewDelivery } from "#db/channels/deliveries.server.ts";
import type { NotificationToDeliver } from "#db/channels/recipients.server.ts";
import type { StoredEvent } from "#db/events.server.ts";
import { parseTask } from "#db/tasks/task-events.server.ts";
import { TASK_EVENT_TYPES, type TaskEventType } from "#domain/event/event-types.ts";
import type { MailContent } from "#domain/notification/mail-content.ts";
import {
	DEFAULT_NOTIFICATION_SETTINGS,
	type NotificationSettings,
} from "#domain/notification/notification-settings.ts";
import type { PushMessage } from "#domain/notification/push-message.ts";
import { endOfQuietHours } from "#domain/notification/quiet-hours.ts";
import { toTaskJson } from "#domain/task/to-task-json.ts";

/** Where deliveries of a user can go. */
export type Recipient = {
	userId: string;
	/** IANA name. */
	timeZone: string;
	settings: NotificationSettings | null;
	/** Ids of their push subscriptions. */
	devices: string[];
	/** Those that are switched on. */
	webhooks: { id: string; types: TaskEventType[] }[];
	/** Whether this server can send mail, and their address is confirmed. */
	hasMail: boolean;
};

/** What a user is to be told of. */
export type DeliverySources = {
	events: StoredEvent[];
	notifications: NotificationToDeliver[];
	/** What the daily mail says, by its notification's id. */
	digests: Map<string, MailContent>;
	now: Date;
};

/** The deliveries to insert: each event to the webhooks of its type, each notification to devices and mailbox, with the time of its first attempt. */
export function planDeliveries(recipient: Recipient, sources: DeliverySources): NewDelivery[] {
	return [
		...sources.events.flatMap((event) => toWebhooks(event, recipient, sources)),
		...sources.notifications.flatMap((notification) => [
			...toDevices(notification, recipient, sources.now),
			...toMailbox(notification, recipient, sources),
		]),
	];
}

function toWebhooks(
	event: StoredEvent,
	recipient: Recipient,
	{ notifications, now }: DeliverySources,
) {
	const type = TASK_EVENT_TYPES.find((known) => known === event.type);
	if (!type) return [];
	const about = notifications.find(({ eventId }) => eventId === event.id) ?? null;
	const json = (task: string | null) => task && toTaskJson(parseTask(task), recipient.timeZone);
	const payload = {
		type,
		timestamp: event.createdAt.toISOString(),
		data: {
			eventId: event.id,
			actor: event.actor,
			// As it is now, or was at last.
			task: json(event.after ?? event.before),
			before: json(event.before),
			...(about && {
				reminder: {
					notificationId: about.id,
					taskId: about.taskId,
					title: about.title,
					body: about.body,
					scheduledFor: about.scheduledFor.toISOString(),
					late: about.late,
				},
			}),
		},
	};
	return recipient.webhooks
		.filter(({ types }) => types.includes(type))
		.map(
			({ id }): NewDelivery => ({
				id: newId(),
				channel: "webhook",
				targetId: id,
				sourceId: event.id,
				type,
				payload,
				nextAttemptAt: now,
			}),
		);
}

/** A push message has room for some 4,000 bytes. */
const PUSH_BODY_MAX_LENGTH = 400;

function toDevices(notification: NotificationToDeliver, recipient: Recipient, now: Date) {
	const settings = recipient.settings ?? DEFAULT_NOTIFICATION_SETTINGS;
	if (!settings.push || notification.type === "daily-digest") return [];
	const { id, taskId, title, type } = notification;
	const payload: PushMessage = {
		title,
		body: bodyOf(notification).slice(0, PUSH_BODY_MAX_LENGTH),
		tag: taskId === null ? id : `task-${taskId}`,
		path: pathOf(notification),
		notificationId: id,
		taskId,
	};
	return recipient.devices.map(
		(targetId): NewDelivery => ({
			id: newId(),
			channel: "push",
			targetId,
			sourceId: sourceOf(notification),
			type,
			payload,
			nextAttemptAt: endOfQuietHours(settings.quietHours, recipient.timeZone, now) ?? now,
		}),
	);
}

function toMailbox(
	notification: NotificationToDeliver,
	recipient: Recipient,
	{ digests, now }: DeliverySources,
): NewDelivery[] {
	const settings = recipient.settings ?? DEFAULT_NOTIFICATION_SETTINGS;
	const digest = digests.get(notification.id);
	if (!recipient.hasMail || !(digest || wantsMail(notification, settings))) return [];
	return [
		{
			id: newId(),
			channel: "email",
			targetId: recipient.userId,
			sourceId: sourceOf(notification),
			type: notification.type,
			payload: digest ?? mailOf(notification),
			nextAttemptAt: endOfQuietHours(settings.quietHours, recipient.timeZone, now) ?? now,
		},
	];
}

/**
 * What a delivery of a notification is made for, once. One that was snoozed comes again under its
 * own id, but by a new event.
 */
export function sourceOf({ id, eventId }: NotificationToDeliver): string {
	return eventId ?? id;
}

/** Whether a notification still goes out by mail, by these settings. */
export function wantsMail(
	{ type }: Pick<NotificationToDeliver, "type">,
	settings: NotificationSettings,
): boolean {
	return type === "daily-digest" ? settings.digestAt !== null : settings.email;
}

function mailOf(notification: NotificationToDeliver): MailContent {
	const { type, title, taskId } = notification;
	const isReminder = type === "reminder-due";
	return {
		kind: "reminders",
		subject: isReminder ? `Reminder: ${title}` : title,
		heading: title,
		lead: bodyOf(notification),
		lists: [],
		link: {
			label: isReminder ? "Open the task" : "Open settings",
			path: pathOf(notification),
		},
		taskId,
	};
}

function bodyOf({ body, late }: NotificationToDeliver): string {
	return late ? `${body.replace(/\.$/, "")}. This reminder comes late.` : body;
}

function pathOf({ type, taskId }: NotificationToDeliver): string {
	if (taskId !== null) return `/tasks/${taskId}`;
	return type === "webhook-disabled" ? "/settings#webhooks" : "/notifications";
}
