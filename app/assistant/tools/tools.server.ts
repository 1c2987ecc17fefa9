import { addTaskTool } from "./add-task.server.ts";
import { bulkUpdateTasksTool } from "./bulk-update-tasks.server.ts";
import { getTaskTool, listTasksTool } from "./find-tasks.server.ts";
import { completeTaskTool, deleteTaskTool, reopenTaskTool } from "./finish-tasks.server.ts";
import { getStatisticsTool } from "./get-statistics.server.ts";
import { setReminderTool } from "./set-reminder.server.ts";
import type { Receipt, Tool } from "./tool.server.ts";
import { undoTool } from "./undo.server.ts";
import { updateTaskTool } from "./update-task.server.ts";

/** All tools, as chat, MCP and `/api/agent` offer them. */
export const TOOLS = [
	addTaskTool,
	listTasksTool,
	getTaskTool,
	updateTaskTool,
	completeTaskTool,
	reopenTaskTool,
	deleteTaskTool,
	bulkUpdateTasksTool,
	setReminderTool,
	getStatisticsTool,
	undoTool,
] as const satisfies Tool[];

/** The tool of that name, or null. */
export function findTool(name: string): Tool | null {
	return TOOLS.find((tool) => tool.name === name) ?? null;
}

/**
 * The receipt of a tool's result: one line for the user, the task to link to and the change to undo.
 * Null for what is no result of that tool, such as an error. `now` decides whether dates show a year.
 */
export function receiptOf(name: string, result: unknown, now = new Date()): Receipt | null {
	return findTool(name)?.receipt(result, now) ?? null;
}
