import { InvalidToolInputError, type ToolCallRepairFunction, type ToolSet } from "ai";
import { findTool } from "./tools/tools.server.ts";

/**
 * Repairs what models often get wrong in a tool's arguments, where only one meaning is possible: JSON in
 * a string or a code fence, camelCase names, numbers as strings, null for what is left out. Resolves to
 * null where that does not make them valid; the AI SDK then tells the model what is wrong.
 */
export const repairToolCall: ToolCallRepairFunction<ToolSet> = async ({ toolCall, error }) => {
	const schema = findTool(toolCall.toolName)?.inputSchema;
	if (!schema || !InvalidToolInputError.isInstance(error)) return null;
	const given = readObject(toolCall.input);
	if (!given) return null;
	const named = Object.fromEntries(
		Object.entries(given)
			.filter(([, value]) => value !== null)
			.map(([name, value]) => [toSnakeCase(name), value]),
	);
	for (const input of [named, withNumbers(named)]) {
		if (schema.safeParse(input).success) return { ...toolCall, input: JSON.stringify(input) };
	}
	return null;
};

function readObject(text: string): Record<string, unknown> | null {
	const bare = text.trim().replace(/^```(?:json)?\s*|\s*```$/g, "");
	try {
		const value: unknown = JSON.parse(bare);
		if (typeof value === "string") return readObject(value);
		if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
		return value as Record<string, unknown>;
	} catch {
		return null;
	}
}

function toSnakeCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function withNumbers(given: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(given).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.map(toNumber) : toNumber(value),
		]),
	);
}

/** "7" and "#7" as 7. */
function toNumber(value: unknown): unknown {
	const digits = typeof value === "string" ? /^#?(\d{1,9})$/.exec(value.trim())?.[1] : undefined;
	return digits === undefined ? value : Number(digits);
}
