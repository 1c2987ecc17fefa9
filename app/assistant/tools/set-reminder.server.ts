import { z } from "zod";
import { Invalid } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { REMINDERS_MAX } from "#domain/limits.ts";
import type { Reminder, Task } from "#domain/task/task.ts";
import { remindersLimit } from "#domain/task/task-schema.ts";
import { formatDueDate } from "#domain/time/due-date.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { ALL_DAY_TIME, type WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, toInstant } from "#domain/time/zoned-time.ts";
import { changeFrom } from "./change-from.server.ts";
import { dateInWords } from "./date-in-words.ts";
import { dayInWords } from "./receipts.ts";
import { dateInput, minutesBeforeInput, parseReminderTime, taskId } from "./task-input.server.ts";
import { wholeNumber } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";

/** Adds a reminder at a time or before the due date; no error when it is set already. Throws `Invalid`, `NotFound`. */
export const setReminderTool = defineTool({
	name: "set_reminder",
	title: "Set a reminder",
	description:
		"Add a reminder to a task: either at a time (ISO or words), or minutes_before its due date (an all-day task counts from 09:00).",
	annotations: { readOnly: false, destructive: false, idempotent: true },
	inputSchema: z.strictObject({
		task_id: taskId,
		at: dateInput.optional(),
		minutes_before: minutesBeforeInput().optional(),
	}),
	outputSchema: z.object({
		task_id: wholeNumber,
		status: z.enum(["reminder_set", "unchanged"]),
		title: z.string(),
		remind_at: z.string(),
		remind_at_in_words: z.string(),
		minutes_before: wholeNumber.optional(),
	}),
	async run(scope, { task_id, at, minutes_before }) {
		const reminder = toReminder(scope, at, minutes_before);
		const { task, changeId } = await changeFrom(scope, task_id, ({ reminders }) => ({
			reminders: withReminder(reminders, reminder),
		}));
		const moment = momentOf(reminder, task, scope.timeZone);
		return {
			task_id,
			status: changeId === null ? ("unchanged" as const) : ("reminder_set" as const),
			title: task.title,
			remind_at: formatDueDate(moment, scope.timeZone),
			remind_at_in_words: dateInWords(moment, scope.timeZone),
			...(minutes_before === undefined ? {} : { minutes_before }),
			change_id: changeId,
		};
	},
	receipt: ({ title, task_id, remind_at }, now) => ({
		text: `Reminder for ${title}, ${dayInWords(remind_at, now)}`,
		taskId: task_id,
	}),
});

function toReminder(scope: Scope, at?: string, minutesBefore?: number): Reminder {
	if (at !== undefined && minutesBefore === undefined) {
		const time = parseReminderTime(at, scope);
		if (time > nowIn(scope.timeZone, scope.now)) return { at: time };
		const message = `${dateInWords(time, scope.timeZone)} has passed. Ask the user for another time.`;
		throw new Invalid([{ path: "at", message }]);
	}
	if (minutesBefore !== undefined && at === undefined) return { minutesBefore };
	throw new Invalid([{ path: "at", message: "Give either at or minutes_before." }]);
}

function withReminder(reminders: Reminder[], reminder: Reminder): Reminder[] {
	const isThere = reminders.some((known) => JSON.stringify(known) === JSON.stringify(reminder));
	if (isThere) return reminders;
	if (reminders.length >= REMINDERS_MAX) {
		throw new Invalid([{ path: "reminders", message: remindersLimit.message }]);
	}
	return [...reminders, reminder];
}

function momentOf(reminder: Reminder, { due }: Pick<Task, "due">, timeZone: string): WallClock {
	if ("at" in reminder) return reminder.at;
	// The commands see to it that a task with such a reminder has a due date.
	const dueAt = toInstant(due as WallClock, timeZone, ALL_DAY_TIME).getTime();
	return nowIn(timeZone, new Date(dueAt - reminder.minutesBefore * MINUTE_MS));
}
