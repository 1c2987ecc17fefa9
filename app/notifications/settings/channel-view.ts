import type { NotificationSettings } from "#domain/notification/notification-settings.ts";

/** The notifications' part of the settings, as its component shows it. */
export type ChannelView = {
	settings: NotificationSettings;
	/** Where mail goes. */
	email: string;
	hasMail: boolean;
	/** Else no mail goes there. */
	isEmailConfirmed: boolean;
	hasPush: boolean;
	devices: DeviceView[];
};

/** A browser that notifications come to. */
export type DeviceView = {
	id: string;
	/** "Firefox on Linux" */
	name: string;
	/** By which a browser finds out whether it is this one (app/notifications/push/push-client.ts). */
	fingerprint: string;
	since: { label: string; datetime: string };
};
