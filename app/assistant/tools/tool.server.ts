import type { z } from "zod";
import { AppError, findCause, Invalid, NotFound } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";

/** What a tool does to tasks, as MCP's annotations tell it to clients. */
export type ToolAnnotations = { readOnly: boolean; destructive: boolean; idempotent: boolean };

/** What a tool did, for the user: one line, the task it is about, and the change that undo takes back. */
export type Receipt = { text: string; taskId: number | null; changeId: string | null };

type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
/**
 * What a tool answers: what its output schema says and, for the receipt and no model's business, the
 * change that undo takes back. `forModel` leaves that out.
 */
export type ToolResult = { [key: string]: Json | undefined; change_id?: string | null };
type WithChange = { change_id?: string | null };

type Definition<Name extends string, Input extends z.ZodObject, Output extends z.ZodObject> = {
	name: Name;
	/** For people: the name of a button or a line. */
	title: string;
	/** For models. */
	description: string;
	annotations: ToolAnnotations;
	inputSchema: Input;
	outputSchema: Output;
	/** Whether the user is asked before it runs with this input. */
	needsApproval?: (input: z.output<Input>) => boolean;
	run: (scope: Scope, input: z.output<Input>) => Promise<z.output<Output> & WithChange>;
	/** What `run` answered, in one line. */
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
	/** Whether the user is asked before it runs with this input; not for input that it would refuse. */
	needsApproval(input: unknown): boolean;
	/**
	 * Checks the input and does the work. Throws an `AppError` whose message names what to do next;
	 * anything else is a fault of ours.
	 */
	run(scope: Scope, input: unknown): Promise<ToolResult>;
	/** Null for anything that is not a result of this tool. */
	receipt(result: unknown, now: Date): Receipt | null;
};

/** Makes a tool: its input and what goes wrong are treated the same in all of them. */
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
				throw told(error, read.data);
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

/** A result without what only receipts need. */
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

/** The domain's errors in a tool's words: its names of fields, and what to do next. */
function told(error: unknown, input: { task_id?: unknown }): unknown {
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
