import type { MiddlewareHandler } from "hono";
import { AppError } from "#app/core/errors.ts";
import type { ApiEnv } from "./api-env.ts";

/*
 * `/api/{userId}/tasks…` is an alias of `/api/tasks…` for callers that name the user, and so it is with
 * chats. The same routes serve it: the id is taken out of the path before they are matched, and
 * compared with the caller's when that is known.
 */

const ALIAS = /^\/api\/(?!agent\/|chat\/)([^/]+)\/(tasks|chat)(?=\/|$)/;

/** Hono's `getPath` for the API: the path of a request without the user's id. */
export function pathWithoutUser(request: Request): string {
	return new URL(request.url).pathname.replace(ALIAS, "/api/$2");
}

/** Refuses, behind `authenticate`, a caller whose path names somebody else. Throws a 403 `AppError`. */
export const requireOwnAlias: MiddlewareHandler<ApiEnv> = async (c, next) => {
	const named = ALIAS.exec(new URL(c.req.url).pathname)?.[1];
	if (named !== undefined && named.toLowerCase() !== c.get("scope").userId) {
		// A token that has ended is reported first: 401 instead of this error.
		await c.get("caller").confirmed;
		throw new AppError("The path names another user than your credential does.", {
			status: 403,
			code: "forbidden",
		});
	}
	await next();
};
