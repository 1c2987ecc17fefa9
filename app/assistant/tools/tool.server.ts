import type { z } from "zod";
import { AppError, findCause, Invalid, NotFound } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";

/** What a tool does to tasks; MCP sends these to clients as annotations. */
type ToolAnnotations = { readOnly: boolean; destructive: boolean; idempotent: boolean };

/** What a tool did, for the user: one line, the task to link to, and the change that undo reverses. */
export type Receipt = { text: string; taskId: number | null; changeId: string | null };

type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
/**
 * The result of a tool: an object of its output schema, and the change that undo reverses, which only
 * the receipt needs (`forModel` leaves it out).
 */
export type ToolResult = { [key: string]: Json | undefined; change_id?: string | null };
type WithChange = { change_id?: string | null };

type Definition<Name extends string, Input extends z.ZodObject, Output extends z.ZodObject> = {
	name: Name;
	/** For people: the name that MCP clients show. */
	title: string;
	/** For models. */
	description: string;
	annotations: ToolAnnotations;
	inputSchema: Input;
	outputSchema: Output;
	/** Whether this input needs the user's approval; never, when left out. */
	needsApproval?: (input: z.output<Input>) => boolean;
	run: (scope: Scope, input: z.output<Input>) => Promise<z.output<Output> & WithChange>;
	/** A result in one line, and the task to link to. `now` decides whether dates show a year. */
	receipt: (result: z.output<Output>, now: Date) => Omit<Receipt, "changeId">;
};

/** A tool as chat, MCP and `/api/agent` call it. */
export type Tool<Name extends string = string> = {
	name: Name;
	title: string;
	description: string;
	annotations: ToolAnnotations;
	inputSchema: z.ZodObject;
	outputSchema: z.ZodObject;
	/** Whether this input needs the user's approval; false for input that `run` would refuse. */
	needsApproval(input: unknown): boolean;
	/**
	 * Validates the input and runs the tool. Throws an `AppError` whose message says what to do next; any
	 * other error is internal. The AI SDK has validated the input already; MCP and `/api/agent` have not.
	 */
	run(scope: Scope, input: unknown): Promise<ToolResult>;
	/** The receipt of a result of this tool; null for anything else. */
	receipt(result: unknown, now: Date): Receipt | null;
};

/** Makes a tool of its definition, with the validation of input and the wording of errors that all share. */
export function defineTool<
	Name extends string,
	Input extends z.ZodObject,
	Output extends z.ZodObject,
>(definition: Definition<Name, Input, Output>): Tool<Name> {
	const { inputSchema, outputSchema, needsApproval, run, receipt, ...rest } = definition;
	return {
		...rest,
		inputSchema,
		outputSchema,
		needsApproval(input) {
			const read = inputSchema.safeParse(input);
			return read.success && (needsApproval?.(read.data) ?? false);
		},
		async run(scope, input) {
			const read = inputSchema.safeParse(input ?? {});
			if (!read.success) throw new Invalid(read.error.issues.map(toFieldError));
			try {
				// Whatever the schema of a tool's output, it is an object of JSON.
				return (await run(scope, read.data)) as ToolResult;
			} catch (error) {
				throw toToolError(error, read.data);
			}
		},
		receipt(result, now) {
			const read = outputSchema.safeParse(result);
			if (!read.success) return null;
			const { change_id: changeId = null } = result as WithChange;
			return { ...receipt(read.data, now), changeId };
		},
	};
}

/** A result as models and clients get it, without what only receipts need. */
export function forModel({ change_id: _, ...result }: ToolResult): ToolResult {
	return result;
}

function toFieldError(issue: z.core.$ZodIssue) {
	const path = issue.path.join(".");
	if (issue.code === "unrecognized_keys") {
		const names = issue.keys.map((key) => `"${key.slice(0, 40)}"`).join(", ");
		return { path, message: `There is no argument ${names}.` };
	}
	return { path, message: path ? `${path}: ${issue.message}` : issue.message };
}

/** An error of the commands in a tool's words: snake_case names of fields, and what to do next. */
function toToolError(error: unknown, input: { task_id?: unknown }): unknown {
	const known = findCause(error, AppError);
	if (known instanceof NotFound && typeof input.task_id === "number") {
		return new NotFound(`No task ${input.task_id}. Use list_tasks to find it.`);
	}
	if (known instanceof Invalid) {
		return new Invalid(
			known.fields.map(({ path, message }) => {
				const name = path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
				return { path: name, message: `${name}: ${message}` };
			}),
		);
	}
	return known ?? error;
}
