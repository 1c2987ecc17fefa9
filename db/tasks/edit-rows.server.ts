import { type SQL, sql } from "drizzle-orm";
import { chunkByJson } from "#db/chunks.ts";
import { wallClockToColumn } from "#db/schema.ts";
import type { TaskEventType } from "#domain/event/event-types.ts";
import { searchTerms } from "#domain/task/search-terms.ts";
import type { Task } from "#domain/task/task.ts";

/** A task that has no number yet: the database gives it the user's next. */
export type UnnumberedTask = Omit<Task, "id"> & { id: null };

/**
 * What happens to one task. `before` null makes it; `after` null removes it; an `after` with a
 * number that is not there is put back under that number.
 */
export type Edit =
	| {
			before: null;
			after: Task | UnnumberedTask;
			/** The parent, where the same change makes that, too: its place among the tasks made, from 0. */
			under?: number;
			/** A series made it, not somebody. */
			isGenerated?: true;
	  }
	| { before: Task; after: Task | null };

export type EditRow = ReturnType<typeof toEditRow>;

/** An edit with all that its statements need, as one value of JSON. */
export function toEditRow(edit: Edit, userId: string, eventId: string) {
	const { before, after } = edit;
	return {
		eventId,
		type: eventType(edit),
		id: (before ?? after)?.id ?? null,
		under: edit.before === null ? (edit.under ?? null) : null,
		version: before?.version ?? null,
		before,
		after,
		terms: termsOf(after, userId),
		due: after?.due ? wallClockToColumn(after.due) : null,
		completedAt: after?.completedAt?.getTime() ?? null,
		remindersSince: after?.remindersSince?.getTime() ?? null,
		createdAt: after?.createdAt.getTime() ?? null,
		updatedAt: after?.updatedAt.getTime() ?? null,
	};
}

/** The words that the task is found by, for the search index; null without a task. */
export function termsOf(task: Edit["after"], userId: string) {
	return task ? searchTerms(userId, task) : null;
}

function eventType(edit: Edit): TaskEventType {
	const { before, after } = edit;
	if (edit.before === null && edit.isGenerated) return "recurring-task-generated";
	if (before === null) return "task-created";
	if (after === null) return "task-deleted";
	if (before.status === after.status) return "task-updated";
	return after.status === "completed" ? "task-completed" : "task-reopened";
}

/** `rows` is a table whose `value` is the JSON of an edit row, and whose `key` counts them from 0. */
export type EditChunk = { rows: SQL; length: number };

/** Edit rows in chunks that each fit into one parameter of a statement, in their order. */
export function chunkEdits(rows: { row: EditRow }[]): EditChunk[] {
	return chunkByJson(rows.map(({ row }) => row)).map(({ items, json }) => ({
		rows: sql`json_each(${json})`,
		length: items.length,
	}));
}
