import { type Tool as AiTool, type ToolSet, tool } from "ai";
import { AppError } from "#app/core/errors.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { log } from "#app/core/log.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { forModel, type Tool, type ToolResult } from "./tool.server.ts";
import { TOOLS } from "./tools.server.ts";

/**
 * The tools for the AI SDK. Each call runs in a scope of its own, with the time of the call. Errors are
 * thrown with a message that both model and user may read. Results keep `change_id`, for `receiptOf`;
 * the model gets them without.
 */
export function toAiSdkTools(scopeOf: () => Scope): ToolSet {
	return Object.fromEntries(TOOLS.map((each) => [each.name, toAiSdkTool(each, scopeOf)]));
}

function toAiSdkTool(definition: Tool, scopeOf: () => Scope): AiTool {
	const { title, description, inputSchema } = definition;
	return tool({
		title,
		description,
		inputSchema,
		// Set on the tool, so that no caller of the AI SDK can forget it.
		needsApproval: (input) => definition.needsApproval(input),
		execute: (input) => run(definition, scopeOf(), input),
		toModelOutput: ({ output }) => ({ type: "json", value: forModel(output) }),
	});
}

async function run(definition: Tool, scope: Scope, input: unknown): Promise<ToolResult> {
	try {
		return await definition.run(scope, input);
	} catch (error) {
		if (error instanceof AppError) throw error;
		log.exception(error, { requestId: scope.requestId });
		throw new Error(`${INTERNAL_ERROR_MESSAGE}. It has been noted; try again in a while.`);
	}
}
