import type { MiddlewareHandler } from "hono";
import { AppError } from "#app/core/errors.ts";
import type { ApiEnv } from "./api-env.ts";
import { isUpload, readBody } from "./body-limit.ts";
import { parseStrictJson } from "./strict-json.ts";

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i;

/**
 * Reads the body of a request as JSON, once, for the validators behind it. Throws an `AppError`: 413
 * over 1 MiB, 415 when it says to be something else, 400 when it is no JSON that we take. An empty
 * body is an empty object. A file is left alone.
 */
export const jsonBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
	if (isUpload(c.req.raw)) return next();
	const buffer = c.req.method === "GET" ? null : await readBody(c.req.raw);
	// Where hono's validator looks first; it would read the body, which is gone, a second time.
	c.req.bodyCache.json = Promise.resolve(buffer?.byteLength ? read(c.req.header(), buffer) : {});
	await next();
};

function read(headers: Record<string, string>, buffer: ArrayBuffer): unknown {
	const [type = ""] = (headers["content-type"] ?? "").split(";");
	if (!JSON_TYPE.test(type.trim())) {
		throw new AppError("Send the body as JSON, with Content-Type: application/json.", {
			status: 415,
			code: "not-json",
		});
	}
	try {
		// RFC 8259, section 8.1: UTF-8 it is.
		return parseStrictJson(new TextDecoder("utf-8", { fatal: true }).decode(buffer));
	} catch (error) {
		if (error instanceof SyntaxError) throw brokenJson(error.message);
		if (error instanceof TypeError) throw brokenJson("The body is not valid UTF-8.");
		throw error;
	}
}

function brokenJson(message: string) {
	return new AppError(message, {
		status: 400,
		code: "broken-json",
		fields: [{ path: "", message }],
	});
}
