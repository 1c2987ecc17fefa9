/**
 * Changes to the parts of a reply, the assistant's message in a chat: approving a tool call, ending
 * early, trying again, and streaming the parts once more. Pure: parts go in, new parts come out.
 */
import type { DynamicToolUIPart, ToolUIPart, UIMessageChunk } from "ai";
import type { ChatPart, ChatReceipt } from "./chat-message.ts";

export type ToolPart = ToolUIPart | DynamicToolUIPart;

/**
 * A tool call as the user's object records it, before the tool runs and again when it ends. `outcome`
 * is null when the object went down in between.
 */
export type ToolCallRecord = {
	toolCallId: string;
	toolName: string;
	input: unknown;
	outcome: { output: unknown; receipt: ChatReceipt | null } | { errorText: string } | null;
};

const TOOL_INTERRUPTED =
	"Tend was restarted while this was done, so it is not known whether it was. Look it up before doing it again.";
const NOT_STARTED = "This was approved, and interrupted before it was done.";
const DISMISSED = "The user went on without approving this.";

/** Whether a part is a tool call, whichever tool it calls. */
export function isToolPart(part: ChatPart): part is ToolPart {
	return part.type === "dynamic-tool" || part.type.startsWith("tool-");
}

/** The name of the tool that a part calls: "add_task". */
export function toolNameOf(part: ToolPart): string {
	return part.type === "dynamic-tool" ? part.toolName : part.type.slice("tool-".length);
}

/** The ids of the approvals that these parts still wait for. */
export function pendingApprovals(parts: ChatPart[]): string[] {
	return parts.flatMap((part) =>
		isToolPart(part) && part.state === "approval-requested" ? [part.approval.id] : [],
	);
}

/** The parts with the user's response to the approval of that id; unchanged when none waits under it. */
export function withApproval(parts: ChatPart[], id: string, approved: boolean): ChatPart[] {
	return parts.map((part) =>
		isToolPart(part) && part.state === "approval-requested" && part.approval.id === id
			? { ...part, state: "approval-responded", approval: { ...part.approval, approved } }
			: part,
	);
}

/** The parts with all approvals that still wait denied: the user wrote something else, or stopped. */
export function denyPendingApprovals(parts: ChatPart[]): ChatPart[] {
	return parts.map((part) =>
		isToolPart(part) && part.state === "approval-requested"
			? {
					...part,
					state: "output-denied",
					approval: { ...part.approval, approved: false, reason: DISMISSED },
				}
			: part,
	);
}

/**
 * The parts of a reply once nothing more is added to them: with the outcome and receipt of each tool
 * call in `calls`, whether or not the stream got as far as telling them, and without calls that never
 * ran. Parts that need no change are returned as they are (`outcomeChunks` compares by identity).
 */
export function finalizeParts(parts: ChatPart[], calls: ToolCallRecord[]): ChatPart[] {
	const byId = new Map(calls.map((call) => [call.toolCallId, call]));
	const known = new Set(parts.flatMap((part) => (isToolPart(part) ? [part.toolCallId] : [])));
	const receipted = new Set(
		parts.flatMap((part) => (part.type === "data-receipt" ? [part.data.toolCallId] : [])),
	);
	const withReceipt = (part: ChatPart, { toolCallId, outcome }: ToolCallRecord): ChatPart[] => {
		const receipt =
			outcome && "receipt" in outcome && !receipted.has(toolCallId) && outcome.receipt;
		return receipt ? [part, { type: "data-receipt", data: receipt }] : [part];
	};
	const final = parts.flatMap((part): ChatPart[] => {
		if (part.type === "text") return part.text === "" ? [] : [{ ...part, state: "done" }];
		if (!isToolPart(part)) return [part];
		const call = byId.get(part.toolCallId);
		if (call) return withReceipt(withOutcome(part, call), call);
		if (part.state === "input-streaming" || part.state === "input-available") return [];
		if (part.state !== "approval-responded") return [part];
		return part.approval.approved
			? [withError(part, NOT_STARTED)]
			: [{ ...part, state: "output-denied", approval: { ...part.approval, approved: false } }];
	});
	const missing = calls.filter(({ toolCallId }) => !known.has(toolCallId));
	return [
		...final,
		...missing.flatMap((call) => {
			const { toolCallId, toolName, input } = call;
			const part: ToolPart = {
				type: `tool-${toolName}`,
				toolCallId,
				state: "input-available",
				input,
			};
			return withReceipt(withOutcome(part, call), call);
		}),
	];
}

