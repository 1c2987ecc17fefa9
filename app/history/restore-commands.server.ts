import { sql } from "drizzle-orm";
import { Conflict, NotFound } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { CommandResult } from "#app/tasks/commands/command-result.ts";
import { commitChange } from "#app/tasks/commands/commit-change.server.ts";
import { quoted } from "#app/tasks/commands/summaries.server.ts";
import { StaleChange } from "#db/tasks/changes.server.ts";
import type { Edit } from "#db/tasks/edit-rows.server.ts";
import { listOpenOfChange, listTasksOfChange } from "#db/tasks/tasks.server.ts";
import { findChange, listChangeEvents, type TaskEvent } from "#db/tasks/undo.server.ts";
import type { Task } from "#domain/task/task.ts";
import { DAY_MS } from "#domain/time/durations.ts";

/** How long after its deletion a task can be restored. */
export const RESTORE_DAYS = 30;

/**
 * Restores the tasks that the user's change `changeId` deleted and that are still deleted: each under
 * its old id with its old fields, whatever has changed since. A subtask whose parent no longer exists
 * becomes a task of its own; a task whose series has another open task by now loses its recurrence,
 * since a series has exactly one. Restoring is a change of its own, which can be undone.
 * Throws `NotFound` when there is no such change, and `Conflict` when it is older than `RESTORE_DAYS`,
 * or all that it deleted exists again.
 */
export async function restoreTasks(scope: Scope, changeId: string): Promise<CommandResult> {
	const { db, userId, now } = scope;
	const id = sql`${changeId}`;
	const [change, events, tasks, open] = await Promise.all([
		findChange(db, userId, id),
		listChangeEvents(db, userId, id),
		listTasksOfChange(db, userId, id),
		listOpenOfChange(db, userId, id),
	]);
	if (!change) throw new NotFound("There is no such change.");
	if (now.getTime() - change.createdAt.getTime() > RESTORE_DAYS * DAY_MS) {
		throw new Conflict(`Deleted tasks can be restored for ${RESTORE_DAYS} days.`);
	}
	const gone = events.filter(
		({ taskId, after }) => after === null && !tasks.some((task) => task.id === taskId),
	);
	if (gone.length === 0) throw new Conflict("There is nothing to restore: it is all there.");
	const existingIds = new Set(
		[...tasks, ...gone.map(({ before }) => before as Task)].map(({ id }) => id),
	);
	const openSeriesIds = new Set(open.flatMap(({ series }) => series?.id ?? []));
	const edits = gone.map((event) => toRestoringEdit(event, { existingIds, openSeriesIds, now }));
	const [only] = gone;
	const what =
		gone.length === 1 && only?.before ? quoted(only.before.title) : `${gone.length} tasks`;
	const restored = { id: newId(), summary: `Restored ${what}` };
	try {
		await commitChange(scope, { ...restored, edits });
	} catch (error) {
		if (!(error instanceof StaleChange)) throw error;
		throw new Conflict("This is being changed from elsewhere just now. Try again.");
	}
	return { changeId: restored.id, summary: restored.summary };
}

type RestoreOptions = {
	/** The tasks that exist once the change has been restored. */
	existingIds: Set<number>;
	/** The series that have an open task, and so have gone on without the deleted one. */
	openSeriesIds: Set<string>;
	now: Date;
};

function toRestoringEdit(
	{ before, lastVersion }: TaskEvent,
	{ existingIds, openSeriesIds, now }: RestoreOptions,
): Edit {
	const task = before as Task;
	const isParentBack = task.parentId !== null && existingIds.has(task.parentId);
	const hasGoneOn =
		task.status === "pending" && task.series !== null && openSeriesIds.has(task.series.id);
	return {
		before: null,
		after: {
			...task,
			parentId: isParentBack ? task.parentId : null,
			...(hasGoneOn ? { recurrence: null, series: null } : {}),
			// Reminders whose time passed while the task was deleted do not fire now.
			remindersSince: now,
			version: lastVersion + 1,
			updatedAt: now,
		},
	};
}
