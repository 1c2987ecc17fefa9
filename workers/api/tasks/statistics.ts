import { createRoute, z } from "@hono/zod-openapi";
import { loadStatistics } from "#app/statistics/load-statistics.server.ts";
import { PRIORITIES } from "#domain/task/task.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonResponse } from "#workers/api/shared/json-content.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { readRoute } from "#workers/api/shared/route-access.ts";

/** What the statistics page shows, in figures. */
export const statistics = newApiApp();

const share = {
	total: z.int(),
	pending: z.int(),
	completed: z.int(),
};

const statisticsSchema = z
	.object({
		...share,
		overdue: z.int().meta({ description: "Open tasks whose due date has passed." }),
		dueToday: z
			.int()
			.meta({ description: "Open tasks that are due today, whether it has passed or not." }),
		completionRate: z.number().min(0).max(1).meta({
			description: "Of all tasks, those that are completed: from 0 to 1.",
			example: 0.36,
		}),
		averageSecondsToDone: z
			.int()
			.nullable()
			.meta({ description: "From making a task to completing it; null until one is completed." }),
		currentStreak: z.int().meta({
			description:
				"Days in a row with at least one completion. Today breaks no streak before it is over.",
		}),
		longestStreak: z.int(),
		completedPerDay: z
			.array(z.object({ date: z.string().meta({ format: "date" }), count: z.int() }))
			.meta({ description: "The last 30 days, today included, oldest first." }),
		completedPerWeekday: z
			.array(z.object({ weekday: z.int().min(1).max(7), count: z.int() }))
			.meta({ description: "Over all time, by ISO weekday: Monday is 1." }),
		byPriority: z.array(z.object({ priority: z.enum(PRIORITIES), ...share })),
		byTag: z
			.array(z.object({ tag: z.string(), ...share }))
			.meta({ description: "The 50 tags with most tasks, those with most first." }),
		timeZone: z.string().meta({ description: "Whose days are meant.", example: "Europe/Berlin" }),
		today: z.string().meta({ format: "date" }),
	})
	.openapi("Statistics");

statistics.openapi(
	createRoute({
		method: "get",
		path: "/tasks/stats",
		operationId: "getStatistics",
		summary: "Count tasks",
		description:
			"Of the tasks that are there, subtasks included. Each task of a series that was completed counts. Days are those of the user's time zone.",
		tags: ["Tasks"],
		...readRoute,
		responses: { 200: jsonResponse("The figures.", statisticsSchema), ...problems(401, 403, 429) },
	}),
	async (c) => c.json(await loadStatistics(c.get("scope")), 200),
);
