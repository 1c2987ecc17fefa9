import { type Hook, OpenAPIHono } from "@hono/zod-openapi";
import type { Handler } from "hono";
import { type FieldError, Invalid, NotFound } from "#app/core/errors.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { withReplay } from "#workers/auth/authenticate.ts";

/** A part of the API: routes that check what they are sent, and say what is wrong with it. */
export function newApiApp(options: { getPath?: (request: Request) => string } = {}) {
	const app = new OpenAPIHono<ApiEnv>({ ...options, defaultHook: refuse });
	const { openapi } = app;
	app.openapi = ((route, handler, hook) => {
		// A handler's type names all that its route may answer, which TypeScript cannot follow.
		const replayed = withReplay(handler as Handler<ApiEnv>) as typeof handler;
		return openapi(route, replayed, hook);
	}) as typeof openapi;
	return app;
}

const refuse: Hook<unknown, ApiEnv, string, Promise<Response | undefined>> = async (result, c) => {
	if (result.success) return undefined;
	const caller: ApiEnv["Variables"]["caller"] | undefined = c.get("caller");
	// A token that has ended is reported first: 401 instead of this error.
	await caller?.confirmed;
	// A path that no task can have: there is nothing there.
	if (result.target === "param") throw new NotFound("There is no such thing here.");
	throw new Invalid(result.error.issues.flatMap((issue) => fieldErrors(issue)));
};

type Issue = {
	code?: string;
	path: PropertyKey[];
	message: string;
	keys?: string[];
	errors?: Issue[][];
};

/** Set by Tend alone: a program that sends a task back as it got it should hear what to leave out. */
const READ_ONLY = ["id", "completedAt", "createdAt", "updatedAt", "version"];

function fieldErrors(raw: object, parents: PropertyKey[] = []): FieldError[] {
	const issue = raw as Issue;
	const path = [...parents, ...issue.path];
	if (issue.code === "unrecognized_keys") {
		return (issue.keys ?? []).map((key) => ({
			path: [...path, key].join("."),
			message: unknownField(key),
		}));
	}
	if (issue.code === "invalid_union" && issue.errors?.length) {
		// The alternative that was most likely meant is the one with the least wrong.
		const [nearest = []] = issue.errors.toSorted((a, b) => weight(a) - weight(b));
		if (nearest.length > 0) return nearest.flatMap((inner) => fieldErrors(inner, path));
	}
	return [{ path: path.join("."), message: issue.message }];
}

function unknownField(key: string) {
	if (key === "status") return "The status is set by PATCH /api/tasks/{id}/complete. Leave it out.";
	if (READ_ONLY.includes(key)) return `"${key}" cannot be set. Leave it out.`;
	return `There is no field "${key.slice(0, 40)}".`;
}

function weight(issues: Issue[]) {
	return issues.reduce((sum, { keys }) => sum + (keys?.length ?? 1), 0);
}
