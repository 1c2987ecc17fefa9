// What a user has set up to be told of things, and things to be told of.
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { newWebhookSecret, sealWebhookSecret } from "#app/webhooks/webhook-secret.server.ts";
import { insertSession } from "#db/accounts/accounts.server.ts";
import { upsertPushSubscription } from "#db/channels/push-subscriptions.server.ts";
import { patchNotificationSettings } from "#db/channels/recipients.server.ts";
import { insertWebhook } from "#db/channels/webhooks.server.ts";
import { transact } from "#db/client.server.ts";
import type { StoredEvent } from "#db/events.server.ts";
import { notifications } from "#db/schema.ts";
import { TASK_EVENT_TYPES, type TaskEventType } from "#domain/event/event-types.ts";
import {
	DEFAULT_NOTIFICATION_SETTINGS,
	type NotificationSettings,
} from "#domain/notification/notification-settings.ts";
import type { Task } from "#domain/task/task.ts";
import { address, browserKeys } from "./outside.ts";
import { SECRET } from "./secret.ts";

export async function setNotifications(
	{ db, userId }: Scope,
	changes: Partial<NotificationSettings>,
) {
	await transact(db, [patchNotificationSettings(userId, changes, DEFAULT_NOTIFICATION_SETTINGS)]);
}

/** Signs the user in on a browser, for ever; returns the hashed id. */
export async function newSession({ db, userId, now }: Scope): Promise<string> {
	const id = newId();
	const session = { id, userId, userAgent: "test", createdAt: now, expiresAt: FOR_EVER };
	await transact(db, [insertSession(db, session)]);
	return id;
}

const FOR_EVER = new Date("2200-01-01");

/** A browser, where the user is signed in, whose push service answers as `path` says. */
export async function newDevice(scope: Scope, path: string) {
	const id = newId();
	const endpoint = address(path, id);
	const under = { sessionId: await newSession(scope), signInId: null };
	const row = { ...browserKeys(), ...under, endpoint, userAgent: "test", createdAt: scope.now };
	await transact(scope.db, [upsertPushSubscription({ ...row, id, userId: scope.userId }, 20)]);
	return { id, endpoint };
}

/** A webhook of the user's that answers as `path` says, or leads to that URL. */
export async function newWebhook(
	scope: Scope,
	path: string,
	types: readonly TaskEventType[] = TASK_EVENT_TYPES,
	{ isVerified = true } = {},
) {
	const id = newId();
	const secret = newWebhookSecret();
	const url = path.startsWith("http") ? path : address(path, id);
	const sealedSecret = await sealWebhookSecret(secret, { webhookId: id, secret: SECRET });
	const { userId, now: createdAt } = scope;
	const row = {
		id,
		userId,
		url,
		sealedSecret,
		types: [...types],
		verifiedAt: isVerified ? createdAt : null,
		createdAt,
	};
	await transact(scope.db, [insertWebhook(row, 10)]);
	return { id, secret, url };
}

/** Something that happened to a task. */
export function taskEvent(
	{ userId, now }: Scope,
	type: string,
	{ before = null, after = null }: { before?: Task | null; after?: Task | null },
): StoredEvent {
	const taskId = (after ?? before)?.id ?? null;
	return {
		id: newId(),
		userId,
		type: type as StoredEvent["type"],
		taskId,
		actor: "api",
		before: before && JSON.stringify(before),
		after: after && JSON.stringify(after),
		requestId: "test-request",
		createdAt: now,
	};
}

type Reminder = { title?: string; body?: string; late?: boolean };

/** A reminder of the task that is due now, as consumers hear of it. */
export async function newReminder(scope: Scope, task: Task, words: Reminder = {}) {
	const event = taskEvent(scope, "reminder-due", { after: task });
	const { title = task.title, body = "Due today 17:00.", late = false } = words;
	const notificationId = newId();
	await scope.db.insert(notifications).values({
		id: notificationId,
		userId: scope.userId,
		key: event.id,
		type: "reminder-due",
		taskId: task.id,
		eventId: event.id,
		title,
		body,
		late,
		scheduledFor: scope.now,
		createdAt: scope.now,
	});
	return { events: [event], notificationIds: [notificationId] };
}
