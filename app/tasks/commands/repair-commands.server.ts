import type { Scope } from "#app/core/scope.server.ts";
import { listUnfinishedSeries } from "#db/tasks/tasks.server.ts";
import { changeTasks } from "./commands.server.ts";

/** As many as one run can mend with time to spare. The next one goes on. */
const REPAIR_MAX = 200;

/**
 * Gives each series that has neither an open task nor an end its next: tasks that were completed
 * before Tend went on with series, or restored from somewhere. A series that has an open task gets
 * no second one. Answers how many were mended; throws an AggregateError when some could not be, after
 * all others.
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
