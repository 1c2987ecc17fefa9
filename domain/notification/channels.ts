/** What a server can do about notifications, as pages need to know it. */
export type AvailableChannels = {
	/** SMTP_URL is set. */
	hasMail: boolean;
	/** There is a VAPID key. */
	hasPush: boolean;
	/** Webhooks and push may go to addresses that are not public. */
	allowPrivateNetwork: boolean;
	/** Sends what has been planned about those sources of a user's, after the answer. */
	send: (userId: string, sourceIds: string[]) => void;
};
