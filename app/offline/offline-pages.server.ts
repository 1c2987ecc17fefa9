import { renderMarkdown } from "#app/markdown.server.ts";
import type { Scope } from "#app/tasks/scope.server.ts";
import { PAGE_SIZE_MAX } from "#app/tasks/task-list.ts";
import { localTime, toFormValues, toSubtaskView } from "#app/tasks/task-view.server.ts";
import { listWholeTasks } from "#db/tasks.server.ts";

/**
 * What the pages of the user's open tasks load, by their numbers: those that come first, in one trip.
 * Completed subtasks and the history stay away, being much for what is seldom looked at offline.
 */
export async function loadOfflinePages({ db, userId, timeZone, now }: Scope) {
	const time = localTime({ timeZone, now });
	const query = { status: "pending", page: 1, limit: PAGE_SIZE_MAX } as const;
	const tasks = await listWholeTasks(db, userId, query, time);
	const pages = tasks.map((task) => ({
		id: task.id,
		status: task.status,
		version: task.version,
		parentId: task.parentId,
		values: toFormValues(task),
		descriptionHtml: renderMarkdown(task.description),
		subtasks: tasks
			.filter(({ parentId }) => parentId === task.id)
			.map((subtask) => toSubtaskView(subtask, time.now)),
		history: [],
		formKey: crypto.randomUUID(),
	}));
	return Object.fromEntries(pages.map((page) => [page.id, page]));
}
