import { z } from "zod";
import { Invalid } from "#app/core/errors.ts";
import { changeTask } from "#app/tasks/commands/commands.server.ts";
import { tagsSchema } from "#domain/task/task-schema.ts";
import { changeFrom } from "./change-from.server.ts";
import { changesInWords } from "./receipts.ts";
import { parseFields, taskFields, taskId } from "./task-input.server.ts";
import { changedResult, toDetails } from "./task-result.server.ts";
import { defineTool } from "./tool.server.ts";

const { due_date, recurrence, parent_id, ...others } = taskFields;

/** The changes of a task that a tool takes; null clears a field. */
export const changes = z
	.strictObject({
		...others,
		due_date: due_date.nullable(),
		recurrence: recurrence.nullable(),
		parent_id: parent_id.nullable(),
	})
	.partial();

/** Changes the named fields of one task. Throws `Invalid`, `NotFound`. */
export const updateTaskTool = defineTool({
	name: "update_task",
	title: "Change a task",
	description:
		"Change what is named of one task and leave the rest; null clears. A new due_date leaves the recurrence as it is. tags replaces all tags; add_tags and remove_tags change some.",
	annotations: { readOnly: false, destructive: false, idempotent: true },
	inputSchema: z.strictObject({
		task_id: taskId,
		...changes.shape,
		add_tags: tagsSchema.optional(),
		remove_tags: tagsSchema.optional(),
	}),
	outputSchema: changedResult("updated", "unchanged").extend({ changed: z.array(z.string()) }),
	async run(scope, { task_id, add_tags, remove_tags, ...given }) {
		const fields = parseFields(given, scope);
		const retags = add_tags !== undefined || remove_tags !== undefined;
		const named = Object.entries({ ...given, ...(retags ? { tags: [] } : {}) })
			.filter(([, value]) => value !== undefined)
			.map(([name]) => name);
		if (named.length === 0) {
			throw new Invalid([{ path: "task_id", message: "Name at least one thing to change." }]);
		}
		const retag = (tags: string[]) => [
			...new Set([...tags, ...(add_tags ?? [])].filter((tag) => !remove_tags?.includes(tag))),
		];
		const { task, changeId } =
			retags && given.tags === undefined
				? await changeFrom(scope, task_id, ({ tags }) => ({
						...fields,
						tags: checked(retag(tags)),
					}))
				: await changeTask(scope, task_id, { ...fields, tags: given.tags && retag(given.tags) });
		return {
			task_id,
			status: changeId === null ? ("unchanged" as const) : ("updated" as const),
			title: task.title,
			changed: changeId === null ? [] : named,
			...toDetails(task, scope.timeZone),
			change_id: changeId,
		};
	},
	receipt: (result, now) => ({
		text:
			result.status === "unchanged"
				? `${result.title} was so already`
				: `Changed ${result.title}: ${changesInWords(result.changed, result, now)}`,
		taskId: result.task_id,
	}),
});

function checked(tags: string[]): string[] {
	const read = tagsSchema.safeParse(tags);
	if (read.success) return read.data;
	throw new Invalid(read.error.issues.map(({ message }) => ({ path: "tags", message })));
}
