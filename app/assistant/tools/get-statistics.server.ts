import { z } from "zod";
import type { Scope } from "#app/core/scope.server.ts";
import { countOpenTasks, countTasks, listTagCounts } from "#db/tasks/task-lists.server.ts";
import { PRIORITIES } from "#domain/task/task.ts";
import { localTime } from "#domain/time/local-time.ts";
import { wholeNumber } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";

/** The most tags that are worth a model's attention. */
const TAGS_MAX = 10;

/** Counts the user's tasks. */
export const getStatisticsTool = defineTool({
	name: "get_statistics",
	title: "Count tasks",
	description:
		"Counts of the user's tasks: open, completed, overdue, due today and this week, by priority and tag.",
	annotations: { readOnly: true, destructive: false, idempotent: true },
	inputSchema: z.strictObject({}),
	outputSchema: z.object({
		open: wholeNumber,
		completed: wholeNumber,
		completion_rate: z.number().describe("Per cent of all tasks"),
		overdue: wholeNumber,
		due_today: wholeNumber.describe("Overdue included"),
		due_this_week: wholeNumber,
		open_by_priority: z.object({ high: wholeNumber, medium: wholeNumber, low: wholeNumber }),
		open_by_tag: z.record(z.string(), wholeNumber),
	}),
	run: (scope) => readStatistics(scope),
	receipt: ({ open, completed }) => ({
		text: `Counted tasks: ${open} open, ${completed} completed`,
		taskId: null,
	}),
});

/** All counts in one trip to the database. */
async function readStatistics(scope: Scope) {
	const { db, userId } = scope;
	const time = localTime(scope);
	const [counts, completed, tags, [high = 0, medium = 0, low = 0]] = await Promise.all([
		countOpenTasks(db, userId, time),
		countTasks(db, userId, { status: "completed" }, time),
		listTagCounts(db, userId),
		Promise.all(
			PRIORITIES.map((priority) => countTasks(db, userId, { status: "pending", priority }, time)),
		),
	]);
	const { pending: open, overdue, today, week } = counts;
	const all = open + completed;
	const most = tags.toSorted((a, b) => b.count - a.count).slice(0, TAGS_MAX);
	return {
		open,
		completed,
		completion_rate: all === 0 ? 0 : Math.round((completed / all) * 100),
		overdue,
		due_today: today,
		due_this_week: week,
		open_by_priority: { high, medium, low },
		open_by_tag: Object.fromEntries(most.map(({ tag, count }) => [tag, count])),
	};
}
