import type { Context } from "hono";
import type { Scope } from "#app/core/scope.server.ts";
import type { Caller } from "#workers/auth/callers.ts";
import type { HonoEnv } from "./hono-env.ts";

/** What the API's handlers find in their context besides the worker's own. */
export type ApiEnv = HonoEnv & {
	/** The worker's own context of the same request: the API is an app of its own, loaded late. */
	Bindings: HonoEnv["Bindings"] & { outer: Context<HonoEnv> };
	Variables: HonoEnv["Variables"] & {
		/** Set by `authenticate`: what commands and statements of this request run in. */
		scope: Scope;
		/** Set by `authenticate`: who is asking, and by which kind of credential. */
		caller: Caller;
	};
};
