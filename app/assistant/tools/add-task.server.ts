import { z } from "zod";
import { createTask } from "#app/tasks/commands/commands.server.ts";
import { detailsInWords } from "./receipts.ts";
import { parseFields, taskFields } from "./task-input.server.ts";
import { changedResult, toDetails } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";

const { title, ...others } = taskFields;

/** Creates a task; fields as in `taskFields`, all but the title optional. Throws `Invalid`. */
export const addTaskTool = defineTool({
	name: "add_task",
	title: "Add a task",
	description:
		"Add one task. Give due_date in the user's own words; the server resolves them in the user's time zone and answers with the weekday: check it. A recurrence without due_date starts at its first date.",
	annotations: { readOnly: false, destructive: false, idempotent: false },
	inputSchema: z.strictObject({ title, ...z.object(others).partial().shape }),
	outputSchema: changedResult("created"),
	async run(scope, input) {
		const { due, recurrence, parentId, ...fields } = parseFields(input, scope);
		const { task, changeId } = await createTask(scope, {
			...fields,
			title: input.title,
			due: due ?? null,
			recurrence: recurrence ?? null,
			parentId: parentId ?? null,
		});
		return {
			task_id: task.id,
			status: "created" as const,
			title: task.title,
			...toDetails(task, scope.timeZone),
			change_id: changeId,
		};
	},
	receipt: (result, now) => ({
		text: `Added ${result.title}${detailsInWords(result, now)}`,
		taskId: result.task_id,
	}),
});
