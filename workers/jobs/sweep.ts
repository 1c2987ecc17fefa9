import { listUnpublishedEvents } from "#db/events.server.ts";
import { messagesFor, sendMessages } from "#workers/platform/outbox.ts";
import type { Job } from "./job.ts";

/** By then the queue has delivered what it was given. */
const PATIENCE_MS = 60_000;
/** What cannot be delivered for a day is left alone, so that it does not keep others waiting. */
const GIVE_UP_MS = 86_400_000;
const SWEPT_MAX = 5_000;

/** Sends events again that the queue missed: who wrote them died before sending them, or it failed. */
export const sweepOutbox: Job = async (db, now, env) => {
	const rows = await listUnpublishedEvents(db, {
		after: new Date(now.getTime() - GIVE_UP_MS),
		before: new Date(now.getTime() - PATIENCE_MS),
		limit: SWEPT_MAX,
	});
	const byUser = Map.groupBy(rows, ({ userId }) => userId);
	const messages = [...byUser].flatMap(([userId, own]) =>
		messagesFor({ userId, eventIds: own.map(({ id }) => id) }),
	);
	await sendMessages(env, messages);
	if (rows.length > 0) {
		console.log(
			JSON.stringify({
				time: now.toISOString(),
				job: "sweep",
				count: rows.length,
				users: byUser.size,
			}),
		);
	}
};
