/** What reaches its owner, and when. Safe in the browser. */

export type NotificationSettings = {
	push: boolean;
	email: boolean;
	/** Wall-clock times (`HH:MM`) in the user's zone between which push and e-mail wait. */
	quietHours: { from: string; until: string } | null;
	/** Wall-clock time (`HH:MM`) of the daily e-mail about the day's tasks. */
	digestAt: string | null;
};

export const DEFAULT_NOTIFICATION_SETTINGS: NotificationSettings = {
	push: true,
	email: false,
	quietHours: null,
	digestAt: null,
};
