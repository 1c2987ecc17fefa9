import type { Edit, UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import type { Task } from "#domain/task/task.ts";
import { sameFields } from "#domain/task/task-equality.ts";

/** Tasks as changes write them: with what is kept about a task beside what it says. */

type At = { now: Date };

/** A change of any of these decides anew which reminders are yet to come. */
const REMINDING_FIELDS = ["status", "due", "recurrence", "reminders"] as const;

/** A task that was changed to `after`. Without `version` it is the one after `before`'s. */
export function asChanged(
	{ now }: At,
	before: Task,
	after: Task,
	version = before.version + 1,
): Task {
	const isSame = sameFields(before, after, REMINDING_FIELDS);
	return {
		...after,
		version,
		updatedAt: now,
		remindersSince: isSame ? before.remindersSince : now,
	};
}

/** The edit that changes a task so; null when there is nothing to change. */
export function editOf(at: At, before: Task, after: Task): Edit | null {
	return sameFields(before, after) ? null : { before, after: asChanged(at, before, after) };
}

/** The same once more, as an open task that is being made. */
export function asNew({ now }: At, task: Task): UnnumberedTask {
	return {
		...task,
		id: null,
		status: "pending",
		completedAt: null,
		remindersSince: now,
		createdAt: now,
		updatedAt: now,
		version: 1,
	};
}

/** What edits leave of a task; null where they remove it. */
export function editedTask(edits: Edit[], task: Task): Task | null {
	const edit = edits.find(({ before }) => before?.id === task.id);
	return edit?.before ? edit.after : task;
}
