import { z } from "@hono/zod-openapi";
import {
	BULK_MAX,
	DESCRIPTION_MAX_LENGTH,
	QUICK_ADD_MAX_LENGTH,
	REMINDERS_MAX,
	TAGS_MAX,
	TITLE_MAX_LENGTH,
} from "#domain/limits.ts";
import { DEFAULT_PRIORITY } from "#domain/task/task.ts";
import { BULK_LIMIT_MESSAGE } from "#domain/task/task-list.ts";
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
import { dateText } from "./date-text.ts";

/** What the API is sent. These check requests, and the document is made of them. */

export const ruleExample = { rule: "FREQ=MONTHLY;BYMONTHDAY=1", from: "due" as const };
export const remindersExample = [{ minutesBefore: 30 }, { at: "2026-11-30T18:00:00+01:00" }];

const reminderInput = z.union([
	z.strictObject({
		minutesBefore: minutesBeforeSchema.meta({
			description: "Before the due date; before 09:00 where it has no time.",
		}),
	}),
	z.strictObject({ at: dateText.meta({ description: "A date alone means 09:00 then." }) }),
]);

const id = z.int("An id is a whole number.").min(1, "An id is 1 or more.");

const fields = {
	title: titleSchema.meta({ minLength: 1, maxLength: TITLE_MAX_LENGTH, example: "Pay rent" }),
	description: descriptionSchema.meta({
		maxLength: DESCRIPTION_MAX_LENGTH,
		description: "Markdown.",
		example: "By **wire**.",
	}),
	status: statusSchema.meta({
		description: "Completing reaches the open subtasks, opening a subtask its parent.",
		example: "pending",
	}),
	priority: prioritySchema.meta({ example: "high" }),
	dueDate: dateText.nullable().meta({
		description:
			"`YYYY-MM-DD` (all day) or RFC 3339. With an offset it is converted to the user's time zone, without it is taken as local there.",
		example: "2026-12-01T09:00:00+01:00",
	}),
	tags: tagsSchema.meta({
		description: `At most ${TAGS_MAX}. Kept in lower case, each once.`,
		example: ["home"],
	}),
	parentId: id.nullable().meta({
		description: "The task that this is a subtask of. There is one level.",
		example: null,
	}),
	recurrence: recurrenceSchema.nullable().meta({
		description:
			"`rule` is an RRULE (RFC 5545), `from` what the next date counts from: when it was `due`, or its `completion`. A series without a due date starts at its first occurrence.",
		example: ruleExample,
	}),
	reminders: z
		.array(reminderInput, "Reminders are a list.")
		.max(REMINDERS_MAX, remindersLimit.message)
		.meta({ description: "At most 10.", example: remindersExample }),
};

export const newTaskSchema = z
	.strictObject({
		...fields,
		description: fields.description.default(""),
		status: fields.status.optional(),
		priority: fields.priority.default(DEFAULT_PRIORITY),
		dueDate: fields.dueDate.default(null),
		tags: fields.tags.default([]),
		parentId: fields.parentId.default(null),
		recurrence: fields.recurrence.default(null),
		reminders: fields.reminders.default([]),
	})
	.openapi("NewTask", {
		example: {
			title: "Pay rent",
			priority: "high",
			dueDate: "2026-12-01T09:00:00+01:00",
			tags: ["home"],
			recurrence: ruleExample,
			reminders: remindersExample,
		},
	});

export const taskChangesSchema = z
	.strictObject(fields)
	.partial()
	.openapi("TaskChanges", { example: { priority: "low", dueDate: null } });

export const quickTaskSchema = z
	.strictObject({
		text: z
			.string("Say in words what there is to do.")
			.max(QUICK_ADD_MAX_LENGTH, "This is too long for one task.")
			.meta({ description: "As people write it: dates, `#tag`, `!high`, `every month` …" }),
		parentId: id.optional(),
	})
	.openapi("QuickTask", { example: { text: "Pay rent tomorrow 9am every month #home !high" } });

export const completionSchema = z
	.strictObject({
		completed: z
			.boolean("Completed is true or false.")
			.default(true)
			.meta({ description: "`false` opens the task again." }),
	})
	.openapi("Completion", { example: { completed: true } });

const ids = z
	.array(id, "Ids are a list of numbers.")
	.min(1, "Name at least one task.")
	.max(BULK_MAX, BULK_LIMIT_MESSAGE);

export const bulkSchema = z
	.discriminatedUnion(
		"action",
		[
			z.strictObject({ action: z.enum(["complete", "reopen", "delete"]), ids }),
			z.strictObject({ action: z.literal("update"), ids, changes: taskChangesSchema }),
		],
		"The action is complete, reopen, delete or update.",
	)
	.openapi("BulkChange", {
		example: { action: "update", ids: [1, 2, 99], changes: { priority: "high" } },
	});
