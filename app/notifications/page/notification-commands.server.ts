import { Conflict, NotFound } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import {
	findNotification,
	markNotificationsRead,
	type Notification,
	updateNotification,
} from "#db/channels/notifications.server.ts";
import { transact } from "#db/client.server.ts";
import type { Snooze } from "#domain/notification/snooze.ts";
import { addDays } from "#domain/time/calendar-date.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { ALL_DAY_TIME } from "#domain/time/wall-clock.ts";
import { todayIn, toInstant } from "#domain/time/zoned-time.ts";

/** Marks a notification as read; does nothing when it is. Returns it. Throws `NotFound`. */
export async function markRead(scope: Scope, id: string): Promise<Notification> {
	const found = await getNotification(scope, id);
	if (found.readAt) return found;
	return change(scope, found, { readAt: scope.now });
}

/** Marks all of the user's notifications as read. */
export async function markAllRead(scope: Scope): Promise<void> {
	await transact(scope.db, [markNotificationsRead(scope.db, scope.userId, scope.now)]);
	scope.publishEvents(scope.userId, []);
}

/**
 * Lets a reminder ring again later, as the same notification; until then it counts as read. "tomorrow"
 * is 09:00 in the user's zone. Returns the notification. Throws `NotFound`, and `Conflict` for what is
 * no reminder, or when its task is not pending.
 */
export async function snooze(scope: Scope, id: string, how: Snooze): Promise<Notification> {
	const found = await getNotification(scope, id);
	if (found.type !== "reminder-due") throw new Conflict("Only reminders can be snoozed.");
	if (found.taskStatus !== "pending") {
		throw new Conflict("This task is done or deleted. There is nothing to be reminded of.");
	}
	return change(scope, found, { readAt: scope.now, snoozedUntil: snoozeUntil(scope, how) });
}

function snoozeUntil({ now, timeZone }: Pick<Scope, "now" | "timeZone">, how: Snooze): Date {
	if (how === "tomorrow") {
		return toInstant(addDays(todayIn(timeZone, now), 1), timeZone, ALL_DAY_TIME);
	}
	return new Date(now.getTime() + (how === "1-hour" ? 60 : 10) * MINUTE_MS);
}

async function getNotification({ db, userId }: Scope, id: string) {
	const found = await findNotification(db, userId, id);
	if (!found) throw new NotFound("There is no such notification.");
	return found;
}

async function change<Found extends Notification>(
	{ db, userId, publishEvents }: Scope,
	found: Found,
	changes: Partial<Pick<Notification, "readAt" | "snoozedUntil">>,
): Promise<Notification> {
	await transact(db, [updateNotification(db, userId, found.id, changes)]);
	// Tells the user's object, which schedules the snoozed reminder, and the user's open pages.
	publishEvents(userId, []);
	return { ...found, ...changes };
}
