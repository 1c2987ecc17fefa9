import { createRoute } from "@hono/zod-openapi";
import { Invalid, NotFound } from "#app/core/errors.ts";
import { redo, undo } from "#app/history/undo-commands.server.ts";
import {
	changeTasks,
	completeTask,
	reopenTask,
	skipOccurrence,
} from "#app/tasks/commands/commands.server.ts";
import type { TaskAction } from "#app/tasks/commands/task-action.ts";
import { listTaskHistory } from "#db/tasks/task-events.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import { toTaskJson } from "#domain/task/to-task-json.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { readRoute, writeRoute } from "#workers/api/shared/route-access.ts";
import { parseTaskFields } from "./parse-task-fields.ts";
import { bulkSchema, completionSchema } from "./task-bodies.ts";
import { etagOf, expectedVersions, ifMatchHeaders, taskParams } from "./task-requests.ts";
import {
	bulkResultSchema,
	completedTaskSchema,
	ETAG_HEADER,
	historySchema,
	taskSchema,
	undoneSchema,
} from "./task-responses.ts";

/** What is done with tasks: completing, many at once, undo; and what was done with one. */
export const taskActions = newApiApp();

taskActions.openapi(
	createRoute({
		method: "patch",
		path: "/tasks/{id}/complete",
		operationId: "completeTask",
		summary: "Complete a task, or open it again",
		description:
			"Completing a task completes its open subtasks. A series goes on with the next task, which is answered as `next`: also when the task was completed before. Opening one again takes that back, unless somebody has worked on the next; then the task repeats no more. The body may be left out.",
		tags: ["Tasks"],
		...writeRoute,
		request: {
			params: taskParams,
			headers: ifMatchHeaders,
			body: { ...jsonBody(completionSchema), required: false },
		},
		responses: {
			200: { ...jsonResponse("The task as it is now.", completedTaskSchema), headers: ETAG_HEADER },
			...problems(400, 401, 403, 404, 409, 412, 413, 415, 429),
		},
	}),
	async (c) => {
		const scope = c.get("scope");
		const { completed = true } = c.req.valid("json");
		const expectedVersion = expectedVersions(c.req.valid("header")["If-Match"]);
		const command = completed ? completeTask : reopenTask;
		const { task, next } = await command(scope, c.req.valid("param").id, { expectedVersion });
		const json = toTaskJson(task, scope.timeZone);
		const goingOn = next ? { next: toTaskJson(next, scope.timeZone) } : {};
		return c.json({ ...json, ...goingOn }, 200, { etag: etagOf(task) });
	},
);

taskActions.openapi(
	createRoute({
		method: "post",
		path: "/tasks/{id}/skip",
		operationId: "skipTask",
		summary: "Move a repeating task on to the next of its series",
		description:
			"Without completing it. Its subtasks are open again, and what was changed for this one alone goes. A task that does not repeat, is completed or is the last of its series cannot be skipped (409).",
		tags: ["Tasks"],
		...writeRoute,
		request: { params: taskParams, headers: ifMatchHeaders },
		responses: {
			200: { ...jsonResponse("The task as it is now.", taskSchema), headers: ETAG_HEADER },
			...problems(401, 403, 404, 409, 412, 429),
		},
	}),
	async (c) => {
		const scope = c.get("scope");
		const expectedVersion = expectedVersions(c.req.valid("header")["If-Match"]);
		const { id } = c.req.valid("param");
		const { task } = await skipOccurrence(scope, id, { expectedVersion });
		return c.json(toTaskJson(task, scope.timeZone), 200, { etag: etagOf(task) });
	},
);

taskActions.openapi(
	createRoute({
		method: "get",
		path: "/tasks/{id}/history",
		operationId: "listTaskHistory",
		summary: "What happened to a task",
		description: "Newest first, at most 100 events. A deleted task keeps its history.",
		tags: ["Tasks"],
		...readRoute,
		request: { params: taskParams },
		responses: {
			200: jsonResponse("Its events.", historySchema),
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		const { db, userId, timeZone } = c.get("scope");
		const { id } = c.req.valid("param");
		const [task, history] = await Promise.all([
			findTask(db, userId, id),
			listTaskHistory(db, userId, id),
		]);
		if (!task && history.length === 0) throw new NotFound(`There is no task ${id}.`);
		const events = history.map(({ before, after, createdAt, ...event }) => ({
			...event,
			taskId: id,
			before: before && toTaskJson(before, timeZone),
			after: after && toTaskJson(after, timeZone),
			createdAt: createdAt.toISOString(),
		}));
		return c.json({ events }, 200);
	},
);

taskActions.openapi(
	createRoute({
		method: "post",
		path: "/tasks/bulk",
		operationId: "changeTasks",
		summary: "Do the same to many tasks",
		description:
			"One change, in one transaction, and one step of undo. Ids that are not there are reported; the rest is done.",
		tags: ["Tasks"],
		...writeRoute,
		request: { body: jsonBody(bulkSchema) },
		responses: {
			200: jsonResponse("What was done.", bulkResultSchema),
			...problems(400, 401, 403, 409, 413, 415, 429),
		},
	}),
	async (c) => {
		const scope = c.get("scope");
		const body = c.req.valid("json");
		try {
			const action: TaskAction =
				body.action === "update"
					? { type: "update", changes: parseTaskFields(body.changes, scope.timeZone) }
					: { type: body.action };
			const { affected, missing } = await changeTasks(scope, body.ids, action);
			return c.json({ affected, missing }, 200);
		} catch (error) {
			if (!(error instanceof Invalid)) throw error;
			throw new Invalid(
				error.fields.map(({ path, message }) => ({ path: `changes.${path}`, message })),
			);
		}
	},
);

for (const [path, summary, command] of [
	["undo", "Take back the last change", undo],
	["redo", "Do again what undo took back", redo],
] as const) {
	taskActions.openapi(
		createRoute({
			method: "post",
			path: `/${path}`,
			operationId: path,
			summary,
			description: "A bulk change is one change. The last 50 can be taken back.",
			tags: ["Undo"],
			...writeRoute,
			responses: {
				200: jsonResponse("What was put back.", undoneSchema),
				...problems(401, 403, 409, 429),
			},
		}),
		async (c) => c.json({ undone: await command(c.get("scope")) }, 200),
	);
}
