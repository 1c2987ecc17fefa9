import type { Announce } from "#app/tasks/scope.server.ts";

/** What travels in the queue: the rows themselves stay in D1. */
export type EventMessage = { userId: string; eventIds: string[] };

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
		const work = Promise.allSettled([
			// A batch of none is an error.
			messages.length > 0 ? env.EVENTS.sendBatch(messages) : null,
			userObject(env, userId).changed(eventIds),
		]);
		context.waitUntil(work);
	};
}

export function userObject(env: Env, userId: string) {
	return env.USER_OBJECT.get(env.USER_OBJECT.idFromName(userId));
}
