import { z } from "@hono/zod-openapi";
import { EXPORT_FORMATS } from "#domain/transfer/transfer.ts";
import { problemSchema } from "#workers/api/shared/problem-schema.ts";
import { taskExample, taskSchema } from "#workers/api/tasks/task-responses.ts";

/** What export and import take and answer. */

export const exportQuery = z.strictObject({
	format: z
		.enum(EXPORT_FORMATS, `The format is ${EXPORT_FORMATS.join(", ")}.`)
		.default("json")
		.meta({ description: "`json` is lossless; `csv` for spreadsheets; `ics` for calendars." }),
});

const timeText = "Without an offset where the one with it would be read as another.";

export const exportSchema = z
	.object({
		format: z.literal("tend"),
		version: z.literal(1),
		exportedAt: z.string().meta({ format: "date-time" }),
		timeZone: z.string().meta({ description: "Where times were read." }),
		tasks: z.array(
			taskSchema
				.extend({
					dueDate: taskSchema.shape.dueDate.meta({ description: timeText }),
					reminders: z.array(
						z.union([z.object({ minutesBefore: z.int() }), z.object({ at: z.string() })]),
					),
					series: z
						.looseObject({ id: z.string() })
						.nullable()
						.meta({ description: "Where the task stands in its series." }),
					remindersSince: z.string().nullable().meta({
						format: "date-time",
						description: "Reminders of a time before this have no effect.",
					}),
				})
				.openapi({ example: { ...taskExample, series: null, remindersSince: null } }),
		),
	})
	.openapi("Export");

export const importQuery = z.strictObject({
	partial: z
		.enum(["0", "1"], "Partial is 1 or 0.")
		.optional()
		.openapi({
			param: { name: "partial", in: "query" },
			description: "`1` takes what can be taken and leaves out the rest.",
		}),
});

const note = z.object({
	line: z.int().meta({ description: "Where it stands in the file." }),
	message: z.string(),
});

export const importResultSchema = z
	.object({
		imported: z.int().meta({ description: "How many tasks were made." }),
		skipped: z
			.int()
			.meta({ description: "How many were there already, or are no tasks; `notes` says which." }),
		errors: z.array(note).meta({ description: "With `partial=1`: what could not be taken." }),
		notes: z.array(note).meta({ description: "What was skipped or changed, and why." }),
		changeId: z
			.string()
			.nullable()
			.meta({ description: "The change that the import is, for undo; null when it made nothing." }),
	})
	.openapi("ImportResult", {
		example: {
			imported: 2,
			skipped: 1,
			errors: [],
			notes: [{ line: 4, message: "It is there already: task 7." }],
			changeId: "0198c7a2-6c1e-7f0a-9d53-0e6f3f1a2b4c",
		},
	});

/** The problem for a file with errors, with the fields of `ImportResult` for clients that read only those. */
export const importProblemSchema = z
	.object({
		...problemSchema.shape,
		imported: z.literal(0).optional(),
		skipped: z.literal(0).optional(),
		errors: z
			.array(z.object({ path: z.string(), line: z.int().optional(), message: z.string() }))
			.optional()
			.meta({ description: "What is wrong with the file, line by line." }),
	})
	.openapi("ImportProblem");
