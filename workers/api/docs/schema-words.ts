import type { Schema } from "./document.ts";
import type { OpenApiDocument } from "./openapi.ts";

/** JSON Schema in words, for people who read the document. */

export type Field = { name: string; required: boolean; type: string; description?: string };

const COMPONENT = "#/components/schemas/";

/** The name of a shape that is described elsewhere. */
export function nameOf({ $ref }: Schema): string | null {
	return $ref?.startsWith(COMPONENT) ? $ref.slice(COMPONENT.length) : null;
}

export function typeOf(schema: Schema): string {
	const name = nameOf(schema);
	if (name) return name;
	const either = schema.anyOf ?? schema.oneOf;
	if (either) return either.map(typeOf).join(" or ");
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
	const types = [schema.type ?? "any"].flat();
	const words = types.map((type) => {
		if (type === "array") return `list of ${typeOf(schema.items ?? {})}`;
		if (type === "object" && schema.properties) return inline(schema.properties);
		return type;
	});
	return words.join(" or ") + limits(schema);
}

/** The fields of an object; of several alternatives, all of theirs. */
export function fieldsOf(schema: Schema): Field[] {
	const either = schema.anyOf ?? schema.oneOf;
	if (either) {
		return either.flatMap((alternative) => fieldsOf(alternative));
	}
	return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
		name,
		required: schema.required?.includes(name) ?? false,
		type: typeOf(field),
		description: field.description,
	}));
}

export function exampleOf(schema: Schema, document: OpenApiDocument): unknown {
	if (schema.example !== undefined) return schema.example;
	const name = nameOf(schema);
	const target = name && (document.components?.schemas?.[name] as Schema | undefined);
	if (target) return exampleOf(target, document);
	if (schema.type === "array" && schema.items) return [exampleOf(schema.items, document)];
	if (schema.enum) return schema.enum[0];
	if (schema.properties) {
		return Object.fromEntries(
			Object.entries(schema.properties).map(([key, field]) => [key, exampleOf(field, document)]),
		);
	}
	if (schema.default !== undefined) return schema.default;
	return { integer: 1, string: "…", boolean: true }[String([schema.type].flat()[0])] ?? null;
}

function inline(properties: Record<string, Schema>) {
	const fields = Object.entries(properties).map(([name, field]) => `${name}: ${typeOf(field)}`);
	return `{ ${fields.join(", ")} }`;
}

function limits({ minimum, maximum, maxLength, format }: Schema) {
	const words = [];
	if (format) words.push(format);
	if (minimum !== undefined && maximum !== undefined) words.push(`${minimum}–${maximum}`);
	else if (minimum !== undefined && minimum > -(2 ** 53)) words.push(`from ${minimum}`);
	if (maxLength !== undefined) words.push(`at most ${maxLength} characters`);
	return words.length > 0 ? ` (${words.join(", ")})` : "";
}
