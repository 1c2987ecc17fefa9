import type { Edit, UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import type { Task } from "#domain/task/task.ts";
import { sameFields } from "#domain/task/task-equality.ts";

/** Makes the edits of changes: sets what a write maintains (version, times) beside the fields that changed. */

type At = { now: Date };

/** When one of these changes, reminders count from now: `remindersSince`. */
const REMINDING_FIELDS = ["status", "due", "recurrence", "reminders"] as const;

/** `after` as it is written over `before`. `version` is the next one unless given. */
export function toChangedTask(
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

/** The edit from `before` to `after`; null when no field differs. */
export function editOf(at: At, before: Task, after: Task): Edit | null {
	return sameFields(before, after) ? null : { before, after: toChangedTask(at, before, after) };
}

/** A copy of a task as a new, open one, to be inserted. */
export function toNewTask({ now }: At, task: Task): UnnumberedTask {
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

/** A task after `edits`; null where they delete it. */
export function editedTask(edits: Edit[], task: Task): Task | null {
	const edit = edits.find(({ before }) => before?.id === task.id);
	return edit?.before ? edit.after : task;
}
