/** What a push message carries to the service worker (app/service-worker/push-notifications.ts). */
export type PushMessage = {
	title: string;
	body: string;
	/** A notification of the same tag replaces the one before. */
	tag: string;
	/** The page that it opens. */
	path: string;
	notificationId: string;
	taskId: number | null;
};
