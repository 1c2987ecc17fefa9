import { createRoute, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { pathWithoutUser } from "#workers/auth/user-path-alias.ts";
import { health } from "#workers/entries/health.ts";
import { bufferBody } from "#workers/http/body-limit.ts";
import { credentialHeaders } from "#workers/http/credential-headers.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";
import { requireJson } from "#workers/http/json-body.ts";
import { knownPaths } from "#workers/http/known-paths.ts";
import { problemOf } from "#workers/http/problem.ts";
import { authRoutes } from "./accounts/auth.ts";
import { tokenRoutes } from "./accounts/tokens.ts";
import { notificationRoutes } from "./channels/notifications.ts";
import { pushRoutes } from "./channels/push.ts";
import { webhookRoutes } from "./channels/webhooks.ts";
import { chat } from "./chat/chat.ts";
import { docsPage } from "./docs/docs-page.ts";
import { openApiDocument } from "./docs/openapi.ts";
import { newApiApp } from "./shared/api-app.ts";
import { jsonResponse } from "./shared/json-content.ts";
import { agentTasks } from "./tasks/agent-tasks.ts";
import { newTasks } from "./tasks/new-tasks.ts";
import { statistics } from "./tasks/statistics.ts";
import { taskActions } from "./tasks/task-actions.ts";
import { tasks } from "./tasks/tasks.ts";
import { importRoute, transfer } from "./transfer/transfer.ts";

/**
 * The REST API as a Hono app: each request goes through it alone. `workers/app.ts` loads it with the
 * first request to it, so that pages do not wait for its schemas. `around` is what every answer of the
 * worker goes through: it has to set the variables of `HonoEnv`.
 */
export function newApi(...around: MiddlewareHandler<HonoEnv>[]) {
	const api = newApiApp({ getPath: pathWithoutUser });
	api.onError(problemOf);
	for (const middleware of around) api.use(middleware);
	api.use(bufferBody(importRoute), credentialHeaders, knownPaths(api), requireJson);

	// Before tasks: /tasks/export and /tasks/stats would match /tasks/:id.
	api.route("/api", transfer);
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
	addServiceRoutes(api);
	return api;
}

/** Health, and the document in both forms. */
function addServiceRoutes(api: ReturnType<typeof newApiApp>) {
	api.openapi(
		createRoute({
			method: "get",
			path: "/api/health",
			operationId: "getHealth",
			summary: "Whether this server works",
			tags: ["Service"],
			security: [],
			responses: {
				200: jsonResponse("It does, database included.", healthSchema()),
				503: jsonResponse("The database does not answer.", healthSchema()),
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
				200: jsonResponse("OpenAPI 3.1.", z.looseObject({ openapi: z.string() })),
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
}

function healthSchema() {
	return z.object({
		status: z.enum(["ok", "unavailable"]),
		timestamp: z.string().meta({ format: "date-time" }),
		uptime: z.int().meta({ description: "Seconds since the first request." }),
		database: z.enum(["ok", "unavailable"]),
		version: z.string(),
	});
}
