import { z } from "zod";
import { readStatistics } from "../statistics.server.ts";
import { whole } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";

export const getStatistics = defineTool({
	name: "get_statistics",
	title: "Count tasks",
	description:
		"Counts of the user's tasks: open, completed, overdue, due today and this week, by priority and tag.",
	annotations: { readOnly: true, destructive: false, idempotent: true },
	inputSchema: z.strictObject({}),
	outputSchema: z.object({
		open: whole,
		completed: whole,
		completion_rate: z.number().describe("Per cent of all tasks"),
		overdue: whole,
		due_today: whole.describe("Overdue included"),
		due_this_week: whole,
		open_by_priority: z.object({ high: whole, medium: whole, low: whole }),
		open_by_tag: z.record(z.string(), whole),
	}),
	run: (scope) => readStatistics(scope),
	receipt: ({ open, completed }) => ({
		text: `Counted tasks: ${open} open, ${completed} completed`,
		taskId: null,
	}),
});
