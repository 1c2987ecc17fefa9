import { rootCause } from "#app/core/errors.ts";
import type { ClaimedDelivery, Settlement } from "#db/channels/deliveries.server.ts";
import type { EventMessage } from "#workers/platform/outbox.ts";

/** What waits for longer is found by the sweep, soon enough. */
const WORTH_IT_MS = 5 * 60_000;

/** Of those that are about a notification which no event made. */
const WITHOUT_EVENT = ["daily-digest", "webhook-disabled"];

/**
 * Lets the queue bring news once more when its next attempt is due: the sweep comes every five
 * minutes, and a reminder should not have to wait for it because somebody was busy for a second.
 */
export async function wakeUp(
	{ EVENTS }: Pick<Env, "EVENTS">,
	outcomes: { delivery: ClaimedDelivery }[],
	settlements: Settlement[],
	now: Date,
): Promise<void> {
	const messages = new Map<string, { body: Required<EventMessage>; delaySeconds: number }>();
	for (const [index, { delivery }] of outcomes.entries()) {
		const { userId, sourceId, type } = delivery;
		const waitMs = (settlements[index]?.nextAttemptAt?.getTime() ?? 0) - now.getTime();
		if (waitMs <= 0 || waitMs > WORTH_IT_MS) continue;
		const message = messages.get(userId) ?? {
			body: { userId, eventIds: [], notificationIds: [] },
			delaySeconds: 0,
		};
		const { eventIds, notificationIds } = message.body;
		(WITHOUT_EVENT.includes(type) ? notificationIds : eventIds).push(sourceId);
		// When all of them are due.
		message.delaySeconds = Math.max(message.delaySeconds, Math.ceil(waitMs / 1000));
		messages.set(userId, message);
	}
	if (messages.size === 0) return;
	try {
		await EVENTS.sendBatch([...messages.values()]);
	} catch (error) {
		const message = `The queue takes no wake-ups: ${rootCause(error)}`;
		console.warn(JSON.stringify({ level: "warn", message }));
	}
}
