import type { OpenAPIRegistry } from "@asteasolutions/zod-to-openapi";
import type { Hono, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { AppError, NotFound } from "#app/core/errors.ts";
import type { HonoEnv } from "./hono-env.ts";

type Definitions = OpenAPIRegistry["definitions"];

/** By path as the document has it (`/api/tasks/{id}`): the methods that it takes, in capitals. */
type Methods = Map<string, string[]>;

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
export function knownPaths(
	app: Pick<Hono<HonoEnv>, "router"> & { openAPIRegistry: { definitions: Definitions } },
): MiddlewareHandler<HonoEnv> {
	let known: Methods | null = null;
	return async (c, next) => {
		known ??= methodsByPath(app.openAPIRegistry.definitions);
		const { path, method } = c.req;
		const template = known.has(path)
			? // What is written out comes before what stands for anything: no task is named "quick".
				path
			: (templateOf(matchedRoutes(c)) ?? otherMethods(app, path));
		const methods = template && known.get(template);
		if (!methods) throw new NotFound(`There is nothing at ${path.slice(0, 100)}.`);
		c.set("route", template);
		const allowed = methods.includes("GET") ? ["HEAD", ...methods] : methods;
		if (!allowed.includes(method)) throw new MethodNotAllowed(method, allowed);
		await next();
	};
}

function methodsByPath(definitions: Definitions): Methods {
	const methods: Methods = new Map();
	for (const definition of definitions) {
		if (definition.type !== "route") continue;
		const { path, method } = definition.route;
		methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
	}
	return methods;
}

type Route = { method: string; path: string };

/** The path of the route that answers, as the document has it; middleware is for all methods. */
function templateOf(routes: readonly Route[]): string | null {
	const route = routes.find(({ method }) => method !== "ALL");
	return route?.path.replace(/:(\w+)/g, "{$1}") ?? null;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The same for a path that does not take the request's method, by those that it may take. */
function otherMethods(app: Pick<Hono<HonoEnv>, "router">, path: string): string | null {
	for (const method of METHODS) {
		const [matched] = app.router.match(method, path);
		const template = templateOf(matched.map(([[, route]]) => route));
		if (template) return template;
	}
	return null;
}
