import { z } from "zod";
import type { Scope } from "#app/core/scope.server.ts";
import { reminderInWords } from "#domain/language/reminder-words.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { PRIORITIES, type Reminder, STATUSES, type Task } from "#domain/task/task.ts";
import { formatDueDate } from "#domain/time/due-date.ts";
import { isOverdue } from "#domain/time/due-words.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import { dateInWords } from "./date-in-words.ts";

/**
 * Tasks as tools answer them: small, without what is empty or as usual, and with each date said in
 * words beside it, so that neither model nor user is left with a wrong one.
 */

/** Without zod's word that it is a safe one, which would cost models more than it tells them. */
export const whole = z.number().meta({ type: "integer" });

export const dueResult = {
	due_date: z.string().optional(),
	due_in_words: z.string().optional(),
};

/** Of a task, what its title does not say. */
const details = {
	...dueResult,
	priority: z.enum(PRIORITIES).optional(),
	tags: z.array(z.string()).optional(),
	repeats: z.string().optional(),
	reminders: z.array(z.string()).optional(),
	parent_id: whole.optional(),
};

export const taskResult = z.object({
	task_id: whole,
	title: z.string(),
	status: z.enum(STATUSES),
	overdue: z.literal(true).optional(),
	...details,
});

/** A task that a tool has made or changed; `status` says what happened. */
export function changedResult<Status extends string>(...statuses: [Status, ...Status[]]) {
	return z.object({
		task_id: whole,
		status: z.enum(statuses),
		title: z.string(),
		...details,
	});
}

type Moment = Pick<Scope, "now" | "timeZone">;
type Shown = Pick<Task, "id" | "title" | "status" | "priority" | "due" | "tags" | "parentId"> & {
	recurrence: Recurrence | null;
	reminders: Reminder[];
};

/** A task as lists show it. */
export function toTaskResult(task: Shown, moment: Moment): z.output<typeof taskResult> {
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

/** What there is to say about a task besides its title; a medium priority goes without saying. */
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

export function toDue({ due }: Pick<Task, "due">, timeZone: string) {
	if (due === null) return {};
	return { due_date: formatDueDate(due, timeZone), due_in_words: dateInWords(due, timeZone) };
}
