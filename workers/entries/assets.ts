import type { MiddlewareHandler } from "hono";
import type { HonoEnv } from "#workers/http/hono-env.ts";

// Files have an extension; pages have none. (A pattern in a route would be beyond Hono's fast router.)
const FILE = /^\/(?:assets\/.+|[\w-]+\.\w+)$/;

/** Serves what the build put into build/client; goes on to the pages where there is no such file. */
export const assets: MiddlewareHandler<HonoEnv> = async (c, next) => {
	if (!FILE.test(c.req.path)) return next();
	const file = await c.env.ASSETS.fetch(c.req.raw);
	if (file.status === 404) return next();
	c.set("route", "asset");
	return file;
};
