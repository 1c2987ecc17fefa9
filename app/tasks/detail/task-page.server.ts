import { NotFound } from "#app/core/errors.ts";
import { routeError } from "#app/core/form.server.ts";
import { renderMarkdown } from "#app/core/markdown.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { taskIdSchema } from "#app/tasks/form/task-forms.server.ts";
import {
	ACTOR_LABELS,
	EVENT_LABELS,
	toFormValues,
	toSubtaskView,
} from "#app/tasks/view/task-view.server.ts";
import type { HistoryEntry } from "#app/tasks/view/task-view.ts";
import { listTaskEvents } from "#db/tasks/task-events.server.ts";
import { findTask, listSubtasks } from "#db/tasks/tasks.server.ts";
import type { Task } from "#domain/task/task.ts";
import type { Clock } from "#domain/time/format-due-date.ts";
import { toInstantView } from "#domain/time/instant-view.ts";

/** Loads the data of a task's page in one trip. Throws a 404 route error. */
export async function loadTaskPage(scope: Scope, number: string, userClock: Promise<Clock>) {
	const id = parseTaskId(number);
	const [clock, task, subtasks, events] = await Promise.all([
		userClock,
		getTask(scope, id),
		listSubtasks(scope.db, scope.userId, id),
		listTaskEvents(scope.db, scope.userId, id),
	]);
	const history = events.map(
		({ id, type, actor, createdAt, reportedAt }): HistoryEntry => ({
			id,
			text: EVENT_LABELS[type],
			by: ACTOR_LABELS[actor],
			at: toInstantView(createdAt, scope.timeZone, clock),
			offlineAt: reportedAt && toInstantView(reportedAt, scope.timeZone, clock),
		}),
	);
	return toTaskPage(task, { subtasks, history, clock });
}

type TaskPageRows = { subtasks: Task[]; history: HistoryEntry[]; clock: Clock };

/** The data of a task's page, from its rows. */
export function toTaskPage(task: Task, { subtasks, history, clock }: TaskPageRows) {
	return {
		id: task.id,
		status: task.status,
		version: task.version,
		parentId: task.parentId,
		values: toFormValues(task),
		descriptionHtml: renderMarkdown(task.description),
		isInSeries: task.recurrence !== null && task.status === "pending",
		subtasks: subtasks.map((subtask) => toSubtaskView(subtask, clock)),
		history,
		formKey: crypto.randomUUID(),
	};
}

/** The user's task of that number. Throws a 404 route error, for others' tasks as for none. */
export async function getTask(scope: Scope, id: number): Promise<Task> {
	const task = await findTask(scope.db, scope.userId, id);
	if (!task) throw routeError(new NotFound(`There is no task ${id}.`));
	return task;
}

/** A task's number as it stands in an address. Throws a 404 route error for anything else. */
export function parseTaskId(number: string): number {
	const id = taskIdSchema.safeParse(number);
	if (!id.success) throw routeError(new NotFound("There is no such task."));
	return id.data;
}
