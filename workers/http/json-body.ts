import type { MiddlewareHandler } from "hono";
import { AppError } from "#app/core/errors.ts";
import type { HonoEnv } from "./hono-env.ts";
import { parseStrictJson } from "./strict-json.ts";

// As bytes: a text would bring a Content-Type of its own.
const EMPTY_OBJECT = new TextEncoder().encode("{}");

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/i;

/**
 * Checks a body that `bufferBody` has read, for the validators behind it: they read JSON less strictly.
 * Throws an `AppError`: 415 when it says to be something else than JSON, 400 when it is no JSON that we
 * take. An empty body is an empty object.
 */
export const requireJson: MiddlewareHandler<HonoEnv> = async (c, next) => {
	const body = c.get("body");
	if (body !== undefined && !["GET", "HEAD"].includes(c.req.method)) {
		const isJson = isJsonType(c.req.header("content-type"));
		if (body?.byteLength) check(body, isJson);
		else if (body || isJson) c.req.raw = new Request(c.req.raw, { body: EMPTY_OBJECT });
	}
	await next();
};

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
