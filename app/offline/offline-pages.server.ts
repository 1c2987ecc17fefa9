import type { Scope } from "#app/core/scope.server.ts";
import { toTaskPage } from "#app/tasks/detail/task-page.server.ts";
import { listWholeTasks } from "#db/tasks/task-lists.server.ts";
import { PAGE_SIZE_MAX } from "#domain/limits.ts";
import type { Clock } from "#domain/time/format-due-date.ts";
import { localTime } from "#domain/time/local-time.ts";

/**
 * What the pages of the user's open tasks load, by their numbers: those that come first, in one trip.
 * Completed subtasks and the history stay away, being much for what is seldom looked at offline.
 */
export async function loadOfflinePages(
	{ db, userId, timeZone, now }: Scope,
	userClock: Promise<Clock>,
) {
	const query = { status: "pending", page: 1, limit: PAGE_SIZE_MAX } as const;
	const [clock, tasks] = await Promise.all([
		userClock,
		listWholeTasks(db, userId, query, localTime({ timeZone, now })),
	]);
	const pages = tasks.map((task) => {
		const subtasks = tasks.filter(({ parentId }) => parentId === task.id);
		return toTaskPage(task, { subtasks, history: [], clock });
	});
	return Object.fromEntries(pages.map((page) => [page.id, page]));
}
