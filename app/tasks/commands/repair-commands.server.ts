import type { Scope } from "#app/core/scope.server.ts";
import { listUnfinishedSeries } from "#db/tasks/tasks.server.ts";
import { changeTasks } from "./commands.server.ts";

/** How many series one run repairs, well within its time limit. The next run does the rest. */
const REPAIR_MAX = 200;

/**
 * Generates the next task of each series that has not ended and has no open task: its last one was
 * completed before series were continued, or restored from a backup. Returns how many were repaired.
 * Throws an AggregateError after the last one when some could not be.
 */
export async function repairSeries(
	scope: Omit<Scope, "userId" | "timeZone" | "actor">,
): Promise<number> {
	const unfinished = await listUnfinishedSeries(scope.db, scope.now, REPAIR_MAX);
	const users = Map.groupBy(unfinished, ({ userId }) => userId);
	const errors: unknown[] = [];
	for (const [userId, [first, ...more]] of users) {
		if (!first) continue;
		const { timeZone } = first;
		const ids = [first, ...more].map(({ id }) => id);
		const ofUser: Scope = { ...scope, userId, timeZone, actor: "system" };
		try {
			await changeTasks(ofUser, ids, { type: "continue" });
		} catch (error) {
			errors.push(error);
		}
	}
	if (errors.length > 0) throw new AggregateError(errors, "Some series could not be mended.");
	return unfinished.length;
}
