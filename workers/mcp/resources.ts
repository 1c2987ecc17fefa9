import { type McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import { getTaskTool } from "#app/assistant/tools/find-tasks.server.ts";
import { toTaskResult } from "#app/assistant/tools/task-result.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { listTasks } from "#db/tasks/task-lists.server.ts";
import { PAGE_SIZE_MAX } from "#domain/limits.ts";
import { localTime } from "#domain/time/local-time.ts";

const JSON_TYPE = "application/json";

/** What a client can read without a tool: the open tasks, and each task. */
export function addResources(server: McpServer, scope: Scope): void {
	server.registerResource(
		"tasks",
		"tend://tasks",
		{
			title: "Open tasks",
			description: `The user's open tasks by due date, at most ${PAGE_SIZE_MAX}.`,
			mimeType: JSON_TYPE,
		},
		async (uri) => {
			const tasks = (await openTasks(scope)).map((task) => toTaskResult(task, scope));
			return asJson(uri, { tasks });
		},
	);
	server.registerResource(
		"task",
		new ResourceTemplate("tend://tasks/{id}", {
			async list() {
				const tasks = await openTasks(scope);
				return {
					resources: tasks.map(({ id, title }) => ({
						name: `task-${id}`,
						title,
						uri: `tend://tasks/${id}`,
						mimeType: JSON_TYPE,
					})),
				};
			},
		}),
		{ title: "A task", description: "One task, with its subtasks.", mimeType: JSON_TYPE },
		async (uri, { id }) => asJson(uri, await getTaskTool.run(scope, { task_id: Number(id) })),
	);
}

function openTasks(scope: Scope) {
	const query = { status: "pending", page: 1, limit: PAGE_SIZE_MAX } as const;
	return listTasks(scope.db, scope.userId, query, localTime(scope));
}

function asJson(uri: URL, value: unknown) {
	return { contents: [{ uri: uri.href, mimeType: JSON_TYPE, text: JSON.stringify(value) }] };
}
