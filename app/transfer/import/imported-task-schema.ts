import { z } from "zod";
import type { Reminder, Series, Task } from "#domain/task/task.ts";
import {
	descriptionSchema,
	minutesBeforeSchema,
	prioritySchema,
	recurrenceSchema,
	remindersLimit,
	statusSchema,
	tagsSchema,
	titleSchema,
} from "#domain/task/task-schema.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

/** A task of a file, checked like every other task. What the file leaves open is null. */
export type ImportedTask = Pick<
	Task,
	| "title"
	| "description"
	| "due"
	| "tags"
	| "recurrence"
	| "reminders"
	| "series"
	| "completedAt"
	| "remindersSince"
> & {
	status: Task["status"] | null;
	priority: Task["priority"] | null;
	id: number | null;
	version: number | null;
	createdAt: Date | null;
	updatedAt: Date | null;
};

const COUNT_MAX = 2 ** 31;
const COUNT_MESSAGE = `A number is a whole one from 1 to ${COUNT_MAX.toLocaleString("en")}.`;

const count = z
	.number(COUNT_MESSAGE)
	.refine((value) => Number.isInteger(value) && value >= 1 && value <= COUNT_MAX, COUNT_MESSAGE);

const wallClock = z.string().refine((text) => isWallClock(text), {
	message: "This date does not exist.",
}) as z.ZodType<WallClock>;

const instant = z.iso
	.datetime({ offset: true, error: "A moment is written like 2026-11-30T18:00:00.000Z." })
	.transform((text) => new Date(text))
	.refine((date) => date.getUTCFullYear() >= 1900 && date.getUTCFullYear() <= 9999, {
		message: "The year of a moment is between 1900 and 9999.",
	});

const reminders = z
	.array(
		z.union([
			z.strictObject({ minutesBefore: minutesBeforeSchema }),
			z.strictObject({ at: wallClock }),
		]),
		"Reminders are a list.",
	)
	.max(remindersLimit.max, remindersLimit.message) as z.ZodType<Reminder[]>;

const standing = z
	.strictObject({
		title: titleSchema,
		description: descriptionSchema,
		priority: prioritySchema,
		tags: tagsSchema,
		reminders,
	})
	.partial();

const series = z.strictObject({
	id: z.string().min(1).max(64),
	start: wallClock,
	scheduled: wallClock,
	occurrence: count,
	standing: standing.optional(),
	continued: z.literal(true).optional(),
}) as z.ZodType<Series>;

const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

export const importedTaskSchema: z.ZodType<ImportedTask> = z.object({
	title: titleSchema,
	description: descriptionSchema.default(""),
	status: orNull(statusSchema),
	priority: orNull(prioritySchema),
	due: orNull(wallClock),
	tags: tagsSchema.default([]),
	recurrence: orNull(recurrenceSchema),
	reminders: reminders.default([]),
	series: orNull(series),
	completedAt: orNull(instant),
	remindersSince: orNull(instant),
	id: orNull(count),
	version: orNull(count),
	createdAt: orNull(instant),
	updatedAt: orNull(instant),
});

function isWallClock(text: string) {
	try {
		return parseDueDate(text, "UTC") === text;
	} catch (error) {
		if (error instanceof RangeError) return false;
		throw error;
	}
}
