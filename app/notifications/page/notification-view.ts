/** A notification as pages show it: made on the server, times in the user's zone and words. */

export type NotificationView = {
	id: string;
	title: string;
	body: string;
	/** The address of its task; null when there is none any more. */
	href: string | null;
	at: { label: string; datetime: string };
	isUnread: boolean;
	isLate: boolean;
	/** When it rings again, in words; null when it is not snoozed. */
	snoozedUntil: string | null;
	canSnooze: boolean;
};
