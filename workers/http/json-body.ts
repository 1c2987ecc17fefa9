import type { MiddlewareHandler } from "hono";
import { AppError } from "#app/core/errors.ts";
import type { HonoEnv } from "./hono-env.ts";
import { parseStrictJson } from "./strict-json.ts";

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i;

/**
 * Checks a body that `bufferBody` has read, for the validators behind it: they read JSON less strictly.
 * Throws an `AppError`: 415 when it says to be something else than JSON, 400 when it is no JSON that we
 * take. An empty body is an empty object, whatever it says to be: programs that leave a body out may
 * send a Content-Type all the same, or no byte in chunks, which HTTP counts as a body.
 */
export const requireJson: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const body = c.get("body");
	if (body !== undefined && !["GET", "HEAD"].includes(c.req.method)) {
		const type = c.req.header("content-type");
		if (body?.byteLength) check(body, isJsonType(type));
		else if (body || type !== undefined) c.req.raw = withEmptyObject(c.req.raw);
	}
	await next();
};

function withEmptyObject(request: Request): Request {
	const headers = new Headers(request.headers);
	headers.set("content-type", "application/json");
	return new Request(request, { body: "{}", headers });
}

function isJsonType(header = ""): boolean {
	const [type = ""] = header.split(";");
	return JSON_TYPE.test(type.trim());
}

function check(body: ArrayBuffer, isJson: boolean): void {
	if (!isJson) {
		throw new AppError("Send the body as JSON, with Content-Type: application/json.", {
			status: 415,
			code: "not-json",
		});
	}
	try {
		// RFC 8259, section 8.1: UTF-8 it is.
		parseStrictJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
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
