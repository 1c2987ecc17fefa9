import type { MiddlewareHandler } from "hono";
import type { HonoEnv } from "./hono-env.ts";

/** Serves what the build put into build/client; goes on to the pages where there is no such file. */
export const assets: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const file = await c.env.ASSETS.fetch(c.req.raw);
	if (file.status === 404) return next();
	c.set("route", "asset");
	return file;
};
