import { listUsersToRemind, listUsersWithReminders } from "#db/tasks/reminders.server.ts";
import { sendMessages } from "#workers/platform/outbox.ts";
import type { Job } from "./job.ts";

const HOUR_MS = 3_600_000;
/** Until the next repair, and a little. */
const AHEAD_MS = 1.5 * HOUR_MS;
const CHECKED_MAX = 10_000;

/**
 * Has users' objects compare themselves with D1: those that should ring soon or should have rung, and
 * of all with reminders a twenty-fourth each hour, by the beginnings of their ids, which are random.
 */
export const repairObjects: Job = async (db, now, env) => {
	const hour = Math.floor(now.getTime() / HOUR_MS) % 24;
	const bound = (part: number) =>
		Math.floor((part * 256) / 24)
			.toString(16)
			.padStart(2, "0");
	const [soon, inTurn] = await Promise.all([
		listUsersToRemind(db, new Date(now.getTime() + AHEAD_MS), CHECKED_MAX),
		listUsersWithReminders(db, {
			from: bound(hour),
			until: hour === 23 ? "g" : bound(hour + 1),
			limit: CHECKED_MAX,
		}),
	]);
	const userIds = [...new Set([...soon, ...inTurn])];
	await sendMessages(
		env,
		userIds.map((userId) => ({ userId, eventIds: [] })),
	);
};
