import type { WebhookEventType } from "#domain/webhook/webhook.ts";

type Moment = { label: string; datetime: string };

/** A webhook as pages show it. */
export type WebhookView = {
	id: string;
	url: string;
	/** Its host: short enough for a button's name. */
	host: string;
	types: WebhookEventType[];
	state: "on" | "failing" | "off";
	/** Since when it is not simply on. */
	since: Moment | null;
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
	at: Moment;
	next: Moment | null;
};
