import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { health } from "#workers/entries/health.ts";
import { answerArrival } from "#workers/http/arrival.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { jsonBody } from "#workers/http/json-body.ts";
import { knownPaths } from "#workers/http/known-paths.ts";
import { takeOuterContext } from "#workers/http/outer-context.ts";
import { routedPath } from "#workers/http/own-path.ts";
import { problemOf, problems } from "#workers/http/problem.ts";
import { authRoutes } from "./accounts/auth.ts";
import { tokenRoutes } from "./accounts/tokens.ts";
import { notificationRoutes } from "./channels/notifications.ts";
import { pushRoutes } from "./channels/push.ts";
import { webhookRoutes } from "./channels/webhooks.ts";
import { chat } from "./chat/chat.ts";
import { docsPage } from "./docs/docs-page.ts";
import { openApiDocument } from "./docs/openapi.ts";
import { newApiApp } from "./shared/api-app.ts";
import { answer } from "./shared/task-routes.ts";
import { agentTasks } from "./tasks/agent-tasks.ts";
import { newTasks } from "./tasks/new-tasks.ts";
import { statistics } from "./tasks/statistics.ts";
import { taskActions } from "./tasks/task-actions.ts";
import { tasks } from "./tasks/tasks.ts";
import { transfer } from "./transfer/transfer.ts";

/**
 * The REST API. `workers/app.ts` loads it with the first request to it, so that pages do not wait for
 * its schemas.
 */
const api = newApiApp({ getPath: routedPath });

/** `c` is the worker's own context of the request. */
export function serveApi(c: Context<HonoEnv>): Promise<Response> {
	return answerArrival(c, c.req.raw, (request) =>
		api.fetch(request, { ...c.env, outer: c }, c.executionCtx),
	);
}

api.use(takeOuterContext);
api.use(knownPaths(() => api.openAPIRegistry.definitions));
api.use(jsonBody);

// Before tasks, of which one could be named "export".
api.route("/api", transfer);
// Before the tasks, of which "stats" would be a number.
api.route("/api", statistics);
api.route("/api", tasks);
api.route("/api", newTasks);
api.route("/api", taskActions);
api.route("/api", notificationRoutes);
api.route("/api", agentTasks);
api.route("/api", authRoutes);
api.route("/api", tokenRoutes);
api.route("/api", pushRoutes);
api.route("/api", webhookRoutes);
api.route("/api", chat);

api.openapi(
	createRoute({
		method: "get",
		path: "/api/health",
		operationId: "getHealth",
		summary: "Whether this server works",
		tags: ["Service"],
		security: [],
		responses: {
			200: answer("It does, database included.", healthSchema()),
			503: answer("The database does not answer.", healthSchema()),
			...problems(405),
		},
	}),
	async (c) => {
		const { status, body } = await health(c.env);
		return c.json(body, status);
	},
);

api.openapi(
	createRoute({
		method: "get",
		path: "/api/openapi.json",
		operationId: "getOpenApi",
		summary: "This document",
		tags: ["Service"],
		security: [],
		responses: {
			200: answer("OpenAPI 3.1.", z.looseObject({ openapi: z.string() })),
			...problems(405),
		},
	}),
	(c) => c.json(openApiDocument(api), 200, { "cache-control": "public, max-age=300" }),
);

api.openapi(
	createRoute({
		method: "get",
		path: "/api/docs",
		operationId: "getDocs",
		summary: "This document, to read",
		tags: ["Service"],
		security: [],
		responses: {
			200: { description: "A page.", content: { "text/html": { schema: z.string() } } },
			...problems(405),
		},
	}),
	(c) => docsPage(c, openApiDocument(api)),
);

api.onError((error, c) => problemOf(error, c));

function healthSchema() {
	return z.object({
		status: z.enum(["ok", "unavailable"]),
		timestamp: z.string().meta({ format: "date-time" }),
		uptime: z.int().meta({ description: "Seconds since the first request." }),
		database: z.enum(["ok", "unavailable"]),
		version: z.string(),
	});
}
