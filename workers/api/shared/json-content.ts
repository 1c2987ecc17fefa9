import type { z } from "@hono/zod-openapi";

/** The document's entry for an answer in JSON. */
export function jsonResponse<Schema extends z.ZodType>(description: string, schema: Schema) {
	return { description, content: { "application/json": { schema } } };
}

/** The document's entry for a body in JSON, which it is checked by. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
	return { required: true, content: { "application/json": { schema } } } as const;
}
