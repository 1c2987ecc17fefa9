import { createRoute } from "@hono/zod-openapi";
import { NotFound } from "#app/core/errors.ts";
import { changeTask, deleteTask } from "#app/tasks/commands/commands.server.ts";
import { countTasks, listWholeTasks } from "#db/tasks/task-lists.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import { PAGE_SIZE } from "#domain/task/task-list.ts";
import { toTaskJson } from "#domain/task/to-task-json.ts";
import { localTime } from "#domain/time/local-time.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { messageSchema } from "#workers/api/shared/message-schema.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { readRoute, writeRoute } from "#workers/api/shared/route-access.ts";
import { etagMatches } from "#workers/http/etag.ts";
import { parseDueDateField, parseTaskFields } from "./parse-task-fields.ts";
import { newTaskSchema, taskChangesSchema } from "./task-bodies.ts";
import {
	changeQuery,
	etagOf,
	expectedVersions,
	ifMatchHeaders,
	ifNoneMatchHeaders,
	listQuery,
	taskParams,
} from "./task-requests.ts";
import { ETAG_HEADER, taskListSchema, taskSchema } from "./task-responses.ts";

/** Tasks themselves: listing, reading, changing and deleting them. */
export const tasks = newApiApp();

tasks.openapi(
	createRoute({
		method: "get",
		path: "/tasks",
		operationId: "listTasks",
		summary: "List tasks",
		tags: ["Tasks"],
		...readRoute,
		request: { query: listQuery },
		responses: {
			200: jsonResponse("A page of the tasks that match.", taskListSchema),
			...problems(400, 401, 403, 429),
		},
	}),
	async (c) => {
		const { db, userId, timeZone, now } = c.get("scope");
		const { page = 1, limit = PAGE_SIZE, dueBefore, dueAfter, ...rest } = c.req.valid("query");
		const query = {
			...rest,
			page,
			limit,
			dueBefore: dueBefore && parseDueDateField(dueBefore, timeZone, "dueBefore"),
			dueAfter: dueAfter && parseDueDateField(dueAfter, timeZone, "dueAfter"),
		};
		const time = localTime({ timeZone, now });
		const [found, total] = await Promise.all([
			listWholeTasks(db, userId, query, time),
			countTasks(db, userId, query, time),
		]);
		const list = found.map((task) => toTaskJson(task, timeZone));
		return c.json({ tasks: list, total, page, limit }, 200);
	},
);

tasks.openapi(
	createRoute({
		method: "get",
		path: "/tasks/{id}",
		operationId: "getTask",
		summary: "Read a task",
		tags: ["Tasks"],
		...readRoute,
		request: { params: taskParams, headers: ifNoneMatchHeaders },
		responses: {
			200: { ...jsonResponse("The task.", taskSchema), headers: ETAG_HEADER },
			304: { description: "It is still as `If-None-Match` says.", headers: ETAG_HEADER },
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		const { db, userId, timeZone } = c.get("scope");
		const { id } = c.req.valid("param");
		const task = await findTask(db, userId, id);
		if (!task) throw new NotFound(`There is no task ${id}.`);
		const etag = etagOf(task);
		if (etagMatches(etag, c.req.valid("header")["If-None-Match"]))
			return c.body(null, 304, { etag });
		return c.json(toTaskJson(task, timeZone), 200, { etag });
	},
);

const CHANGES = [
	{
		method: "put",
		operationId: "replaceTask",
		summary: "Replace a task",
		description:
			"Fields that are left out get their defaults; the status stays unless it is named.",
		schema: newTaskSchema,
	},
	{
		method: "patch",
		operationId: "changeTask",
		summary: "Change a task",
		description: "Fields that are left out stay as they are.",
		schema: taskChangesSchema,
	},
] as const;

for (const { schema, ...operation } of CHANGES) {
	tasks.openapi(
		createRoute({
			...operation,
			path: "/tasks/{id}",
			tags: ["Tasks"],
			...writeRoute,
			request: {
				params: taskParams,
				query: changeQuery,
				headers: ifMatchHeaders,
				body: jsonBody(schema),
			},
			responses: {
				200: { ...jsonResponse("The task as it is now.", taskSchema), headers: ETAG_HEADER },
				...problems(400, 401, 403, 404, 409, 412, 413, 415, 429),
			},
		}),
		async (c) => {
			const scope = c.get("scope");
			const changes = parseTaskFields(c.req.valid("json"), scope.timeZone);
			const expectedVersion = expectedVersions(c.req.valid("header")["If-Match"]);
			const { series: range } = c.req.valid("query");
			const { id } = c.req.valid("param");
			const { task } = await changeTask(scope, id, changes, { expectedVersion, range });
			return c.json(toTaskJson(task, scope.timeZone), 200, { etag: etagOf(task) });
		},
	);
}

tasks.openapi(
	createRoute({
		method: "delete",
		path: "/tasks/{id}",
		operationId: "deleteTask",
		summary: "Delete a task and its subtasks",
		tags: ["Tasks"],
		...writeRoute,
		request: { params: taskParams, headers: ifMatchHeaders },
		responses: {
			200: jsonResponse("It is gone. Undo brings it back.", messageSchema),
			...problems(401, 403, 404, 409, 412, 429),
		},
	}),
	async (c) => {
		const expectedVersion = expectedVersions(c.req.valid("header")["If-Match"]);
		const { id } = c.req.valid("param");
		const { summary } = await deleteTask(c.get("scope"), id, { expectedVersion });
		return c.json({ message: summary }, 200);
	},
);
