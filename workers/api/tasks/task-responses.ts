import { z } from "@hono/zod-openapi";
import { ACTORS, TASK_EVENT_TYPES } from "#domain/event/event-types.ts";
import { PRIORITIES, STATUSES } from "#domain/task/task.ts";
import { jsonResponse } from "#workers/api/shared/json-content.ts";
import { remindersExample, ruleExample } from "./task-bodies.ts";

/** What the API answers. The document is made of these, and a test holds answers against it. */

export const taskExample = {
	id: 42,
	title: "Pay rent",
	description: "",
	status: "pending",
	priority: "high",
	dueDate: "2026-12-01T09:00:00+01:00",
	tags: ["home"],
	parentId: null,
	recurrence: ruleExample,
	reminders: remindersExample,
	completedAt: null,
	createdAt: "2026-11-20T15:00:00.000Z",
	updatedAt: "2026-11-20T15:00:00.000Z",
	version: 3,
};

export const taskSchema = z
	.object({
		id: z.int().meta({ description: "Counts up for each user, from 1." }),
		title: z.string(),
		description: z.string(),
		status: z.enum(STATUSES),
		priority: z.enum(PRIORITIES),
		dueDate: z
			.string()
			.nullable()
			.meta({ description: "With the offset that the user's time zone has then." }),
		tags: z.array(z.string()),
		parentId: z.int().nullable(),
		recurrence: z.object({ rule: z.string(), from: z.enum(["due", "completion"]) }).nullable(),
		reminders: z.array(
			z.union([
				z.object({ minutesBefore: z.int() }),
				z.object({ at: z.string().meta({ format: "date-time" }) }),
			]),
		),
		completedAt: z.string().nullable().meta({ format: "date-time" }),
		createdAt: z.string().meta({ format: "date-time" }),
		updatedAt: z.string().meta({ format: "date-time" }),
		version: z.int().meta({ description: "Counts up with each change; also the `ETag`." }),
	})
	.openapi("Task", {
		example: taskExample,
	});

export const completedTaskSchema = taskSchema
	.extend({
		next: taskSchema.optional().meta({
			description: "The open task that the series goes on with, where there is one.",
		}),
	})
	.openapi("CompletedTask");

export const taskListSchema = z
	.object({
		tasks: z.array(taskSchema),
		total: z.int().meta({ description: "How many there are on all pages." }),
		page: z.int(),
		limit: z.int(),
	})
	.openapi("TaskList");

// "nullable" would refer to the task and say null beside it, which no task is.
const taskOrNull = z.union([taskSchema, z.null()]);

export const historySchema = z
	.object({
		events: z.array(
			z.object({
				id: z.string(),
				type: z.enum(TASK_EVENT_TYPES),
				taskId: z.int(),
				actor: z.enum(ACTORS).meta({ description: "The door that the change came through." }),
				before: taskOrNull,
				after: taskOrNull,
				requestId: z.string(),
				createdAt: z.string().meta({ format: "date-time" }),
			}),
		),
	})
	.openapi("TaskHistory");

export const bulkResultSchema = z
	.object({
		affected: z.int().meta({ description: "How many of the named tasks are now as asked." }),
		missing: z.array(z.int()).meta({ description: "Ids that were not there." }),
	})
	.openapi("BulkResult", { example: { affected: 2, missing: [99] } });

export const undoneSchema = z
	.object({
		undone: z
			.object({
				summary: z.string().meta({ description: "What the change had been." }),
				affected: z.int().meta({ description: "How many tasks were put back." }),
				skipped: z
					.array(z.int())
					.meta({ description: "Tasks changed again meanwhile, and left as they are." }),
			})
			.meta({ description: "The change that was taken back, or by redo done again." }),
	})
	.openapi("Undone", {
		example: { undone: { summary: "Deleted “Pay rent”", affected: 1, skipped: [] } },
	});

const etag = {
	description: "The task's version.",
	schema: { type: "string" },
	example: '"3"',
} as const;

export const ETAG_HEADER = { ETag: etag };

export const CREATED = {
	...jsonResponse("The new task.", taskSchema),
	headers: {
		ETag: etag,
		Location: { description: "Where it is.", schema: { type: "string" }, example: "/api/tasks/42" },
	} as const,
};
