import { openWebhookSecret, signWebhook } from "#app/webhooks/webhook-secret.server.ts";
import type { ClaimedDelivery } from "#db/channels/deliveries.server.ts";
import { VERIFICATION_TYPE } from "#domain/webhook/webhook.ts";
import { type Attempt, failedAttempt } from "./attempt.ts";
import type { DeliveryContext } from "./delivery-context.ts";
import { post } from "./post.ts";

/** Sends an event to a webhook, signed by the Standard Webhooks scheme (standardwebhooks.com). */
export async function sendWebhook(
	delivery: ClaimedDelivery,
	context: DeliveryContext,
): Promise<Attempt> {
	const { id, webhook, targetId } = delivery;
	if (!webhook) return failedAttempt("The webhook was removed.", { verdict: "give-up" });
	if (webhook.disabledAt !== null) {
		return failedAttempt("The webhook is switched off.", { verdict: "give-up" });
	}
	const isVerification = delivery.type === VERIFICATION_TYPE;
	if (webhook.verifiedAt === null && !isVerification) {
		return failedAttempt("Its host has not answered the challenge.", { verdict: "give-up" });
	}
	const secret = await openWebhookSecret(webhook.sealedSecret, {
		webhookId: targetId,
		secret: context.settings.AUTH_SECRET,
	});
	if (!secret) {
		return failedAttempt("Its secret was lost with the server's. Add the webhook again.", {
			verdict: "give-up",
		});
	}
	const body = JSON.stringify(delivery.payload);
	const timestamp = Math.floor(context.now().getTime() / 1000);
	const attempt = await post(context, {
		url: webhook.url,
		body,
		...(isVerification ? { challenge: challengeOf(delivery) } : {}),
		headers: {
			"content-type": "application/json",
			// The same for each attempt, so that a receiver knows a repeat.
			"webhook-id": id,
			"webhook-timestamp": String(timestamp),
			"webhook-signature": signWebhook(secret, { id, timestamp, body }),
		},
	});
	// Standard Webhooks: a receiver that is gone for good says 410.
	return !attempt.ok && attempt.status === 410 ? { ...attempt, verdict: "forget" } : attempt;
}

function challengeOf({ payload }: ClaimedDelivery): string {
	return (payload as { data: { challenge: string } }).data.challenge;
}
