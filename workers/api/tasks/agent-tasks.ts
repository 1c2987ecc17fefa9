import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { JSONValue } from "hono/utils/types";
import { addTaskTool } from "#app/assistant/tools/add-task.server.ts";
import { getTaskTool, listTasksTool } from "#app/assistant/tools/find-tasks.server.ts";
import { completeTaskTool, deleteTaskTool } from "#app/assistant/tools/finish-tasks.server.ts";
import { forModel, type Tool } from "#app/assistant/tools/tool.server.ts";
import { updateTaskTool } from "#app/assistant/tools/update-task.server.ts";
import { PAGE_SIZE_MAX } from "#domain/limits.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { readRoute, writeRoute } from "#workers/api/shared/route-access.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { taskParams } from "./task-requests.ts";

/**
 * Tasks through the assistant's tools: their arguments in, and out what they answer and what was
 * called. Who calls this has decided already, so nothing waits for approval.
 */
export const agentTasks = newApiApp();

const TAGS = ["Agent"];

/** The tool's result, and the calls that led to it. */
function answered(tool: Tool, description: string) {
	const action = z.object({
		tool: z.literal(tool.name),
		arguments: z.record(z.string(), z.unknown()),
		result: tool.outputSchema,
		at: z.string().meta({ format: "date-time" }),
	});
	return jsonResponse(
		description,
		z.object({ result: tool.outputSchema, actions: z.array(action) }),
	);
}

type Json = Record<string, JSONValue>;

async function run(c: Context<ApiEnv>, tool: Tool, args: Record<string, unknown>) {
	// It comes by the API, but the events name the assistant as the actor: its tools did it.
	const scope = { ...c.get("scope"), actor: "assistant" as const };
	const result = forModel(await tool.run(scope, args)) as Json;
	const at = scope.now.toISOString();
	return { result, actions: [{ tool: tool.name, arguments: args as Json, result, at }] };
}

/** `dueDate` is taken for `due_date`: programs that know the rest of the API write it so. */
function argumentsOf<Schema extends z.ZodType>(schema: Schema) {
	return z.preprocess(inSnakeCase, schema);
}

function inSnakeCase(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inSnakeCase);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
			inSnakeCase(inner),
		]),
	);
}

const limitText = z
	.string()
	.regex(/^\d{1,3}$/, `The limit is a number from 1 to ${PAGE_SIZE_MAX}.`)
	.transform(Number)
	.pipe(z.int().min(1).max(PAGE_SIZE_MAX))
	.optional()
	.openapi({ type: "integer", minimum: 1, maximum: PAGE_SIZE_MAX });

agentTasks.openapi(
	createRoute({
		method: "get",
		path: "/agent/tasks",
		operationId: "agentListTasks",
		summary: "List tasks by list_tasks",
		tags: TAGS,
		...readRoute,
		request: { query: z.strictObject({ ...listTasksTool.inputSchema.shape, limit: limitText }) },
		responses: {
			200: answered(listTasksTool, "The tasks that match."),
			...problems(400, 401, 403, 429),
		},
	}),
	async (c) => c.json(await run(c, listTasksTool, c.req.valid("query")), 200),
);

agentTasks.openapi(
	createRoute({
		method: "post",
		path: "/agent/tasks",
		operationId: "agentAddTask",
		summary: "Add a task by add_task",
		description: "Dates may be words: “next friday 3pm”, in the user's time zone.",
		tags: TAGS,
		...writeRoute,
		request: { body: jsonBody(argumentsOf(addTaskTool.inputSchema)) },
		responses: {
			201: answered(addTaskTool, "The new task, each date with its weekday."),
			...problems(400, 401, 403, 413, 415, 429),
		},
	}),
	async (c) => {
		const done = await run(c, addTaskTool, c.req.valid("json"));
		return c.json(done, 201, { location: `/api/agent/tasks/${done.result.task_id}` });
	},
);

agentTasks.openapi(
	createRoute({
		method: "get",
		path: "/agent/tasks/{id}",
		operationId: "agentGetTask",
		summary: "Read a task by get_task",
		tags: TAGS,
		...readRoute,
		request: { params: taskParams },
		responses: { 200: answered(getTaskTool, "The task."), ...problems(401, 403, 404, 429) },
	}),
	async (c) => c.json(await run(c, getTaskTool, { task_id: c.req.valid("param").id }), 200),
);

agentTasks.openapi(
	createRoute({
		method: "put",
		path: "/agent/tasks/{id}",
		operationId: "agentUpdateTask",
		summary: "Change a task by update_task",
		description: "What is left out stays as it is; null clears.",
		tags: TAGS,
		...writeRoute,
		request: {
			params: taskParams,
			body: jsonBody(argumentsOf(updateTaskTool.inputSchema.omit({ task_id: true }))),
		},
		responses: {
			200: answered(updateTaskTool, "What was changed."),
			...problems(400, 401, 403, 404, 409, 413, 415, 429),
		},
	}),
	async (c) => {
		const args = { task_id: c.req.valid("param").id, ...c.req.valid("json") };
		return c.json(await run(c, updateTaskTool, args), 200);
	},
);

for (const method of ["put", "post"] as const) {
	agentTasks.openapi(
		createRoute({
			method,
			path: "/agent/tasks/{id}/complete",
			operationId: method === "put" ? "agentCompleteTask" : "agentCompleteTaskByPost",
			summary: "Complete a task by complete_task",
			tags: TAGS,
			...writeRoute,
			request: { params: taskParams },
			responses: {
				200: answered(completeTaskTool, "It is completed; a series has its next."),
				...problems(401, 403, 404, 409, 429),
			},
		}),
		async (c) => c.json(await run(c, completeTaskTool, { task_id: c.req.valid("param").id }), 200),
	);
}

agentTasks.openapi(
	createRoute({
		method: "delete",
		path: "/agent/tasks/{id}",
		operationId: "agentDeleteTask",
		summary: "Delete a task by delete_task",
		tags: TAGS,
		...writeRoute,
		request: { params: taskParams },
		responses: {
			200: answered(deleteTaskTool, "It is gone. Undo brings it back."),
			...problems(401, 403, 404, 409, 429),
		},
	}),
	async (c) => c.json(await run(c, deleteTaskTool, { task_id: c.req.valid("param").id }), 200),
);
