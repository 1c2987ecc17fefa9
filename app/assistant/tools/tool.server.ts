import type { z } from "zod";
import { AppError, findCause, Invalid, NotFound } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { TokenScope } from "#domain/user/token-scope.ts";

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
	/** Where the input does not say what would be changed: looks it up. Null when it is nothing. */
	preview?: (scope: Scope) => Promise<CallPreview | null>;
	/** `changeId`: of the preview that the call goes back to, if it had one. */
	run: (
		scope: Scope,
		input: z.output<Input>,
		changeId?: string,
	) => Promise<z.output<Output> & WithChange>;
	/** A result in one line, and the task to link to. `now` decides whether dates show a year. */
	receipt: (result: z.output<Output>, now: Date) => Omit<Receipt, "changeId">;
};

/** What a call would do to tasks that its input does not name, as it stands when it is looked up. */
export type CallPreview = {
	/** The change that it is about. A call that was approved is run on this one, whatever was done since. */
	changeId: string;
	needsApproval: boolean;
	/** For the user: what would be done, as a question, and the first few titles of the tasks. */
	question: string;
	titles: string[];
	/** How many tasks there are beyond those. */
	others: number;
};

/** A tool as chat, MCP and `/api/agent` call it. */
export type Tool<Name extends string = string> = {
	name: Name;
	title: string;
	description: string;
	annotations: ToolAnnotations;
	/** What a credential has to grant for it. */
	scope: TokenScope;
	inputSchema: z.ZodObject;
	outputSchema: z.ZodObject;
	/** Whether this input needs the user's approval; false for input that `run` would refuse. */
	needsApproval(input: unknown): boolean;
	/** See `CallPreview`; undefined where the input says what would be changed. */
	preview: ((scope: Scope) => Promise<CallPreview | null>) | undefined;
	/**
	 * Validates the input and runs the tool. Throws an `AppError` whose message says what to do next; any
	 * other error is internal. The AI SDK has validated the input already; MCP and `/api/agent` have not.
	 */
	run(scope: Scope, input: unknown, changeId?: string): Promise<ToolResult>;
	/** The receipt of a result of this tool; null for anything else. */
	receipt(result: unknown, now: Date): Receipt | null;
};

/** Makes a tool of its definition, with the validation of input and the wording of errors that all share. */
export function defineTool<
	Name extends string,
	Input extends z.ZodObject,
	Output extends z.ZodObject,
>(definition: Definition<Name, Input, Output>): Tool<Name> {
	const { inputSchema, outputSchema, needsApproval, preview, run, receipt, ...rest } = definition;
	return {
		...rest,
		scope: rest.annotations.readOnly ? "tasks:read" : "tasks:write",
		preview,
		inputSchema,
		outputSchema,
		needsApproval(input) {
			const read = inputSchema.safeParse(input);
			return read.success && (needsApproval?.(read.data) ?? false);
		},
		async run(scope, input, changeId) {
			const read = inputSchema.safeParse(input ?? {});
			if (!read.success) throw new Invalid(read.error.issues.map(toFieldError));
			try {
				// Whatever the schema of a tool's output, it is an object of JSON.
				return (await run(scope, read.data, changeId)) as ToolResult;
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
