import type { MiddlewareHandler } from "hono";
import { changeHeaders } from "./answer-headers.ts";
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
	changeHeaders(c, (headers) => {
		if (!headers.has("cache-control")) headers.set("cache-control", "private, no-cache");
		headers.append("vary", "Authorization, Cookie");
	});
};
