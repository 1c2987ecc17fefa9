/** What a user's object tells open pages: small, since they fetch what they show. Browser-safe. */

export type LiveMessage =
	/** Something of the user's has changed; by which request, so that its sender need not mind. */
	| { type: "changed"; requestId: string | null }
	/** Reminders have rung: how many, and the first of them. */
	| { type: "notification"; count: number; first: NotificationNews };

export type NotificationNews = {
	id: string;
	taskId: number;
	title: string;
	body: string;
};

/** In the address of the line: how many milliseconds ago the page was asked for. */
export const AGE_PARAMETER = "age";

/** The code that a connection is closed with when its session has ended. */
export const SESSION_ENDED_CODE = 4401;

/** What a page asks to see whether the line is alive, and the answer, which wakes nobody. */
export const PING = "ping";
export const PONG = "pong";
