import type { ReadTask } from "#app/transfer/file/reading.ts";
import type { Task } from "#domain/task/task.ts";

/** What a task is and calendars have no property for, or none that comes back whole from every app. */
type State = Pick<
	Task,
	"id" | "version" | "due" | "tags" | "recurrence" | "reminders" | "series"
> & {
	createdAt: string;
	updatedAt: string;
	completedAt: string | null;
	remindersSince: string | null;
};

/** As the text of the property X-TEND-STATE. */
export function stateOf(task: Task): string {
	const { id, version, due, tags, recurrence, reminders, series } = task;
	const state: State = {
		id,
		version,
		due,
		tags,
		recurrence,
		reminders,
		series,
		createdAt: task.createdAt.toISOString(),
		updatedAt: task.updatedAt.toISOString(),
		completedAt: task.completedAt?.toISOString() ?? null,
		remindersSince: task.remindersSince?.toISOString() ?? null,
	};
	return JSON.stringify(state);
}

/**
 * Reads the property back; null when it is not to be believed: another app has changed the task since
 * (`lastModified`, as jCal has it), so that its own properties say better what it is now.
 */
export function readState(text: string, lastModified: unknown): Partial<ReadTask> | null {
	let state: unknown;
	try {
		state = JSON.parse(text);
	} catch {
		return null;
	}
	if (typeof state !== "object" || state === null || !("updatedAt" in state)) return null;
	const { updatedAt } = state;
	if (typeof updatedAt !== "string" || `${updatedAt.slice(0, 19)}Z` !== lastModified) return null;
	return state as Partial<ReadTask>;
}
