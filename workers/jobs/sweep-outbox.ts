import { log } from "#app/core/log.ts";
import { listUnpublishedEvents } from "#db/events.server.ts";
import { DAY_MS, MINUTE_MS } from "#domain/time/durations.ts";
import { messagesFor, sendMessages } from "#workers/platform/outbox.ts";
import type { Job } from "./job.ts";

/** Younger events are still on their way through the queue. */
const QUEUE_TIME_MS = MINUTE_MS;
/** Events that could not be published for a day are left, so that they do not hold up others. */
const GIVE_UP_MS = DAY_MS;
const EVENTS_MAX = 5_000;

/** Job: sends unpublished events to the queue again: the worker that wrote them died, or the queue failed. */
export const sweepOutbox: Job = async (db, now, env) => {
	const rows = await listUnpublishedEvents(db, {
		after: new Date(now.getTime() - GIVE_UP_MS),
		before: new Date(now.getTime() - QUEUE_TIME_MS),
		limit: EVENTS_MAX,
	});
	const byUser = Map.groupBy(rows, ({ userId }) => userId);
	const messages = [...byUser].flatMap(([userId, own]) =>
		messagesFor({ userId, eventIds: own.map(({ id }) => id) }),
	);
	await sendMessages(env, messages);
	if (rows.length > 0) {
		log.info({
			time: now.toISOString(),
			job: "sweep",
			count: rows.length,
			users: byUser.size,
		});
	}
};
