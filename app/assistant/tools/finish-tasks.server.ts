import { z } from "zod";
import type { CommandResult } from "#app/tasks/commands/command-result.ts";
import { completeTask, deleteTask, reopenTask } from "#app/tasks/commands/commands.server.ts";
import type { Task } from "#domain/task/task.ts";
import { dayInWords, detailsInWords } from "./receipts.ts";
import { taskId } from "./task-input.server.ts";
import { changedResult, dueResult, toDetails, toDue, wholeNumber } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";

const one = z.strictObject({ task_id: taskId });

/** Completes a task with its subtasks; returns the next occurrence of a repeating one. Throws `NotFound`. */
export const completeTaskTool = defineTool({
	name: "complete_task",
	title: "Complete a task",
	description:
		"Mark a task and its subtasks as done. A repeating task goes on: the answer's next is its next occurrence.",
	annotations: { readOnly: false, destructive: false, idempotent: true },
	inputSchema: one,
	outputSchema: changedResult("completed").extend({
		already: z.literal(true).optional().describe("It was completed before"),
		next: z.object({ task_id: wholeNumber, ...dueResult }).optional(),
	}),
	async run(scope, { task_id }) {
		const done: CommandResult & { task: Task; next?: Task | null } = await completeTask(
			scope,
			task_id,
		);
		const { task, next, changeId } = done;
		return {
			task_id,
			status: "completed" as const,
			title: task.title,
			...(changeId === null ? { already: true as const } : {}),
			...toDetails(task, scope.timeZone),
			...(next ? { next: { task_id: next.id, ...toDue(next, scope.timeZone) } } : {}),
			change_id: changeId,
		};
	},
	receipt: ({ title, task_id, already, next }, now) => {
		const goesOn = next?.due_date ? `, next ${dayInWords(next.due_date, now)}` : "";
		return {
			text: already ? `${title} was completed already` : `Completed ${title}${goesOn}`,
			taskId: task_id,
		};
	},
});

/** Opens a completed task again; no error when it is open. Throws `NotFound`. */
export const reopenTaskTool = defineTool({
	name: "reopen_task",
	title: "Reopen a task",
	description: "Open a completed task again.",
	annotations: { readOnly: false, destructive: false, idempotent: true },
	inputSchema: one,
	outputSchema: changedResult("reopened").extend({
		already: z.literal(true).optional().describe("It was open before"),
	}),
	async run(scope, { task_id }) {
		const { task, changeId } = await reopenTask(scope, task_id);
		return {
			task_id,
			status: "reopened" as const,
			title: task.title,
			...(changeId === null ? { already: true as const } : {}),
			...toDetails(task, scope.timeZone),
			change_id: changeId,
		};
	},
	receipt: ({ already, ...result }, now) => ({
		text: already
			? `${result.title} was open already`
			: `Reopened ${result.title}${detailsInWords(result, now)}`,
		taskId: result.task_id,
	}),
});

/** Deletes a task with its subtasks. Throws `NotFound`. */
export const deleteTaskTool = defineTool({
	name: "delete_task",
	title: "Delete a task",
	description: "Delete a task and its subtasks. The user is asked first; undo brings it back.",
	annotations: { readOnly: false, destructive: true, idempotent: true },
	inputSchema: one,
	outputSchema: z.object({
		task_id: wholeNumber,
		status: z.literal("deleted"),
		summary: z.string(),
	}),
	needsApproval: () => true,
	async run(scope, { task_id }) {
		const { summary, changeId } = await deleteTask(scope, task_id);
		return { task_id, status: "deleted" as const, summary, change_id: changeId };
	},
	receipt: ({ summary }) => ({
		text: summary,
		taskId: null,
	}),
});
