import { z } from "zod";
import { reminderInWords } from "#domain/language/reminder-words.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { PRIORITIES, type Reminder, STATUSES, type Task } from "#domain/task/task.ts";
import { formatDueDate } from "#domain/time/due-date.ts";
import { isOverdue } from "#domain/time/format-due-date.ts";
import { nowIn, type ZonedNow } from "#domain/time/zoned-time.ts";
import { dateInWords } from "./date-in-words.ts";

/**
 * Tasks in the results of tools: without empty and default fields, to save tokens, and with each date
 * in words beside it, so that a model notices a wrong one.
 */

/** A whole number. Without the bounds that zod's `int` adds to the JSON schema, which cost tokens. */
export const wholeNumber = z.number().meta({ type: "integer" });

export const dueResult = {
	due_date: z.string().optional(),
	due_in_words: z.string().optional(),
};

/** The optional fields of a task in a result. */
const details = {
	...dueResult,
	priority: z.enum(PRIORITIES).optional(),
	tags: z.array(z.string()).optional(),
	repeats: z.string().optional(),
	reminders: z.array(z.string()).optional(),
	parent_id: wholeNumber.optional(),
};

export const taskResult = z.object({
	task_id: wholeNumber,
	title: z.string(),
	status: z.enum(STATUSES),
	overdue: z.literal(true).optional(),
	...details,
});

/** The schema of a task that a tool has created or changed; `status` says what happened. */
export function changedResult<Status extends string>(...statuses: [Status, ...Status[]]) {
	return z.object({
		task_id: wholeNumber,
		status: z.enum(statuses),
		title: z.string(),
		...details,
	});
}

type Shown = Pick<Task, "id" | "title" | "status" | "priority" | "due" | "tags" | "parentId"> & {
	recurrence: Recurrence | null;
	reminders: Reminder[];
};

/** A task as lists of a result have it. */
export function toTaskResult(task: Shown, moment: ZonedNow): z.output<typeof taskResult> {
	const { id, title, status, due } = task;
	const late =
		status === "pending" && due !== null && isOverdue(due, nowIn(moment.timeZone, moment.now));
	return {
		task_id: id,
		title,
		status,
		...(late ? { overdue: true } : {}),
		...toDetails(task, moment.timeZone),
		priority: task.priority,
	};
}

/** The fields of a task besides title and status; without a medium priority, which is the default. */
export function toDetails(task: Shown, timeZone: string) {
	const { priority, tags, recurrence, reminders, parentId } = task;
	return {
		...toDue(task, timeZone),
		...(priority === "medium" ? {} : { priority }),
		...(tags.length > 0 ? { tags } : {}),
		...(recurrence ? { repeats: recurrenceInWords(recurrence) } : {}),
		...(reminders.length > 0 ? { reminders: reminders.map(reminderInWords) } : {}),
		...(parentId === null ? {} : { parent_id: parentId }),
	};
}

/** The due date as ISO and in words, in the user's zone; nothing for a task without one. */
export function toDue({ due }: Pick<Task, "due">, timeZone: string) {
	if (due === null) return {};
	return { due_date: formatDueDate(due, timeZone), due_in_words: dateInWords(due, timeZone) };
}
