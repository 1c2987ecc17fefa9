import type { PublishEvents } from "#app/core/scope.server.ts";

/** What travels in the queue: the rows themselves stay in D1. */
export type EventMessage = {
	userId: string;
	/** None of either: the user's object is to look after itself. */
	eventIds: string[];
	notificationIds?: string[];
};

// A message may have 128 KB, a batch 256 KB and 100 messages; an id is 36 characters. And a message
// is what its consumers read into memory at once.
const IDS_PER_MESSAGE = 100;
const MESSAGES_PER_BATCH = 50;

type Ids = Omit<EventMessage, "userId">;

/** Puts what happened to a user into the queue. */
export function sendEvents(env: Pick<Env, "EVENTS">, userId: string, ids: Ids): Promise<void> {
	return sendMessages(env, messagesFor({ userId, ...ids }));
}

export async function sendMessages(env: Pick<Env, "EVENTS">, messages: EventMessage[]) {
	for (let from = 0; from < messages.length; from += MESSAGES_PER_BATCH) {
		const batch = messages.slice(from, from + MESSAGES_PER_BATCH);
		await env.EVENTS.sendBatch(batch.map((body) => ({ body })));
	}
}

/** A message, or several where it would be too large. */
export function messagesFor({ userId, eventIds, notificationIds }: EventMessage): EventMessage[] {
	if (eventIds.length <= IDS_PER_MESSAGE) return [{ userId, eventIds, notificationIds }];
	return [
		{ userId, eventIds: eventIds.slice(0, IDS_PER_MESSAGE), notificationIds },
		...messagesFor({ userId, eventIds: eventIds.slice(IDS_PER_MESSAGE) }),
	];
}

/**
 * Sends events on their way once their transaction is safe: to the queue, and to the user's object,
 * which need not wait for the queue. Without events it only tells the object, of what has none. What
 * the queue missed is swept up (workers/jobs/sweep-outbox.ts), and the queue makes up for what the object did.
 * `clientRequestId` is what the page calls its request that made them.
 */
export function eventPublisher(
	env: Env,
	context: Pick<ExecutionContext, "waitUntil">,
	clientRequestId: string | null = null,
): PublishEvents {
	return (userId, eventIds) => {
		const work = Promise.allSettled([
			eventIds.length > 0 && sendEvents(env, userId, { eventIds }),
			userObject(env, userId).changed(eventIds, clientRequestId),
		]);
		context.waitUntil(work);
	};
}

export function userObject(env: Env, userId: string) {
	return env.USER_OBJECT.get(env.USER_OBJECT.idFromName(userId));
}
