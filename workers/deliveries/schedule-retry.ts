import { rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import type { ClaimedDelivery, DeliveryResult } from "#db/channels/deliveries.server.ts";
import { CONFIRM_ADDRESS } from "#domain/notification/confirm-address.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import type { EventMessage } from "#workers/platform/outbox.ts";

/** A delivery that waits for longer is left to the sweep, which runs every five minutes. */
const RETRY_BY_QUEUE_MS = 5 * MINUTE_MS;

/** Types of deliveries whose source is a notification that no event made, or nothing else. */
const WITHOUT_EVENT = ["daily-digest", "webhook-disabled", CONFIRM_ADDRESS];

/**
 * Sends a delayed message to the queue for deliveries whose next attempt is due within five minutes, so
 * that a reminder does not wait for the sweep because a receiver was busy for a second. `settlements`
 * are in the order of `outcomes`.
 */
export async function scheduleRetry(
	{ EVENTS }: Pick<Env, "EVENTS">,
	outcomes: { delivery: ClaimedDelivery }[],
	settlements: DeliveryResult[],
	now: Date,
): Promise<void> {
	const messages = new Map<string, { body: Required<EventMessage>; delaySeconds: number }>();
	for (const [index, { delivery }] of outcomes.entries()) {
		const { userId, sourceId, type } = delivery;
		const waitMs = (settlements[index]?.nextAttemptAt?.getTime() ?? 0) - now.getTime();
		if (waitMs <= 0 || waitMs > RETRY_BY_QUEUE_MS) continue;
		const message = messages.get(userId) ?? {
			body: { userId, eventIds: [], notificationIds: [] },
			delaySeconds: 0,
		};
		const { eventIds, notificationIds } = message.body;
		(WITHOUT_EVENT.includes(type) ? notificationIds : eventIds).push(sourceId);
		// The latest of them, so that all are due.
		message.delaySeconds = Math.max(message.delaySeconds, Math.ceil(waitMs / 1000));
		messages.set(userId, message);
	}
	if (messages.size === 0) return;
	try {
		await EVENTS.sendBatch([...messages.values()]);
	} catch (error) {
		log.warn(`The queue takes no retries: ${rootCause(error)}`);
	}
}
