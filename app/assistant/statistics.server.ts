import type { Scope } from "#app/core/scope.server.ts";
import { countOpenTasks, countTasks, listTagCounts } from "#db/tasks/task-lists.server.ts";
import { PRIORITIES } from "#domain/task/task.ts";
import { localTime } from "#domain/time/local-time.ts";

/** The most tags that are worth a model's attention. */
const TAGS = 10;

/** The user's tasks in numbers, as `get_statistics` answers them: one trip to the database. */
export async function readStatistics(scope: Scope) {
	const { db, userId } = scope;
	const time = localTime(scope);
	const [counts, completed, tags, [high = 0, medium = 0, low = 0]] = await Promise.all([
		countOpenTasks(db, userId, time),
		countTasks(db, userId, { status: "completed" }, time),
		listTagCounts(db, userId),
		Promise.all(
			PRIORITIES.map((priority) => countTasks(db, userId, { status: "pending", priority }, time)),
		),
	]);
	const { pending: open, overdue, today, week } = counts;
	const all = open + completed;
	const most = tags.toSorted((a, b) => b.count - a.count).slice(0, TAGS);
	return {
		open,
		completed,
		completion_rate: all === 0 ? 0 : Math.round((completed / all) * 100),
		overdue,
		due_today: today,
		due_this_week: week,
		open_by_priority: { high, medium, low },
		open_by_tag: Object.fromEntries(most.map(({ tag, count }) => [tag, count])),
	};
}
