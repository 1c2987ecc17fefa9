import type { TaskEventType } from "#domain/event/event-types.ts";
import type { InstantView } from "#domain/time/instant-view.ts";

/** A webhook as pages show it. */
export type WebhookView = {
	id: string;
	url: string;
	/** Its host: short enough for a button's name. */
	host: string;
	types: TaskEventType[];
	/** "unverified": its host has not answered the challenge. */
	state: "on" | "unverified" | "failing" | "off";
	/** Since when it is not simply on. */
	since: InstantView | null;
};

/** A message to a webhook as its page lists it. */
export type DeliveryView = {
	id: string;
	type: string;
	/** "Delivered", "Waiting", "Failed" */
	state: string;
	isFailed: boolean;
	/** "204 after 2 attempts" */
	outcome: string;
	at: InstantView;
	next: InstantView | null;
};
