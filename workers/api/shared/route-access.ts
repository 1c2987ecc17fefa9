import type { MiddlewareHandler } from "hono";
import type { TokenScope } from "#domain/user/token-scope.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { authenticate, requireScope, requireSignIn } from "#workers/auth/authenticate.ts";
import { requireOwnAlias } from "#workers/auth/user-path-alias.ts";

/** Who may call a route: its middleware, and what the document says of it. */
type RouteAccess = {
	middleware: MiddlewareHandler<ApiEnv>[];
	security: Record<string, string[]>[];
};

/** For a personal token that has that scope, and for whoever is signed in. */
export function scopedRoute(scope: TokenScope): RouteAccess {
	return {
		middleware: [authenticate, requireOwnAlias, requireScope(scope)],
		security: [{ bearer: [scope] }, { session: [] }],
	};
}

export const readRoute = scopedRoute("tasks:read");

export const writeRoute = scopedRoute("tasks:write");

/** For every credential. */
export const authenticatedRoute: RouteAccess = {
	middleware: [authenticate],
	security: [{ bearer: [] }, { session: [] }],
};

/** For whoever is signed in: personal tokens do not manage the account. */
export const signedInRoute: RouteAccess = {
	...authenticatedRoute,
	middleware: [authenticate, requireSignIn],
};
