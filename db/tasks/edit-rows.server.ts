import { type SQL, sql } from "drizzle-orm";
import { wallClockToColumn } from "#db/schema.ts";
import type { TaskEventType } from "#domain/task/event.ts";
import { searchTerms } from "#domain/task/search.ts";
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
export type Part = { rows: SQL; length: number };

// D1 takes 2 MB a parameter. A character is at most 3 bytes of UTF-8.
const PART_MAX_LENGTH = 600_000;

/** Rows as JSON arrays that each fit into one parameter: a statement then takes as many as it gets. */
export function parts(rows: { row: EditRow }[]): Part[] {
	const result: Part[] = [];
	let items: string[] = [];
	let length = 0;
	const close = () => {
		if (items.length > 0) {
			result.push({ rows: sql`json_each(${`[${items.join()}]`})`, length: items.length });
		}
		items = [];
		length = 0;
	};
	for (const { row } of rows) {
		const item = JSON.stringify(row);
		if (length + item.length > PART_MAX_LENGTH) close();
		items.push(item);
		length += item.length;
	}
	close();
	return result;
}
