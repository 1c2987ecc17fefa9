import type { OpenApiDocument } from "./openapi.ts";

/** The parts of an OpenAPI document, as plain lists. */

/** JSON Schema, as far as the document uses it. */
export type Schema = {
	$ref?: string;
	type?: string | string[];
	description?: string;
	format?: string;
	enum?: unknown[];
	const?: unknown;
	properties?: Record<string, Schema>;
	required?: string[];
	items?: Schema;
	anyOf?: Schema[];
	oneOf?: Schema[];
	default?: unknown;
	example?: unknown;
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
};

type Parameter = {
	name: string;
	in: string;
	required?: boolean;
	description?: string;
	schema: Schema;
};

export type Operation = {
	id: string;
	tag: string;
	method: string;
	path: string;
	summary: string;
	description: string;
	/** Without a credential. */
	open: boolean;
	/** Of personal tokens: the one that it takes, if it takes them. */
	scope: string | null;
	parameters: Parameter[];
	body: Schema | null;
	answers: { status: string; description: string; type: string | null; schema: Schema | null }[];
};

type Content = Record<string, { schema?: Schema }>;
type RawOperation = {
	operationId?: string;
	tags?: string[];
	summary?: string;
	description?: string;
	security?: Record<string, string[]>[];
	parameters?: Parameter[];
	requestBody?: { content: Content };
	responses: Record<string, { description: string; content?: Content }>;
};

const METHODS = ["get", "put", "post", "delete", "patch"] as const;

export function operationsOf(document: Pick<OpenApiDocument, "paths">): Operation[] {
	return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
		METHODS.flatMap((method) => {
			const operation = item[method] as RawOperation | undefined;
			return operation ? [readOperation(method, path, operation)] : [];
		}),
	);
}

function readOperation(method: string, path: string, operation: RawOperation): Operation {
	const { security = [], requestBody, responses } = operation;
	return {
		id: operation.operationId ?? `${method}${path}`,
		tag: operation.tags?.[0] ?? "",
		method: method.toUpperCase(),
		path,
		summary: operation.summary ?? "",
		description: operation.description ?? "",
		open: security.length === 0,
		scope: security.find(({ bearer }) => bearer)?.bearer?.[0] ?? null,
		parameters: operation.parameters ?? [],
		body: Object.values(requestBody?.content ?? {})[0]?.schema ?? null,
		answers: Object.entries(responses).map(([status, { description, content = {} }]) => {
			const [type, media] = Object.entries(content)[0] ?? [null, null];
			return { status, description, type, schema: media?.schema ?? null };
		}),
	};
}
