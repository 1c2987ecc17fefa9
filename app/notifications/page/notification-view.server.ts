import type { Scope } from "#app/core/scope.server.ts";
import type { ListedNotification } from "#db/channels/notifications.server.ts";
import { dueInWords } from "#domain/time/format-due-date.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import type { NotificationView } from "./notification-view.ts";

/** A notification of the database as its row on the page shows it. */
export function toNotificationView(
	notification: ListedNotification,
	{ timeZone, now }: Pick<Scope, "timeZone" | "now">,
): NotificationView {
	const { id, type, title, body, taskId, taskStatus } = notification;
	const { scheduledFor, late, readAt, snoozedUntil } = notification;
	const inWords = (moment: Date) => dueInWords(nowIn(timeZone, moment), nowIn(timeZone, now));
	return {
		id,
		title,
		body,
		href: taskStatus === null ? null : `/tasks/${taskId}`,
		at: { label: inWords(scheduledFor), datetime: scheduledFor.toISOString() },
		isUnread: readAt === null,
		isLate: late,
		snoozedUntil: snoozedUntil && inWords(snoozedUntil),
		canSnooze: type === "reminder-due" && taskStatus === "pending",
	};
}
