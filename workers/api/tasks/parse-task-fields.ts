import { Invalid } from "#app/core/errors.ts";
import type { TaskChanges } from "#app/tasks/commands/task-action.ts";
import type { Reminder } from "#domain/task/task.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import { type WallClock, withAllDayTime } from "#domain/time/wall-clock.ts";

/** What a program sends of a task, checked, with its times still as it wrote them. */
type TaskBody = Omit<TaskChanges, "due"> & { dueDate?: string | null };

/** The body's times brought to the wall clock of the user. Throws `Invalid`. */
export function parseTaskFields<Body extends TaskBody>(body: Body, timeZone: string) {
	const { dueDate, reminders, ...fields } = body;
	const due = dueDate ? parseDueDateField(dueDate, timeZone, "dueDate") : dueDate;
	const parsedReminders = reminders?.map(
		(reminder, i): Reminder =>
			"at" in reminder
				? { at: withAllDayTime(parseDueDateField(reminder.at, timeZone, `reminders.${i}.at`)) }
				: reminder,
	);
	return { ...fields, due, reminders: parsedReminders };
}

/**
 * A date of a program, which its schema has found to exist, on the wall clock of the user. Throws
 * `Invalid` where it lies outside of the years that there are, by a few hours, in their zone alone.
 */
export function parseDueDateField(text: string, timeZone: string, path: string): WallClock {
	try {
		return parseDueDate(text, timeZone);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new Invalid([{ path, message: error.message }]);
	}
}