function withOutcome(part: ToolPart, { input, outcome }: ToolCallRecord): ChatPart {
	if (part.state === "output-available") return part;
	if (!outcome) return withError({ ...part, input } as ToolPart, TOOL_INTERRUPTED);
	if ("errorText" in outcome) {
		if (part.state === "output-error") return part;
		return withError({ ...part, input } as ToolPart, outcome.errorText);
	}
	return { ...part, input, state: "output-available", output: outcome.output } as ToolPart;
}

function withError(part: ToolPart, errorText: string): ChatPart {
	return { ...part, state: "output-error", errorText } as ToolPart;
}

/**
 * The parts that a retry continues from: everything up to the last tool call or receipt, so that no
 * tool runs twice, without the text after it, which the model writes anew.
 */
export function resumableParts(parts: ChatPart[]): ChatPart[] {
	const last = parts.findLastIndex((part) => isToolPart(part) || part.type === "data-receipt");
	return parts.slice(0, last + 1);
}

/**
 * The parts as the chunks of the AI SDK's UI message stream that would have produced them, for a reader
 * who has none of them yet.
 */
export function toChunks(parts: ChatPart[]): UIMessageChunk[] {
	return parts.flatMap((part, index): UIMessageChunk[] => {
		if (part.type === "step-start") return [{ type: "start-step" }];
		if (part.type === "text") {
			// Not the ids of providers ("text-0"), which the stream that follows may use.
			const id = `said-${index}`;
			return [
				{ type: "text-start", id, providerMetadata: part.providerMetadata },
				{ type: "text-delta", id, delta: part.text },
				{ type: "text-end", id },
			];
		}
		if (part.type === "data-receipt" || part.type === "data-question") return [part];
		return isToolPart(part) ? toolChunks(part) : [];
	});
}

/** The chunks that bring a reader from the streamed parts `before` to the finalized `parts`. */
export function outcomeChunks(before: ChatPart[], parts: ChatPart[]): UIMessageChunk[] {
	const known = before.flatMap((part) => (isToolPart(part) ? [part.toolCallId] : []));
	return parts.flatMap((part): UIMessageChunk[] => {
		if (before.includes(part)) return [];
		if (part.type === "data-receipt") return [part];
		if (!isToolPart(part)) return [];
		const chunks = toolChunks(part);
		return known.includes(part.toolCallId) ? chunks.slice(-1) : chunks;
	});
}

function toolChunks(part: ToolPart): UIMessageChunk[] {
	const { toolCallId, approval } = part;
	if (part.state === "input-streaming") return [];
	const chunks: UIMessageChunk[] = [
		{
			type: "tool-input-available",
			toolCallId,
			toolName: toolNameOf(part),
			input: part.input,
			...(part.type === "dynamic-tool" ? { dynamic: true } : {}),
			providerMetadata: part.callProviderMetadata,
		},
	];
	if (approval) {
		chunks.push({ type: "tool-approval-request", approvalId: approval.id, toolCallId });
		if (approval.approved !== undefined) {
			const { id: approvalId, approved, reason } = approval;
			chunks.push({ type: "tool-approval-response", approvalId, approved, reason });
		}
	}
	if (part.state === "output-available") {
		chunks.push({ type: "tool-output-available", toolCallId, output: part.output });
	} else if (part.state === "output-error") {
		chunks.push({ type: "tool-output-error", toolCallId, errorText: part.errorText });
	} else if (part.state === "output-denied") {
		chunks.push({ type: "tool-output-denied", toolCallId });
	}
	return chunks;
}
