import { newId } from "#app/core/id.server.ts";
import {
	type ClaimedDelivery,
	type DeliveryResult,
	failPendingDeliveries,
	recordDeliveryResults,
} from "#db/channels/deliveries.server.ts";
import { deletePushSubscription } from "#db/channels/push-subscriptions.server.ts";
import {
	disableWebhook,
	recordWebhookFailure,
	recordWebhookSuccess,
	recordWebhookVerified,
} from "#db/channels/webhooks.server.ts";
import type { Db, ReturningStatement, Statement } from "#db/client.server.ts";
import { endOfQuietHours } from "#domain/notification/quiet-hours.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import { VERIFICATION_TYPE } from "#domain/webhook/webhook.ts";
import type { Attempt } from "./channels/attempt.ts";
import { nextAttempt, TRY_FOR_MS } from "./channels/backoff.ts";

/** A webhook that is disabled if the statements return this notification's id. */
type DisabledWebhook = { userId: string; notificationId: string };

/**
 * A webhook is switched off when it has failed for so long. An hour less than a delivery is tried for,
 * because a webhook's first failure may be recorded a little after the delivery was made.
 */
const FAILED_FOR_MS = TRY_FOR_MS - HOUR_MS;

export type OutcomeWrites = {
	/** Return the ids of notifications about webhooks that were disabled. */
	statements: (Statement | ReturningStatement<string>)[];
	/** In the order of the outcomes. */
	settlements: DeliveryResult[];
	ended: DisabledWebhook[];
};

/** What to write after attempts, in one transaction: the deliveries' new states, and what follows for subscriptions and webhooks. */
export function planOutcomeWrites(
	db: Db,
	outcomes: { delivery: ClaimedDelivery; attempt: Attempt }[],
	now: Date,
): OutcomeWrites {
	const ended: DisabledWebhook[] = [];
	const settlements: DeliveryResult[] = [];
	const statements: OutcomeWrites["statements"] = [];
	const noted = new Set<string>();
	for (const { delivery, attempt } of outcomes) {
		const settlement = settlementOf(delivery, attempt, now);
		settlements.push(settlement);
		const { userId, targetId, channel } = delivery;
		const isForgotten = !attempt.ok && attempt.verdict === "forget";
		if (channel === "push" && isForgotten) {
			statements.push(
				deletePushSubscription(db, userId, targetId).statement,
				failPendingDeliveries(userId, targetId, "The device has ended its subscription."),
			);
		}
		const isPostponed = !attempt.ok && attempt.verdict === "postpone";
		if (channel !== "webhook" || isPostponed) continue;
		if (attempt.ok && delivery.type === VERIFICATION_TYPE) {
			statements.push(recordWebhookVerified(db, userId, targetId, now));
		}
		const note = `${targetId} ${attempt.ok}`;
		if (!noted.has(note)) {
			noted.add(note);
			statements.push(
				attempt.ok
					? recordWebhookSuccess(db, userId, targetId)
					: recordWebhookFailure(db, userId, targetId, now),
			);
		}
		if (isForgotten || settlement.state === "failed") {
			const notificationId = newId();
			ended.push({ userId, notificationId });
			statements.push(
				...disableWebhook({
					userId,
					id: targetId,
					now,
					failingSince: isForgotten ? now : new Date(now.getTime() - FAILED_FOR_MS),
					notification: { id: notificationId, ...disabledNotice(delivery, isForgotten) },
				}),
			);
		}
	}
	return {
		statements: [recordDeliveryResults(settlements, now), ...statements],
		settlements,
		ended,
	};
}

function settlementOf(delivery: ClaimedDelivery, attempt: Attempt, now: Date): DeliveryResult {
	const { id, attempts, createdAt } = delivery;
	const base = { id, attempts, status: attempt.status };
	if (attempt.ok) return { ...base, state: "delivered", nextAttemptAt: null, error: null };
	const { error, retryAfterMs } = attempt;
	if (attempt.verdict === "postpone") {
		const nextAttemptAt = new Date(now.getTime() + (retryAfterMs ?? 0));
		return { ...base, error, state: "pending", nextAttemptAt };
	}
	const next =
		attempt.verdict === "retry" ? nextAttempt({ createdAt, attempts, now, retryAfterMs }) : null;
	return {
		...base,
		error,
		state: next ? "pending" : "failed",
		nextAttemptAt: next && afterQuietHours(delivery, next),
	};
}

/** The next attempt of push and mail, moved to the end of quiet hours if it lies in them. */
function afterQuietHours({ channel, recipient }: ClaimedDelivery, time: Date): Date {
	if (channel === "webhook") return time;
	const { settings, timeZone } = recipient;
	return endOfQuietHours(settings?.quietHours ?? null, timeZone, time) ?? time;
}

function disabledNotice({ webhook }: ClaimedDelivery, isGone: boolean) {
	const host = URL.parse(webhook?.url ?? "")?.host ?? "";
	return {
		title: "Webhook switched off",
		body: isGone
			? `${host} says that it wants no more messages (410).`
			: webhook?.verifiedAt === null
				? `${host} has not answered the challenge for a day. Mend it, then switch the webhook on again in your settings, and check it.`
				: `${host} has not taken a message for a day. Mend it, then switch the webhook on again in your settings.`,
	};
}
