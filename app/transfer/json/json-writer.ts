import type { ReadContext } from "#app/transfer/file/reading.ts";
import type { Task } from "#domain/task/task.ts";
import { toTaskJson } from "#domain/task/to-task-json.ts";
import { formatDueDate, parseDueDate } from "#domain/time/due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { JSON_VERSION } from "#domain/transfer/transfer.ts";

/**
 * An export as JSON: tasks as the API has them, one a line, each with what it takes to make the same
 * task of it again.
 */
export async function* writeJson(
	pages: AsyncIterable<Task[]>,
	{ timeZone, now }: ReadContext,
): AsyncGenerator<string> {
	const head = { format: "tend", version: JSON_VERSION, exportedAt: now.toISOString(), timeZone };
	yield `${JSON.stringify(head).slice(0, -1)},"tasks":[`;
	let separator = "\n";
	for await (const tasks of pages) {
		let text = "";
		for (const task of tasks) {
			text += separator + JSON.stringify(toExportedTask(task, timeZone));
			separator = ",\n";
		}
		if (text !== "") yield text;
	}
	yield "\n]}\n";
}

function toExportedTask(task: Task, timeZone: string) {
	const exact = (time: WallClock) => exactTime(time, timeZone);
	return {
		...toTaskJson(task, timeZone),
		dueDate: task.due && exact(task.due),
		reminders: task.reminders.map((reminder) =>
			"at" in reminder ? { at: exact(reminder.at) } : reminder,
		),
		series: task.series,
		remindersSince: task.remindersSince?.toISOString() ?? null,
	};
}

/** With its offset, except where the way back would lead elsewhere: a time that a clock change skips. */
function exactTime(time: WallClock, timeZone: string): string {
	const formatted = formatDueDate(time, timeZone);
	return parseDueDate(formatted, timeZone) === time ? formatted : time;
}
