import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { AppError } from "#app/core/errors.ts";
import type { HonoEnv } from "./hono-env.ts";

const BODY_MAX_BYTES = 1024 * 1024;

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
			const body = await readBody(c.req.raw);
			c.set("body", body);
			if (body) c.req.raw = new Request(c.req.raw, { body });
		}
		await next();
	};
}

/**
 * The whole body of a request; null when there is none.
 * Throws a 413 `AppError` once it is longer than allowed, without reading on.
 */
export async function readBody(request: Request): Promise<ArrayBuffer | null> {
	if (request.body === null) return null;
	if (Number(request.headers.get("content-length")) > BODY_MAX_BYTES) throw tooLarge();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body) {
		size += chunk.byteLength;
		if (size > BODY_MAX_BYTES) throw tooLarge();
		chunks.push(chunk);
	}
	return new Blob(chunks as BlobPart[]).arrayBuffer();
}

function tooLarge() {
	return new AppError(
		"This is more than 1 MB, which is more than we take at once. Go back, and send less.",
		{ status: 413, code: "too-large" },
	);
}
