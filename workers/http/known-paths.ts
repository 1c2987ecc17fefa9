import type { OpenAPIRegistry } from "@asteasolutions/zod-to-openapi";
import type { MiddlewareHandler } from "hono";
import { AppError, NotFound } from "#app/core/errors.ts";
import type { ApiEnv } from "./api-env.ts";

type Definitions = OpenAPIRegistry["definitions"];
type KnownPath = { template: string; parts: string[]; methods: string[] };

/** The method is not one of those that the path takes (RFC 9110, section 15.5.6). */
export class MethodNotAllowed extends AppError {
	readonly allowed: string[];
	constructor(method: string, allowed: string[]) {
		super(`${method} is not possible here; ${allowed.join(", ")} is.`, {
			status: 405,
			code: "method-not-allowed",
		});
		this.allowed = allowed;
	}
}

/**
 * Lets through what the API has, by what its document says, and notes the path's pattern for the log.
 * Throws `NotFound` for other paths and `MethodNotAllowed` for other methods.
 */
export function knownPaths(definitions: () => Definitions): MiddlewareHandler<ApiEnv> {
	let known: KnownPath[] | null = null;
	return async (c, next) => {
		known ??= pathsOf(definitions());
		const path = findPath(known, c.req.path);
		if (!path) throw new NotFound(`There is nothing at ${c.req.path.slice(0, 100)}.`);
		c.set("route", path.template);
		const { method } = c.req;
		const allowed = path.methods.includes("GET") ? ["HEAD", ...path.methods] : path.methods;
		if (!allowed.includes(method)) throw new MethodNotAllowed(method, allowed);
		await next();
	};
}

function pathsOf(definitions: Definitions): KnownPath[] {
	const methods = new Map<string, string[]>();
	for (const definition of definitions) {
		if (definition.type !== "route") continue;
		const { path, method } = definition.route;
		methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
	}
	return (
		[...methods]
			.map(([template, methods]) => ({ template, parts: template.split("/"), methods }))
			// What is written out comes before what stands for anything.
			.toSorted((a, b) => placeholders(a.parts) - placeholders(b.parts))
	);
}

function findPath(known: KnownPath[], path: string): KnownPath | undefined {
	const parts = path.split("/");
	return known.find(
		(candidate) =>
			candidate.parts.length === parts.length &&
			candidate.parts.every((part, i) => part === parts[i] || (isPlaceholder(part) && parts[i])),
	);
}

function placeholders(parts: string[]) {
	return parts.filter(isPlaceholder).length;
}

function isPlaceholder(part: string) {
	return part.startsWith("{");
}
