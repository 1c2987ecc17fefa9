import type { Announce } from "#app/tasks/scope.server.ts";

/** What travels in the queue: the rows themselves stay in D1. */
export type EventMessage = {
	userId: string;
	/** None of either: the user's object is to look after itself. */
	eventIds: string[];
	notificationIds?: string[];
};

// A message may have 128 KB; an id is 36 characters.
const IDS_PER_MESSAGE = 1_000;

/**
 * Sends events on their way once their transaction is safe: to the queue, and to the user's object,
 * which need not wait for the queue. When either fails the sweep finds the events (workers/scheduled.ts).
 */
export function announcer(env: Env, context: Pick<ExecutionContext, "waitUntil">): Announce {
	return (userId, eventIds) => {
		const messages: { body: EventMessage }[] = [];
		for (let from = 0; from < eventIds.length; from += IDS_PER_MESSAGE) {
			messages.push({ body: { userId, eventIds: eventIds.slice(from, from + IDS_PER_MESSAGE) } });
		}
		const object = env.USER_OBJECT.get(env.USER_OBJECT.idFromName(userId));
		const work = Promise.allSettled([env.EVENTS.sendBatch(messages), object.changed(eventIds)]);
		context.waitUntil(work);
	};
}
