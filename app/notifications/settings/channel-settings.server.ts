import { createHash } from "node:crypto";
import { z } from "zod";
import { removeDevice } from "#app/notifications/push/push-commands.server.ts";
import {
	defineSettingsIntent,
	type SettingsScope,
} from "#app/settings-kit/settings-intent.server.ts";
import { findEmailState } from "#db/accounts/confirmations.server.ts";
import { listPushSubscriptions } from "#db/channels/push-subscriptions.server.ts";
import { findNotificationSettings } from "#db/channels/recipients.server.ts";
import { DEFAULT_NOTIFICATION_SETTINGS } from "#domain/notification/notification-settings.ts";
import { toInstantView } from "#domain/time/instant-view.ts";
import { deviceName } from "#domain/user/device-name.ts";
import type { ChannelView } from "./channel-view.ts";
import { changeNotificationSettings } from "./settings-commands.server.ts";

/** Loads the notifications' section of the settings. */
export async function loadChannels(scope: SettingsScope): Promise<ChannelView> {
	const { db, userId, timeZone, channels } = scope;
	const [{ user }, clock, settings, devices, { emailConfirmedAt }] = await Promise.all([
		scope.session,
		scope.clock,
		findNotificationSettings(db, userId),
		listPushSubscriptions(db, userId),
		findEmailState(db, userId),
	]);
	const names = devices.map(({ userAgent }) => deviceName(userAgent));
	return {
		settings: settings ?? DEFAULT_NOTIFICATION_SETTINGS,
		email: user.email,
		hasMail: channels.hasMail,
		isEmailConfirmed: emailConfirmedAt !== null,
		hasPush: channels.hasPush,
		devices: devices.map(({ id, endpoint, createdAt }, index) => ({
			id,
			name: numbered(names, index),
			fingerprint: createHash("sha256").update(endpoint).digest("hex").slice(0, 16),
			since: toInstantView(createdAt, timeZone, clock),
		})),
	};
}

/** The name at that place, told apart from those before it: "Firefox on Linux (2)". */
function numbered(names: string[], index: number): string {
	const name = names[index] as string;
	const count = names.slice(0, index + 1).filter((other) => other === name).length;
	return count === 1 ? name : `${name} (${count})`;
}

/** A checkbox: a form has it only when it is checked. */
const checked = z.literal("on").optional().transform(Boolean);

/** An empty field is no time. */
const time = z
	.string()
	.trim()
	.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/, "Type a time like 22:00.")
	.transform((text) => text || null)
	.optional();

const channelsForm = z
	.object({ push: checked, email: checked, digestAt: time, quietFrom: time, quietUntil: time })
	.superRefine(({ quietFrom, quietUntil }, context) => {
		const refuse = (path: string, message: string) =>
			context.addIssue({ code: "custom", path: [path], message });
		if (quietFrom && !quietUntil) refuse("quietUntil", "Say when they end, or leave both empty.");
		if (quietUntil && !quietFrom) refuse("quietFrom", "Say when they begin, or leave both empty.");
		if (quietFrom && quietFrom === quietUntil) {
			refuse("quietUntil", "They would begin and end at the same time. Choose another.");
		}
	});

const removeForm = z.object({ device: z.string() });

export const CHANNEL_INTENTS = {
	notifications: defineSettingsIntent({
		message: "Notifications saved",
		schema: channelsForm,
		run: (scope, form) => {
			const { push, email, digestAt = null, quietFrom, quietUntil } = form;
			const quietHours = quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : null;
			return changeNotificationSettings(scope, {
				push,
				quietHours,
				// Where there is no mail there are no fields for it.
				...(scope.channels.hasMail ? { email, digestAt } : {}),
			});
		},
	}),
	"remove-device": defineSettingsIntent({
		message: "The device is removed",
		schema: removeForm,
		run: (scope, { device }) => removeDevice(scope, device),
	}),
};
