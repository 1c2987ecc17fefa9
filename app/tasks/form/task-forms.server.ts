import { z } from "zod";
import { Invalid } from "#app/core/errors.ts";
import type { NewTask } from "#app/tasks/commands/task-action.ts";
import { readDueWords, untilDateReader } from "#domain/language/due-text.ts";
import { readRecurrence } from "#domain/language/recurrence-text.ts";
import { readReminder } from "#domain/language/reminder-text.ts";
import { readQuickAdd } from "#domain/quick-add/quick-add.ts";
import { findFirstDueDate } from "#domain/recurrence/first-due-date.ts";
import { type Reminder, SERIES_RANGES } from "#domain/task/task.ts";
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

/** How forms write tasks: words and lists as text, read in the user's zone and at their moment. */

export const taskIdSchema = z.coerce.number().int().positive();

export const selectionSchema = z.object({
	/** One checkbox that is ticked comes as a text, several as a list, none not at all. */
	selected: z.preprocess(
		(selected) => [selected ?? []].flat(),
		z.array(taskIdSchema).max(500, "At most 500 tasks can be changed at once."),
	),
});
export const bulkPrioritySchema = selectionSchema.extend({ newPriority: prioritySchema });
export const bulkTagSchema = selectionSchema.extend({ newTag: tagSchema });

export const quickAddFormSchema = z.object({
	text: z.string("Type what there is to do.").max(20_000, "This is too long for one task."),
	/** Made with the form, so that sending it twice adds one task. */
	key: z.uuid().optional(),
	parentId: taskIdSchema.optional(),
});

/**
 * What a quick-add text says, checked like every task. Throws `Invalid` with the path "text", since
 * that is the one field there is.
 */
export function quickAddFields(text: string, moment: ZonedNow): NewTask {
	const { title, due, recurrence, tags, priority, reminders } = readQuickAdd(text, moment);
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

/** The task form. An empty field clears what it stands for. */
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
					const repeat = readRecurrence(text, untilDateReader(moment));
					if (repeat) return repeat;
					return refuse(context, "Write it like “every week on Mon” or “every month on the 31st”.");
				}),
			reminders: z
				.string()
				.default("")
				.transform((text, context) => readReminders(text, moment, context)),
			/** How far the change reaches, where the task repeats and somebody chose. */
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
				date === "" && recurrence && repeat?.time
					? findFirstDueDate(recurrence.rule, repeat.time, moment)
					: readDue(date, time, moment, context);
			if (due === z.NEVER) return z.NEVER;
			return { ...fields, recurrence, due };
		});
}

function readDue(date: string, time: string, moment: ZonedNow, context: Context): WallClock | null {
	if (date === "") {
		if (time === "") return null;
		return refuse(context, "A time needs a date beside it.", ["dueDate"]);
	}
	try {
		const due = readDueWords(date, moment) ?? parseDueDate(date, moment.timeZone);
		if (time === "") return due;
		const [day] = due.split("T");
		return parseDueDate(`${day}T${time}`, moment.timeZone);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return refuse(context, error.message, ["dueDate"]);
	}
}

function readReminders(text: string, moment: ZonedNow, context: Context): Reminder[] {
	const lines = text
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "");
	if (lines.length > remindersLimit.max) return refuse(context, remindersLimit.message);
	try {
		return lines.map((line) => readReminder(line, moment));
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
