import { and, desc, eq } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { events } from "#db/schema.ts";
import type { TaskEventType } from "#domain/event/event-types.ts";
import type { Task } from "#domain/task/task.ts";

/** What has happened to a task. */

const HISTORY_MAX = 50;

/** The last 50 events of the user's task, newest first. */
export async function listTaskEvents(db: Db, userId: string, taskId: number) {
	const rows = await db
		.select({
			id: events.id,
			type: events.type,
			actor: events.actor,
			createdAt: events.createdAt,
			reportedAt: events.reportedAt,
		})
		.from(events)
		.where(and(eq(events.userId, userId), eq(events.taskId, taskId)))
		.orderBy(desc(events.id))
		.limit(HISTORY_MAX);
	return rows.map((row) => ({ ...row, type: row.type as TaskEventType }));
}

const FULL_HISTORY_MAX = 100;

/** The last 100 events of the user's task, newest first, with the task before and after each. */
export async function listTaskHistory(db: Db, userId: string, taskId: number) {
	const rows = await db
		.select({
			id: events.id,
			type: events.type,
			actor: events.actor,
			before: events.before,
			after: events.after,
			requestId: events.requestId,
			createdAt: events.createdAt,
		})
		.from(events)
		.where(and(eq(events.userId, userId), eq(events.taskId, taskId)))
		.orderBy(desc(events.id))
		.limit(FULL_HISTORY_MAX);
	return rows.map((row) => ({
		...row,
		type: row.type as TaskEventType,
		before: row.before === null ? null : parseTask(row.before),
		after: row.after === null ? null : parseTask(row.after),
	}));
}

/** Reads a task from the JSON of an event. */
export function parseTask(json: string): Task {
	const task = JSON.parse(json);
	const date = (value: string | null) => (value === null ? null : new Date(value));
	return {
		...task,
		// Events from before there were series have neither.
		series: task.series ?? null,
		remindersSince: date(task.remindersSince ?? null),
		completedAt: date(task.completedAt),
		createdAt: date(task.createdAt),
		updatedAt: date(task.updatedAt),
	};
}
