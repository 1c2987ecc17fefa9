import { z } from "zod";
import { Invalid } from "#app/core/errors.ts";
import type { NewTask } from "#app/tasks/commands/task-action.ts";
import { parseDueWords } from "#domain/language/due-text.ts";
import { parseRecurrence } from "#domain/language/recurrence-text.ts";
import { parseReminder } from "#domain/language/reminder-text.ts";
import { BULK_MAX, QUICK_ADD_MAX_LENGTH } from "#domain/limits.ts";
import { parseQuickAdd } from "#domain/quick-add/quick-add.ts";
import { findFirstDueDate } from "#domain/recurrence/first-due-date.ts";
import { type Reminder, SERIES_RANGES } from "#domain/task/task.ts";
import { BULK_LIMIT_MESSAGE } from "#domain/task/task-list.ts";
import {
	descriptionSchema,
	prioritySchema,
	remindersLimit,
	tagSchema,
	tagsSchema,
	titleSchema,
} from "#domain/task/task-schema.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import type { ZonedNow } from "#domain/time/zoned-time.ts";

/** Schemas of task forms. Dates and reminders are text, parsed relative to the user's time and zone. */

export const taskIdSchema = z.coerce.number().int().positive();

export const selectionSchema = z.object({
	/** A text for one ticked checkbox, a list for several, undefined for none. */
	selected: z.preprocess(
		(selected) => [selected ?? []].flat(),
		z.array(taskIdSchema).max(BULK_MAX, BULK_LIMIT_MESSAGE),
	),
});
export const bulkPrioritySchema = selectionSchema.extend({ newPriority: prioritySchema });
export const bulkTagSchema = selectionSchema.extend({ newTag: tagSchema });

export const quickAddFormSchema = z.object({
	text: z
		.string("Type what there is to do.")
		.max(QUICK_ADD_MAX_LENGTH, "This is too long for one task."),
	/** Idempotency key, made with the form: submitting it twice adds one task. */
	key: z.uuid().optional(),
	parentId: taskIdSchema.optional(),
});

/**
 * The task that a quick-add text describes, validated like every task. Throws `Invalid` with the path
 * "text" for all of its errors, since the form has that field alone.
 */
export function quickAddFields(text: string, moment: ZonedNow): NewTask {
	const { title, due, recurrence, tags, priority, reminders } = parseQuickAdd(text, moment);
	const checked = z
		.object({
			title: titleSchema,
			tags: tagsSchema,
			reminders: z.array(z.unknown()).max(remindersLimit.max, remindersLimit.message),
		})
		.safeParse({ title, tags, reminders });
	if (!checked.success) {
		throw new Invalid(checked.error.issues.map(({ message }) => ({ path: "text", message })));
	}
	return { ...checked.data, due, recurrence, reminders, priority: priority ?? undefined };
}

/** The schema of a task's form. An empty field clears the task's value. */
export function taskFormSchema(moment: ZonedNow) {
	return z
		.object({
			title: z.string("A task needs a title.").pipe(titleSchema),
			description: z.string().default("").pipe(descriptionSchema),
			priority: prioritySchema,
			dueDate: z.string().default(""),
			dueTime: z.string().default(""),
			tags: z
				.string()
				.default("")
				.transform((text) =>
					text
						.split(",")
						.map((tag) => tag.trim())
						.filter((tag) => tag !== ""),
				)
				.pipe(tagsSchema),
			repeat: z
				.string()
				.default("")
				.transform((text, context) => {
					if (text.trim() === "") return null;
					const repeat = parseRecurrence(text, moment);
					if (repeat) return repeat;
					return refuse(context, "Write it like “every week on Mon” or “every month on the 31st”.");
				}),
			reminders: z
				.string()
				.default("")
				.transform((text, context) => parseReminders(text, moment, context)),
			/** Which tasks of a series the change applies to; undefined where the user has not chosen. */
			series: z.enum(SERIES_RANGES).optional(),
			version: z.coerce.number().int().positive(),
		})
		.transform(({ dueDate, dueTime, repeat, ...fields }, context) => {
			const date = dueDate.trim();
			const time = dueTime.trim() || (repeat?.time ?? "");
			if (repeat?.time && !time.startsWith(repeat.time)) {
				return refuse(context, `“Due time” has another time: ${time}.`, ["repeat"]);
			}
			const recurrence = repeat?.recurrence ?? null;
			const due =
				date === "" && recurrence && (repeat?.time || repeat?.start)
					? findFirstDueDate(recurrence.rule, repeat.time, moment, repeat.start)
					: parseDue(date, time, moment, context);
			if (due === z.NEVER) return z.NEVER;
			return { ...fields, recurrence, due };
		});
}

function parseDue(
	date: string,
	time: string,
	moment: ZonedNow,
	context: Context,
): WallClock | null {
	if (date === "") {
		if (time === "") return null;
		return refuse(context, "A time needs a date beside it.", ["dueDate"]);
	}
	try {
		const due = parseDueWords(date, moment) ?? parseDueDate(date, moment.timeZone);
		if (time === "") return due;
		const [day] = due.split("T");
		return parseDueDate(`${day}T${time}`, moment.timeZone);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return refuse(context, error.message, ["dueDate"]);
	}
}

function parseReminders(text: string, moment: ZonedNow, context: Context): Reminder[] {
	const lines = text
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "");
	if (lines.length > remindersLimit.max) return refuse(context, remindersLimit.message);
	try {
		return lines.map((line) => parseReminder(line, moment));
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return refuse(context, error.message);
	}
}

type Context = z.core.$RefinementCtx;

function refuse(context: Context, message: string, path?: string[]): never {
	context.addIssue({ code: "custom", message, path });
	return z.NEVER as never;
}
