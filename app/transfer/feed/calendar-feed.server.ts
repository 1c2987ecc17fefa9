import { NotFound } from "#app/core/errors.ts";
import {
	type CalendarContext,
	eventComponent,
	todoComponent,
} from "#app/transfer/calendar/calendar-task.server.ts";
import { calendarText, type JCalProperty } from "#app/transfer/calendar/calendar-text.ts";
import { calendarEnd, calendarHead } from "#app/transfer/calendar/calendar-writer.server.ts";
import { uidOf } from "#app/transfer/export/export.server.ts";
import type { Db } from "#db/client.server.ts";
import { findFeedOwner, listFeedTasks } from "#db/transfer/transfer.server.ts";
import type { Task } from "#domain/task/task.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import { isAllDay, type WallClock } from "#domain/time/wall-clock.ts";
import type { CalendarKey } from "./calendar-secret.server.ts";

/** How long a completed task is still shown, as completed. */
const COMPLETED_SHOWN_MS = 30 * DAY_MS;

/** How often calendars should look (RFC 7986, section 5.7; Outlook goes by the other). */
const REFRESH: JCalProperty[] = [
	["refresh-interval", {}, "duration", "PT15M"],
	["x-published-ttl", {}, "unknown", "PT15M"],
];

type FeedDeps = { db: Db; now: Date; origin: string };

/**
 * The calendar feed of a key: dated tasks as to-dos, and those with a time as appointments besides,
 * for calendars that show no to-dos. One trip to D1. Throws `NotFound` when the key was renewed.
 */
export async function calendarFeed(
	{ db, now, origin }: FeedDeps,
	key: CalendarKey,
): Promise<string> {
	const { userId, calendarSeq } = key;
	const completedSince = new Date(now.getTime() - COMPLETED_SHOWN_MS);
	const [owner, tasks] = await Promise.all([
		findFeedOwner(db, userId, calendarSeq),
		listFeedTasks(db, userId, completedSince),
	]);
	if (!owner) throw new NotFound("There is no such calendar.");
	const context: CalendarContext = {
		timeZone: owner.timeZone,
		now,
		uidOf: (id) => uidOf(userId, id),
		urlOf: (id) => `${origin}/tasks/${id}`,
	};
	const components = tasks.flatMap((task) => {
		const todo = todoComponent(task, context);
		return isTimed(task) && task.status === "pending"
			? [todo, eventComponent(task, context)]
			: [todo];
	});
	return (
		calendarHead("Tend", context, REFRESH) + components.map(calendarText).join("") + calendarEnd
	);
}

function isTimed(task: Task): task is Task & { due: WallClock } {
	return task.due !== null && !isAllDay(task.due);
}
