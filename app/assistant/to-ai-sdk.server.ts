import { type Tool as AiTool, type ToolSet, tool } from "ai";
import { AppError } from "#app/core/errors.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { log } from "#app/core/log.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { type GrantedScopes, isGranted } from "#domain/user/token-scope.ts";
import { Approvals } from "./approvals.server.ts";
import { forModel, type Tool, type ToolResult } from "./tools/tool.server.ts";
import { TOOLS } from "./tools/tools.server.ts";

type Options = {
	/** What the credential grants that the reply is given for: tools beyond it are not offered. */
	granted?: GrantedScopes;
	/** Of this reply; new ones if left out. */
	approvals?: Approvals;
};

/**
 * The tools for the AI SDK. Each call runs in a scope of its own, with the time of the call. Errors are
 * thrown with a message that both model and user may read. Results keep `change_id`, for `receiptOf`;
 * the model gets them without.
 */
export function toAiSdkTools(
	scopeOf: () => Scope,
	{ granted = null, approvals = new Approvals(scopeOf) }: Options = {},
): ToolSet {
	const offered = TOOLS.filter(({ scope }) => isGranted(granted, scope));
	return Object.fromEntries(
		offered.map((each) => [each.name, toAiSdkTool(each, scopeOf, approvals)]),
	);
}

function toAiSdkTool(definition: Tool, scopeOf: () => Scope, approvals: Approvals): AiTool {
	const { name: toolName, title, description, inputSchema } = definition;
	return tool({
		title,
		description,
		inputSchema,
		// Set on the tool, so that no caller of the AI SDK can forget it.
		needsApproval: (input, { toolCallId }) => approvals.isNeeded({ toolCallId, toolName, input }),
		execute: (input, { toolCallId }) => {
			approvals.checkLimit(toolCallId);
			return run(definition, scopeOf(), input, approvals.findChangeId(toolCallId));
		},
		toModelOutput: ({ output }) => ({ type: "json", value: forModel(output) }),
	});
}

async function run(
	definition: Tool,
	scope: Scope,
	input: unknown,
	changeId: string | undefined,
): Promise<ToolResult> {
	try {
		return await definition.run(scope, input, changeId);
	} catch (error) {
		if (error instanceof AppError) throw error;
		log.exception(error, { requestId: scope.requestId });
		throw new Error(`${INTERNAL_ERROR_MESSAGE}. It has been noted; try again in a while.`);
	}
}
