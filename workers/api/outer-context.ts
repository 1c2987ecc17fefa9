import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api-env.ts";

/** Brings over what the worker knows of the request, and back what it wants to know for its log. */
export const takeOuterContext: MiddlewareHandler<ApiEnv> = async (c, next) => {
	const { outer } = c.env;
	c.set("requestId", outer.get("requestId"));
	c.set("connection", outer.get("connection"));
	c.set("settings", outer.get("settings"));
	c.set("route", null);
	c.set("userId", null);
	await next();
	outer.set("route", c.get("route"));
	outer.set("userId", c.get("userId"));
	if (!c.res.headers.has("cache-control")) c.header("cache-control", "private, no-cache");
	c.header("vary", "Authorization, Cookie", { append: true });
};
