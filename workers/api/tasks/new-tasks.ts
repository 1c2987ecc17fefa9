import { createRoute } from "@hono/zod-openapi";
import { createTask } from "#app/tasks/commands/commands.server.ts";
import { withIdempotencyKey } from "#app/tasks/commands/idempotency.server.ts";
import { quickAddFields } from "#app/tasks/form/task-forms.server.ts";
import { toTaskJson } from "#domain/task/to-task-json.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody } from "#workers/api/shared/json-content.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { writeRoute } from "#workers/api/shared/route-access.ts";
import { parseTaskFields } from "./parse-task-fields.ts";
import { newTaskSchema, quickTaskSchema } from "./task-bodies.ts";
import { etagOf, keyHeaders } from "./task-requests.ts";
import { CREATED } from "./task-responses.ts";

/** Making tasks, once however often a request with an Idempotency-Key arrives. */
export const newTasks = newApiApp();

newTasks.openapi(
	createRoute({
		method: "post",
		path: "/tasks",
		operationId: "createTask",
		summary: "Make a task",
		tags: ["Tasks"],
		...writeRoute,
		request: { headers: keyHeaders, body: jsonBody(newTaskSchema) },
		responses: { 201: CREATED, ...problems(400, 401, 403, 413, 415, 422, 429) },
	}),
	async (c) => {
		const scope = c.get("scope");
		const body = c.req.valid("json");
		const key = c.req.valid("header")["Idempotency-Key"];
		const keyed = withIdempotencyKey(scope, key, "createTask", body);
		const { task } = await createTask(keyed, parseTaskFields(body, scope.timeZone));
		return c.json(toTaskJson(task, scope.timeZone), 201, headersOfMade(task));
	},
);

newTasks.openapi(
	createRoute({
		method: "post",
		path: "/tasks/quick",
		operationId: "quickAddTask",
		summary: "Make a task from one line of text",
		tags: ["Tasks"],
		...writeRoute,
		request: { headers: keyHeaders, body: jsonBody(quickTaskSchema) },
		responses: { 201: CREATED, ...problems(400, 401, 403, 413, 415, 422, 429) },
	}),
	async (c) => {
		const scope = c.get("scope");
		const body = c.req.valid("json");
		const key = c.req.valid("header")["Idempotency-Key"];
		const fields = { ...quickAddFields(body.text, scope), parentId: body.parentId };
		const keyed = withIdempotencyKey(scope, key, "quickAddTask", body);
		const { task } = await createTask(keyed, fields);
		return c.json(toTaskJson(task, scope.timeZone), 201, headersOfMade(task));
	},
);

function headersOfMade(task: { id: number; version: number }) {
	return { location: `/api/tasks/${task.id}`, etag: etagOf(task) };
}
