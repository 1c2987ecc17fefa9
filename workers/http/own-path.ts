import type { MiddlewareHandler } from "hono";
import { AppError } from "#app/core/errors.ts";
import type { ApiEnv } from "./api-env.ts";

/*
 * `/api/{userId}/tasks…` is `/api/tasks…` for callers that like to say whose tasks they mean, and so it
 * is with chats. It is served by the very same routes: the id is taken out of the path before they see
 * it, and compared when the caller is known.
 */

const TWIN = /^\/api\/(?!agent\/|chat\/)([^/]+)\/(tasks|chat)(?=\/|$)/;

/** The path that routes go by: that of a request, without the user's id. */
export function routedPath(request: Request): string {
	return new URL(request.url).pathname.replace(TWIN, "/api/$2");
}

/** Refuses, behind `authenticate`, a caller whose path names somebody else. */
export const requireOwnPath: MiddlewareHandler<ApiEnv> = async (c, next) => {
	const named = TWIN.exec(new URL(c.req.url).pathname)?.[1];
	if (named !== undefined && named.toLowerCase() !== c.get("scope").userId) {
		throw new AppError("The path names another user than your credential does.", {
			status: 403,
			code: "forbidden",
		});
	}
	await next();
};
