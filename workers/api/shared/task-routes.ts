import type { z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import type { TokenScope } from "#app/auth/tokens/personal-token.server.ts";
import { taskSchema } from "#workers/api/tasks/task-schemas.ts";
import { authenticate, requireScope } from "#workers/auth/authenticate.ts";
import type { ApiEnv } from "#workers/http/api-env.ts";
import { requireOwnPath } from "#workers/http/own-path.ts";

/** What the routes of tasks have in common. */

export type Security = Record<string, string[]>[];

const security = (scope: TokenScope): Security => [{ bearer: [scope] }, { session: [] }];

export const reading = {
	middleware: [
		authenticate,
		requireOwnPath,
		requireScope("tasks:read"),
	] as MiddlewareHandler<ApiEnv>[],
	security: security("tasks:read"),
};

export const writing = {
	middleware: [
		authenticate,
		requireOwnPath,
		requireScope("tasks:write"),
	] as MiddlewareHandler<ApiEnv>[],
	security: security("tasks:write"),
};

export function answer<Schema extends z.ZodType>(description: string, schema: Schema) {
	return { description, content: { "application/json": { schema } } };
}

export function jsonOf<Schema extends z.ZodType>(schema: Schema) {
	return { required: true, content: { "application/json": { schema } } } as const;
}

const etag = {
	description: "The task's version.",
	schema: { type: "string" },
	example: '"3"',
} as const;

export const TAGGED = { ETag: etag };

export const MADE = {
	...answer("The new task.", taskSchema),
	headers: {
		ETag: etag,
		Location: { description: "Where it is.", schema: { type: "string" }, example: "/api/tasks/42" },
	} as const,
};
