import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { matchedRoutes } from "hono/route";
import { AppError } from "#app/core/errors.ts";
import { BODY_MAX_BYTES } from "#domain/limits.ts";
import type { HonoEnv } from "./hono-env.ts";

/** A route that takes a file: it reads the body itself, as it comes, and has a limit of its own. */
export type UploadRoute = { method: string; path: string };

/**
 * Reads the body into memory, once, so that everybody behind can read it however often; that of an
 * upload is left alone. Throws a 413 `AppError` when it is over 1 MiB.
 */
export function bufferBody(...uploads: UploadRoute[]): MiddlewareHandler<HonoEnv> {
	return async (c, next) => {
		const isUpload = matchedRoutes(c).some((route) =>
			uploads.some(({ method, path }) => route.method === method && route.path === path),
		);
		if (!isUpload) {
			const body = await readBody(c);
			c.set("body", body);
			// Of a GET nobody reads a body, and a request cannot be made with one (Fetch, section 5.4).
			const isRead = c.req.method === "GET" || c.req.method === "HEAD";
			if (body) c.req.raw = new Request(c.req.raw, { body: isRead ? null : body });
		}
		await next();
	};
}

const limitBody = bodyLimit({
	maxSize: BODY_MAX_BYTES,
	onError() {
		throw new AppError(
			"This is more than 1 MB, which is more than we take at once. Go back, and send less.",
			{ status: 413, code: "too-large" },
		);
	},
});

/**
 * The whole body of a request, which it uses up; null when there is none.
 * Throws a 413 `AppError` once it is longer than allowed, without reading on.
 */
export async function readBody(c: Context<HonoEnv>): Promise<ArrayBuffer | null> {
	if (c.req.raw.body === null) return null;
	let body: ArrayBuffer | null = null;
	// Where no Content-Length says how long the body is, Hono puts a request with what it counted here.
	await limitBody(c, async () => {
		body = await c.req.raw.arrayBuffer();
	});
	return body;
}
