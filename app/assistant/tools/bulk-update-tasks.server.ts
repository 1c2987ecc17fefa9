import { z } from "zod";
import { Invalid } from "#app/core/errors.ts";
import { changeTasks } from "#app/tasks/commands/commands.server.ts";
import type { TaskAction, TaskChanges } from "#app/tasks/commands/task-action.ts";
import { BULK_MAX } from "#domain/limits.ts";
import { BULK_LIMIT_MESSAGE } from "#domain/task/task-list.ts";
import { tagSchema } from "#domain/task/task-schema.ts";
import { parseFields, taskId } from "./task-input.server.ts";
import { wholeNumber } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";
import { changes } from "./update-task.server.ts";

const ACTIONS = ["complete", "reopen", "delete", "update", "add_tag"] as const;

const { title: _, description: __, ...shared } = changes.shape;

/**
 * Runs one action on up to `BULK_MAX` tasks as one change. Tasks that do not exist are listed in
 * `missing`, not an error. Throws `Invalid`.
 */
export const bulkUpdateTasksTool = defineTool({
	name: "bulk_update_tasks",
	title: "Change several tasks",
	description:
		"Do the same to several tasks as one change: complete, reopen, delete, update with changes, or add_tag with tag. The user is asked first when there is more than one, or for delete.",
	annotations: { readOnly: false, destructive: true, idempotent: true },
	inputSchema: z.strictObject({
		task_ids: z
			.array(taskId, "task_ids is a list of numbers.")
			.min(1, "Name at least one task.")
			.max(BULK_MAX, BULK_LIMIT_MESSAGE),
		action: z.enum(ACTIONS, `It is one of ${ACTIONS.join(", ")}.`),
		changes: z.strictObject(shared).optional(),
		tag: tagSchema.optional(),
	}),
	outputSchema: z.object({
		status: z.enum(["completed", "reopened", "deleted", "updated", "tagged"]),
		affected: wholeNumber,
		missing: z.array(wholeNumber).optional().describe("No such tasks"),
		summary: z.string(),
	}),
	needsApproval: ({ task_ids, action }) => action === "delete" || new Set(task_ids).size > 1,
	async run(scope, { task_ids, ...asked }) {
		const action = readAction(asked, (given) => parseFields(given, scope));
		const done = await changeTasks(scope, task_ids, action);
		return {
			status: DONE[asked.action],
			affected: done.affected,
			...(done.missing.length > 0 ? { missing: done.missing } : {}),
			summary: done.summary,
			change_id: done.changeId,
		};
	},
	receipt: ({ summary }) => ({
		text: summary,
		taskId: null,
	}),
});

const DONE = {
	complete: "completed",
	reopen: "reopened",
	delete: "deleted",
	update: "updated",
	add_tag: "tagged",
} as const;

type ActionInput = {
	action: (typeof ACTIONS)[number];
	changes?: Parameters<typeof parseFields>[0];
	tag?: string;
};

function readAction(
	{ action, changes, tag }: ActionInput,
	read: (given: NonNullable<ActionInput["changes"]>) => TaskChanges,
): TaskAction {
	if (action === "update") {
		if (changes && Object.keys(changes).length > 0)
			return { type: "update", changes: read(changes) };
		throw new Invalid([{ path: "changes", message: "Name at least one thing to change." }]);
	}
	if (action === "add_tag") {
		if (tag !== undefined) return { type: "add-tag", tag };
		throw new Invalid([{ path: "tag", message: "Name the tag to add." }]);
	}
	return { type: action };
}
