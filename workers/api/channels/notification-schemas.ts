import { z } from "@hono/zod-openapi";
import type { Notification } from "#db/channels/notifications.server.ts";
import { NOTIFICATION_TYPES } from "#db/schema.ts";
import { SNOOZE_OPTIONS } from "#domain/notification/snooze.ts";
import { limitParameter, pageParameter } from "#workers/api/tasks/task-requests.ts";

/** Notifications as the API takes and answers them. */

const instant = () => z.string().meta({ format: "date-time", example: "2026-11-20T15:00:00.000Z" });

export const notificationSchema = z
	.object({
		id: z.string(),
		type: z.enum(NOTIFICATION_TYPES),
		taskId: z.int().nullable(),
		title: z.string().meta({ description: "Of a reminder: its task's title when it rang." }),
		body: z.string(),
		scheduledFor: instant().meta({ description: "When it should have come." }),
		late: z.boolean().meta({ description: "It came noticeably after that." }),
		readAt: instant().nullable(),
		snoozedUntil: instant().nullable().meta({ description: "It comes again then." }),
		createdAt: instant(),
	})
	.openapi("Notification", {
		example: {
			id: "01931f0a-7c1e-7f0a-9d53-0e6f3f1a2b4c",
			type: "reminder-due",
			taskId: 42,
			title: "Pay rent",
			body: "Due at 09:00",
			scheduledFor: "2026-12-01T07:30:00.000Z",
			late: false,
			readAt: null,
			snoozedUntil: null,
			createdAt: "2026-12-01T07:30:00.120Z",
		},
	});

export const notificationListSchema = z
	.object({
		notifications: z.array(notificationSchema),
		unread: z.int().meta({ description: "How many are unread, on all pages." }),
		total: z.int().meta({ description: "How many there are of what was asked for, on all pages." }),
		page: z.int(),
		limit: z.int(),
	})
	.openapi("NotificationList");

export const notificationQuery = z.strictObject({
	unread: z
		.enum(["true", "false"], "Unread is true or false.")
		.transform((text) => text === "true")
		.optional()
		.openapi({ type: "boolean", description: "Only those that are unread." }),
	page: pageParameter,
	limit: limitParameter("notifications"),
});

export const notificationParams = z.object({
	id: z.uuid().openapi({ param: { name: "id", in: "path" } }),
});

export const snoozeSchema = z
	.strictObject({
		for: z.enum(SNOOZE_OPTIONS, `Snooze for ${SNOOZE_OPTIONS.join(", ")}.`).meta({
			description: "`tomorrow` is 09:00 in the user's time zone.",
			example: "1-hour",
		}),
	})
	.openapi("Snooze");

export function toNotificationJson(notification: Notification) {
	const { scheduledFor, readAt, snoozedUntil, createdAt } = notification;
	return {
		id: notification.id,
		type: notification.type,
		taskId: notification.taskId,
		title: notification.title,
		body: notification.body,
		scheduledFor: scheduledFor.toISOString(),
		late: notification.late,
		readAt: readAt?.toISOString() ?? null,
		snoozedUntil: snoozedUntil?.toISOString() ?? null,
		createdAt: createdAt.toISOString(),
	};
}
