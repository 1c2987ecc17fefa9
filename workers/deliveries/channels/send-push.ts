import { encryptNotification } from "@block65/webcrypto-web-push";
import { idFrom } from "#app/core/id.server.ts";
import type { ClaimedDelivery } from "#db/channels/deliveries.server.ts";
import type { PushMessage } from "#domain/notification/push-message.ts";
import { type Attempt, failedAttempt } from "./attempt.ts";
import { TRY_FOR_MS } from "./backoff.ts";
import type { DeliveryContext } from "./delivery-context.ts";
import { mailAddressOf } from "./mail-address.ts";
import { post } from "./post.ts";
import { vapidAuthorization } from "./vapid.ts";

const MIN_TTL_SECONDS = 60;

/** Sends a push message (RFC 8030), encrypted so that only the browser can read it (RFC 8291). */
export async function sendPush(
	delivery: ClaimedDelivery,
	context: DeliveryContext,
): Promise<Attempt> {
	const { subscription } = delivery;
	const { VAPID_PRIVATE_KEY } = context.settings;
	if (!subscription) return failedAttempt("The device was removed.", { verdict: "give-up" });
	if (!VAPID_PRIVATE_KEY) {
		return failedAttempt("Push is not set up on this server.", { verdict: "give-up" });
	}
	const { endpoint, p256dh, auth } = subscription;
	const message = delivery.payload as PushMessage;
	const now = context.now();
	const body = await encryptNotification(
		{ endpoint, expirationTime: null, keys: { p256dh, auth } },
		new TextEncoder().encode(JSON.stringify(message)),
	);
	const authorization = await vapidAuthorization(endpoint, {
		privateKey: VAPID_PRIVATE_KEY,
		contact: contactOf(context),
		now,
	});
	const leftMs = delivery.createdAt.getTime() + TRY_FOR_MS - now.getTime();
	const attempt = await post(context, {
		url: endpoint,
		body,
		headers: {
			authorization,
			"content-type": "application/octet-stream",
			"content-encoding": "aes128gcm",
			ttl: String(Math.max(MIN_TTL_SECONDS, Math.round(leftMs / 1000))),
			urgency: delivery.type === "reminder-due" ? "high" : "normal",
			topic: topicOf(delivery.userId, message.tag),
		},
	});
	if (attempt.ok || attempt.status === null) return attempt;
	// RFC 8030, section 7.3: the subscription has ended.
	if (attempt.status === 404 || attempt.status === 410) return { ...attempt, verdict: "forget" };
	const isRejected = attempt.status >= 400 && attempt.status < 500;
	const isPassing = attempt.status === 408 || attempt.status === 429;
	return isRejected && !isPassing ? { ...attempt, verdict: "give-up" } : attempt;
}

/** What a push service keeps of a topic is the newest (RFC 8030, section 5.4). It should not tell it more. */
function topicOf(userId: string, tag: string) {
	return idFrom(`push ${userId} ${tag}`).replaceAll("-", "");
}

function contactOf({ settings, origin }: DeliveryContext) {
	if (origin?.startsWith("https:")) return origin;
	return `mailto:${mailAddressOf(settings.MAIL_FROM)}`;
}
