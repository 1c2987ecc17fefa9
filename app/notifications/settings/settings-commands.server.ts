import type { Scope } from "#app/core/scope.server.ts";
import { patchNotificationSettings } from "#db/channels/recipients.server.ts";
import { transact } from "#db/client.server.ts";
import type { MailKind } from "#domain/notification/mail-content.ts";
import {
	DEFAULT_NOTIFICATION_SETTINGS,
	type NotificationSettings,
} from "#domain/notification/notification-settings.ts";

type SettingsScope = Pick<Scope, "db" | "userId" | "publishEvents">;

/** Changes the given notification settings of the user; the others stay. */
export async function changeNotificationSettings(
	{ db, userId, publishEvents }: SettingsScope,
	changes: Partial<NotificationSettings>,
): Promise<void> {
	if (Object.keys(changes).length === 0) return;
	await transact(db, [patchNotificationSettings(userId, changes, DEFAULT_NOTIFICATION_SETTINGS)]);
	// Tells the user's object, which schedules the daily e-mail.
	publishEvents(userId, []);
}

const OFF: Record<MailKind, Partial<NotificationSettings>> = {
	reminders: { email: false },
	digest: { digestAt: null },
};

/** Switches a kind of mail off; does nothing when it is. */
export function unsubscribe(scope: SettingsScope, kind: MailKind): Promise<void> {
	return changeNotificationSettings(scope, OFF[kind]);
}
