import { addTask } from "./add-task.server.ts";
import { bulkUpdateTasks } from "./bulk-update-tasks.server.ts";
import { getTask, listTasksTool } from "./find-tasks.server.ts";
import { complete, remove, reopen } from "./finish-tasks.server.ts";
import { getStatistics } from "./get-statistics.server.ts";
import { setReminder } from "./set-reminder.server.ts";
import type { Receipt, Tool } from "./tool.server.ts";
import { undoTool } from "./undo.server.ts";
import { updateTask } from "./update-task.server.ts";

/** The one registry: chat, MCP and `/api/agent` are doors to these tools (SPEC section 8). */
export const TOOLS = [
	addTask,
	listTasksTool,
	getTask,
	updateTask,
	complete,
	reopen,
	remove,
	bulkUpdateTasks,
	setReminder,
	getStatistics,
	undoTool,
] as const satisfies Tool[];

export type ToolName = (typeof TOOLS)[number]["name"];

/** The tool of that name, or null. */
export function findTool(name: string): Tool | null {
	return TOOLS.find((tool) => tool.name === name) ?? null;
}

/**
 * What a tool did, in one line for the user, with what its link and its Undo need. It is made from the
 * tool's result alone; null for what is no result of that tool, such as an error.
 */
export function receiptOf(name: string, result: unknown, now = new Date()): Receipt | null {
	return findTool(name)?.receipt(result, now) ?? null;
}
