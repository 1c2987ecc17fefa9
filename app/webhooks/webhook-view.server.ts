import type { ListedDelivery } from "#db/channels/deliveries.server.ts";
import type { ListedWebhook } from "#db/channels/webhooks.server.ts";
import type { Clock } from "#domain/time/format-due-date.ts";
import { toInstantView } from "#domain/time/instant-view.ts";
import type { DeliveryView, WebhookView } from "./webhook-view.ts";

type ViewOptions = { timeZone: string; clock: Clock };

/** A webhook for pages; times are in the user's zone. */
export function toWebhookView(row: ListedWebhook, { timeZone, clock }: ViewOptions): WebhookView {
	const { id, url, types, verifiedAt, failingSince, disabledAt } = row;
	const since = disabledAt ?? failingSince;
	return {
		id,
		url,
		host: new URL(url).host,
		types,
		state: disabledAt ? "off" : !verifiedAt ? "unverified" : failingSince ? "failing" : "on",
		since: since && toInstantView(since, timeZone, clock),
	};
}

const STATE_WORDS = { pending: "Waiting", delivered: "Delivered", failed: "Failed" } as const;

/** A delivery for the page of its webhook; times are in the user's zone. */
export function toDeliveryView(
	row: ListedDelivery,
	{ timeZone, clock }: ViewOptions,
): DeliveryView {
	const { id, type, state, attempts, nextAttemptAt, lastStatus, lastError } = row;
	const tries = attempts > 1 ? `${attempts} attempts` : "";
	const outcome = lastError ?? (lastStatus ? `It answered ${lastStatus}.` : "");
	return {
		id,
		type,
		state: STATE_WORDS[state],
		isFailed: state === "failed",
		outcome: [outcome, tries && `(${tries})`].filter(Boolean).join(" "),
		at: toInstantView(row.deliveredAt ?? row.createdAt, timeZone, clock),
		next:
			state === "pending" && nextAttemptAt ? toInstantView(nextAttemptAt, timeZone, clock) : null,
	};
}
