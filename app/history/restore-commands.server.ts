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

/** For that long a deleted task can be brought back. */
export const RESTORE_DAYS = 30;

/**
 * Brings back the tasks that the user's change of that id deleted and that are still gone, however
 * much was done since: each under its number, as it was. A subtask whose parent is gone comes back as
 * a task, and one of a series that has gone on without it does not repeat any more. Restoring is a
 * change of its own.
 * Throws `NotFound` when there is no such change, and `Conflict` when it is more than 30 days old,
 * or all it deleted is there again.
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
	const there = new Set(
		[...tasks, ...gone.map(({ before }) => before as Task)].map(({ id }) => id),
	);
	const running = new Set(open.flatMap(({ series }) => series?.id ?? []));
	const edits = gone.map((event) => restoration(event, { there, running, now }));
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

type Surroundings = { there: Set<number>; running: Set<string>; now: Date };

function restoration(
	{ before, lastVersion }: TaskEvent,
	{ there, running, now }: Surroundings,
): Edit {
	const task = before as Task;
	const isParentBack = task.parentId !== null && there.has(task.parentId);
	const hasGoneOn =
		task.status === "pending" && task.series !== null && running.has(task.series.id);
	return {
		before: null,
		after: {
			...task,
			parentId: isParentBack ? task.parentId : null,
			...(hasGoneOn ? { recurrence: null, series: null } : {}),
			// What should have rung meanwhile does not ring now.
			remindersSince: now,
			version: lastVersion + 1,
			updatedAt: now,
		},
	};
}
