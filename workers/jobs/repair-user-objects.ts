import { listUsersToRemind, listUsersWithReminders } from "#db/tasks/reminders.server.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import { sendMessages } from "#workers/platform/outbox.ts";
import type { Job } from "./job.ts";

/** Until the next repair, and half an hour more. */
const AHEAD_MS = 1.5 * HOUR_MS;
const USERS_MAX = 10_000;

/**
 * Job: has users' objects compare their agenda with D1, by a message without events. Those whose next
 * reminder is due within 1.5 hours or overdue, and each hour a twenty-fourth of all users with
 * reminders, by the first two hex digits of their ids, which are random.
 */
export const repairUserObjects: Job = async (db, now, env) => {
	const hour = Math.floor(now.getTime() / HOUR_MS) % 24;
	const bound = (part: number) =>
		Math.floor((part * 256) / 24)
			.toString(16)
			.padStart(2, "0");
	const [soon, inTurn] = await Promise.all([
		listUsersToRemind(db, new Date(now.getTime() + AHEAD_MS), USERS_MAX),
		listUsersWithReminders(db, {
			from: bound(hour),
			until: hour === 23 ? "g" : bound(hour + 1),
			limit: USERS_MAX,
		}),
	]);
	const userIds = [...new Set([...soon, ...inTurn])];
	await sendMessages(
		env,
		userIds.map((userId) => ({ userId, eventIds: [] })),
	);
};
