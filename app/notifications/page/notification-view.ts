/** Notifications as pages show them: worked out on the server. */

export type NotificationView = {
	id: string;
	title: string;
	body: string;
	/** Where it leads to: the task, while there is one. */
	href: string | null;
	at: { label: string; datetime: string };
	isUnread: boolean;
	isLate: boolean;
	/** Until when it is put off, in words. */
	snoozedUntil: string | null;
	canSnooze: boolean;
};
